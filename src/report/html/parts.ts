import { thousands } from "../../core/text.ts";
import { type Markup, markup } from "./markup.ts";

/** A part of a page, with a heading and a way to it. */
export interface Part {
  readonly anchor: string;
  readonly title: string;
  /** How many of them there are; `null` where it is one thing. */
  readonly number: number | null;
  readonly body: readonly Markup[];
}

/** Links to every part. */
export function sayWays(parts: readonly Part[]): Markup {
  return markup`<nav aria-label="Parts of this page">
    ${parts.map(({ anchor, title, number }) => markup`<a href="#${anchor}">${title}${sayPartNumber(number)}</a>`)}
  </nav>`;
}

export function sayParts(parts: readonly Part[]): Markup {
  return markup`<main>
    ${parts.map(
      ({ anchor, title, number, body }) =>
        markup`<section id="${anchor}" aria-labelledby="${anchor}-title">
          <h2 id="${anchor}-title">${title}${sayPartNumber(number)}</h2>
          ${body}
        </section>`,
    )}
  </main>`;
}

function sayPartNumber(number: number | null): Markup | null {
  return number === null ? null : markup` <span class="dim">${thousands(number)}</span>`;
}
