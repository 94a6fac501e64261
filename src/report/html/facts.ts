import { type Markup, markup } from "./markup.ts";

/** What there is to know at once; what is `null` is left out. */
export function sayFactList(facts: readonly (readonly [name: string, value: string | null])[]): Markup {
  return markup`<dl>
    ${facts.map(([name, value]) =>
      value === null
        ? null
        : markup`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
    )}
  </dl>`;
}
