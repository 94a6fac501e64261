import { shownAnswers } from "../../contract/answers.ts";
import { type ShownCall, shownCalls } from "../../contract/calls.ts";
import { toolNamed } from "../../contract/contract.ts";
import { isCounterexample } from "../../contract/counterexamples.ts";
import { proseOf } from "../../contract/mentions.ts";
import type { JsonObject } from "../../json.ts";
import { schemaProblem } from "../../schema/compile.ts";
import { judgedFaults } from "../../schema/judged.ts";
import { said } from "../about.ts";
import { type Comparison, type Judgement, type Rule, severity } from "../rule.ts";

export const promptExampleInvalid: Rule = {
  id: "PROMPT_EXAMPLE_INVALID",
  purpose: "A worked example was right by the old schema, and is refused by the new one.",
  incident: "The schema asked for order_id, the example still showed order: models copied the example.",
  judge: (comparison) => [...calls(comparison), ...answers(comparison)],
};

function calls({ before, after, renames }: Comparison): readonly Judgement[] {
  const names = after.tools.flatMap(({ name, aliases }) => [name, ...aliases]);
  const former = new Map([...renames].map(([old, name]) => [name, old]));
  return proseOf(after).flatMap(({ path, text }) =>
    shownCalls(text, names).flatMap((call): readonly Judgement[] => {
      const given = call.arguments;
      const is = toolNamed(after, call.tool);
      const was = is === null ? null : toolNamed(before, former.get(is.name) ?? is.name);
      if (given === null || is === null || was === null || isCounterexample(text, call.offset)) return [];
      const [wrong] = faultsOf(call, is.input, given);
      if (wrong === undefined || faultsOf(call, was.input, given).length > 0) return [];
      return [
        {
          path,
          message: `an example of ${is.name} is refused now (${wrong.replace(/\.$/, "")}): models copy examples`,
          severity: severity("dangerous", "breaking", "safe"),
          claims: [],
          wayOut: "write the example as the new schema wants it",
          witness: { value: given, says: `this call of ${is.name} in an example was valid, and is refused now` },
          about: [is.name, said(given), wrong],
        },
      ];
    }),
  );
}

/** What a sentence says of one argument is no whole call. */
function faultsOf({ whole }: ShownCall, input: JsonObject, given: JsonObject): readonly string[] {
  if (schemaProblem(input) !== null) return [];
  const { required: _, ...optional } = input;
  return judgedFaults(whole ? input : optional, given) ?? [];
}

function answers({ before, after }: Comparison): readonly Judgement[] {
  const [was, is] = [before.output, after.output];
  if (was === null || is === null || schemaProblem(is.schema) !== null || schemaProblem(was.schema) !== null) return [];
  const { messages, tools } = after;
  const system = proseOf(after).filter(({ path }) => path[0] === "system");
  const shown = shownAnswers({ messages, system, output: is, hasTools: tools.length > 0 });
  return shown.flatMap(({ path, answer }): readonly Judgement[] => {
    const [wrong] = answer === null ? [] : (judgedFaults(is.schema, answer) ?? []);
    if (wrong === undefined || (judgedFaults(was.schema, answer)?.length ?? 1) > 0) return [];
    return [
      {
        path,
        message: `an example of an answer does not fit output.schema any more (${wrong.replace(/\.$/, "")}): models copy examples`,
        severity: severity("dangerous", "breaking", "safe"),
        claims: [],
        wayOut: "write the example as the new schema wants it",
        witness: { value: answer, says: "this answer in an example was valid, and is refused now" },
        about: [said(answer), wrong],
      },
    ];
  });
}
