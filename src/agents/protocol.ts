import { deepestJson, isNestedDeeper, parseJson } from "../core/json.ts";
import type { AgentAnswer } from "../core/run/record.ts";
import { shapeFaults } from "../core/shape/faults.ts";
import type { Shape } from "../core/shape/shape.ts";
import { count } from "../core/text.ts";
import type { AgentRequest } from "./agent.ts";
import { answerSchema } from "./answer-schema.ts";

/**
 * What a program is given: the contract, what it renders to, and what happens in the task. Not what the
 * task expects: an agent that knows the questions of its examination is not examined.
 */
export function encodeRequest({ bundle, rendered, task, environment }: AgentRequest): string {
  const { id, contract, turns, messages, variables, tools, on_confirm, metadata } = task;
  return JSON.stringify({
    bundle,
    rendered,
    task: { id, contract, turns, messages, variables, tools, on_confirm, metadata },
    environment,
  });
}

const answerShape: Shape = {
  kind: "answer",
  title: "the answer of a runner",
  description: "What a program says it did with a golden task.",
  schema: answerSchema,
  fragments: [],
};

/** Reads what an agent answered: one JSON document, or nothing that can be judged. */
export function decodeAnswer(
  text: string,
  where = "to stdout",
): { readonly answer: AgentAnswer } | { readonly why: string } {
  const document = parseJson(text);
  if (document === undefined) {
    const shown = text.trim().slice(0, 80);
    return {
      why: shown === "" ? `it wrote nothing ${where}` : `it did not write one JSON document ${where}, but: ${shown}`,
    };
  }
  if (isNestedDeeper(document, deepestJson)) return { why: `its answer nests more than ${deepestJson} levels` };
  const parsed = answerSchema.safeParse(document);
  if (parsed.success) return { answer: parsed.data as unknown as AgentAnswer };
  const faults = shapeFaults(parsed.error, document, answerShape).map(({ message }) => message);
  return { why: `its answer is not as documented: ${sayFew(faults)}` };
}

/** Three say what is wrong with a program; thirty do not say it better. */
function sayFew(faults: readonly string[]): string {
  const shown = faults.slice(0, 3).join("; ");
  return faults.length > 3 ? `${shown}; and ${count(faults.length - 3, "more fault")}` : shown;
}
