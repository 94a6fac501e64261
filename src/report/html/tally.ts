import { thousands } from "../../core/text.ts";
import type { Tone } from "../report.ts";
import { type Markup, markup } from "./markup.ts";

/** How many there are of a kind: what is plain good or bad news is told even where there is none. */
export interface Tally {
  readonly tone: Tone;
  readonly mark: string;
  readonly number: number;
  readonly what: string;
}

/** Numbers that are seen first. */
export function sayTallies(kinds: readonly Tally[]): Markup {
  return markup`<ul class="tally">
    ${kinds
      .filter(({ tone, number }) => number > 0 || tone !== "dim")
      .map(
        ({ tone, mark, number, what }) =>
          markup`<li class="${number === 0 ? "dim" : tone}">
            <strong>${thousands(number)}</strong><span><span aria-hidden="true">${mark}</span> ${what}</span>
          </li>`,
      )}
  </ul>`;
}
