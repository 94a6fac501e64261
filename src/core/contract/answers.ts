import { type Json, parseJson } from "../json.ts";
import type { Path } from "../place.ts";
import { closingAt } from "./brackets.ts";
import type { Message, Output } from "./contract.ts";
import { isCounterexample } from "./counterexamples.ts";
import { literalOf } from "./literals.ts";

/** An example of an answer. */
export interface ShownAnswer {
  readonly path: Path;
  readonly offset: number;
  /** `null` where it is no JSON, and has to be. */
  readonly answer: Json;
}

/** Where a contract shows answers. */
export interface AnswerTexts {
  readonly messages: readonly Message[];
  readonly system: readonly { readonly path: Path; readonly text: string }[];
  readonly output: Pick<Output, "schema"> & Partial<Pick<Output, "enforce">>;
  readonly hasTools: boolean;
}

/** Turns of the assistant, and what the system text calls an answer. */
export function shownAnswers({ messages, system, output, hasTools }: AnswerTexts): readonly ShownAnswer[] {
  const mustBeJson = output.enforce !== "none" && output.schema["type"] !== "string";
  const turns = messages.flatMap(({ role, content }, index): readonly ShownAnswer[] => {
    const path = ["messages", index, "content"];
    if (role !== "assistant" || content.includes("{{")) return [];
    const answer = parseJson(content);
    if (answer !== undefined) return literalOf(content.trim()) === undefined ? [] : [{ path, offset: 0, answer }];
    return mustBeJson ? [{ path, offset: 0, answer: null }] : [];
  });
  return [...turns, ...system.flatMap(({ path, text }) => labelledAnswers(path, text, hasTools))];
}

/** `Answer: {…}` at the start of a line; where there are tools, `Output:` may be what a tool returns. */
function labelledAnswers(path: Path, text: string, hasTools: boolean): readonly ShownAnswer[] {
  const label = hasTools ? /Final answer|Answer|Assistant/ : /Final answer|Answer|Assistant|Output|Response|Reply/;
  const pattern = new RegExp(`^[ \\t>*-]*(?:${label.source})\\**:\\**\\s*(?=\\{)`, "gm");
  return [...text.matchAll(pattern)].flatMap((match): readonly ShownAnswer[] => {
    const offset = match.index + match[0].length;
    const close = closingAt(text, offset);
    const answer = close === null ? undefined : literalOf(text.slice(offset, close + 1));
    return answer === undefined || isCounterexample(text, match.index) ? [] : [{ path, offset, answer }];
  });
}
