import type { Json, JsonObject } from "../../json.ts";
import { schemaProblem } from "../../schema/compile.ts";
import { judgedFaults } from "../../schema/judged.ts";
import { shownAnswers } from "../answers.ts";
import type { ContractRule } from "../rule.ts";
import { textsIn } from "../texts.ts";

export const exampleOutputInvalid: ContractRule = {
  id: "EXAMPLE_OUTPUT_INVALID",
  level: "error",
  purpose: "An example of an answer is one: where answers have a schema, examples keep it.",
  remedy: "Write the example as `output.schema` wants it, or change the schema.",
  judge({ written }) {
    const { messages, output, tools } = written;
    if (output === undefined) return [];
    const { schema } = output;
    const system = textsIn(written).filter(({ kind }) => kind === "system");
    return shownAnswers({ messages, system, output, hasTools: tools.length > 0 }).flatMap(
      ({ path, offset, answer }) => {
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
      },
    );
  },
};

const most = 3;

function faultsOf(schema: JsonObject, answer: Json): readonly string[] {
  return schemaProblem(schema) === null ? (judgedFaults(schema, answer) ?? []) : [];
}
