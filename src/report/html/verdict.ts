import type { Answer, Report } from "../report.ts";
import { type Markup, markup } from "./markup.ts";

const marks: Readonly<Record<Answer, readonly [mark: string, word: string]>> = {
  yes: ["✔", "passed"],
  no: ["✘", "failed"],
  unknown: ["?", "not known"],
  stopped: ["■", "stopped"],
};

/** The first thing on a page. Colour says nothing here that a sign and a word do not say too. */
export function verdictOf({ command, answer, verdict }: Report, beside: readonly Markup[] = []): Markup {
  const [mark, word] = marks[answer];
  return markup`<header class="verdict ${answer}">
    <p class="eyebrow">promptctl ${command}</p>
    <p class="stamp"><span aria-hidden="true">${mark}</span> ${word}</p>
    <h1>${verdict}</h1>
    ${beside}
  </header>`;
}
