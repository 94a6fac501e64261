import { type Json, type JsonObject, parseJson } from "../../json.ts";
import type { Path } from "../../place.ts";
import { schemaProblem } from "../../schema/compile.ts";
import { judgedFaults } from "../../schema/judged.ts";
import { closingAt } from "../brackets.ts";
import { isCounterexample } from "../counterexamples.ts";
import { literalOf } from "../literals.ts";
import type { ContractRule } from "../rule.ts";
import type { ContractFile } from "../schema.ts";
import { textsIn } from "../texts.ts";

export const exampleOutputInvalid: ContractRule = {
  id: "EXAMPLE_OUTPUT_INVALID",
  level: "error",
  purpose: "An example of an answer is one: where answers have a schema, examples keep it.",
  remedy: "Write the example as `output.schema` wants it, or change the schema.",
  judge({ written }) {
    const schema = written.output?.schema;
    if (schema === undefined) return [];
    return answersIn(written).flatMap(({ path, offset, answer }) => {
      const wrong = answer === null ? ["it is no JSON."] : faultsOf(schema, answer);
      if (wrong.length === 0) return [];
      return [
        {
          path,
          offset,
          message: `this example of an answer is not as output.schema says: ${wrong.slice(0, most).join(" ")}`,
          hint: "models copy examples: write it as the schema wants it",
          about: [JSON.stringify(answer)],
        },
      ];
    });
  },
};

const most = 3;

interface ShownAnswer {
  readonly path: Path;
  readonly offset: number;
  /** `null` where it is no JSON, and has to be. */
  readonly answer: Json;
}

function answersIn(written: ContractFile): readonly ShownAnswer[] {
  const { messages, output, tools } = written;
  const mustBeJson = output?.enforce !== "none" && output?.schema["type"] !== "string";
  const turns = messages.flatMap(({ role, content }, index): readonly ShownAnswer[] => {
    const path = ["messages", index, "content"];
    if (role !== "assistant" || content.includes("{{")) return [];
    const answer = parseJson(content);
    if (answer !== undefined) return literalOf(content.trim()) === undefined ? [] : [{ path, offset: 0, answer }];
    return mustBeJson ? [{ path, offset: 0, answer: null }] : [];
  });
  const told = textsIn(written).filter(({ kind }) => kind === "system");
  return [...turns, ...told.flatMap(({ path, text }) => labelledAnswers(path, text, tools.length > 0))];
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

function faultsOf(schema: JsonObject, answer: Json): readonly string[] {
  return schemaProblem(schema) === null ? (judgedFaults(schema, answer) ?? []) : [];
}
