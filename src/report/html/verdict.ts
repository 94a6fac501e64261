import type { Answer, Report } from "../report.ts";
import { type Markup, markup } from "./markup.ts";

const marks: Readonly<Record<Answer, string>> = { yes: "✔", no: "✘", unknown: "?", stopped: "■" };

/** The words of the exit codes; tests have their own. */
const words: Readonly<Record<Answer, string>> = { yes: "yes", no: "no", unknown: "not known", stopped: "stopped" };
const wordsOfTests: typeof words = { ...words, yes: "passed", no: "failed" };

/** The first thing on a page. Colour says nothing here that a sign and a word do not say too. */
export function verdictOf(
  { command, answer, verdict, tested }: Report,
  beside: readonly Markup[] = [],
  says?: string,
): Markup {
  const word = says ?? (tested === undefined ? words : wordsOfTests)[answer];
  return markup`<header class="verdict ${answer}">
    <p class="eyebrow">promptctl ${command}</p>
    <p class="stamp"><span aria-hidden="true">${marks[answer]}</span> ${word}</p>
    <h1>${verdict}</h1>
    ${beside}
  </header>`;
}
