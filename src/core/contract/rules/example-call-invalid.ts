import type { JsonObject } from "../../json.ts";
import { schemaProblem } from "../../schema/compile.ts";
import { fieldsOf } from "../../schema/fields.ts";
import { judgedFaults } from "../../schema/judged.ts";
import { callsShownIn, type ShownCall } from "../calls.ts";
import { toolNamed } from "../contract.ts";
import { isCounterexample } from "../counterexamples.ts";
import type { ContractRule } from "../rule.ts";

export const exampleCallInvalid: ContractRule = {
  id: "EXAMPLE_CALL_INVALID",
  level: "error",
  purpose: "A worked example calls a tool as the tool takes it: examples are followed more closely than schemas.",
  remedy: "Write the example as the `input` of the tool wants it, or change the schema.",
  judge({ contract, written }) {
    return callsShownIn(written).flatMap(({ path, text, calls }) =>
      calls.flatMap((call) => {
        const input = toolNamed(contract, call.tool)?.input;
        const given = call.arguments;
        if (input === undefined || given === null || isCounterexample(text, call.offset)) return [];
        const wrong = faultsOf(call, input, given);
        if (wrong.length === 0) return [];
        return [
          {
            path,
            offset: call.offset,
            message: `this example of ${call.tool} would be refused: ${wrong.slice(0, most).join(" ")}`,
            hint: "models copy examples: write it as the input of the tool wants it",
            about: [call.tool, JSON.stringify(given)],
          },
        ];
      }),
    );
  },
};

const most = 3;

function faultsOf({ names, whole }: ShownCall, input: JsonObject, given: JsonObject): readonly string[] {
  const known = fieldsOf(input);
  // A parameter that does not exist is a fault of its own, and makes the others: `order` for `order_id`.
  if (known !== null && names.some(({ name }) => !known.includes(name))) return [];
  if (schemaProblem(input) !== null) return [];
  const { required: _, ...optional } = input;
  return judgedFaults(whole ? input : optional, given) ?? [];
}
