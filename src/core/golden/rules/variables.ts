import type { Contract } from "../../contract/contract.ts";
import { usedNames } from "../../contract/template/names.ts";
import { parseTemplate } from "../../contract/template/parse.ts";
import { Failure } from "../../failure.ts";
import { didYouMean } from "../../nearest.ts";
import { schemaProblem } from "../../schema/compile.ts";
import { renderFor } from "../render.ts";
import type { GoldenFault, GoldenRule, JudgedTask } from "../rule.ts";

export const goldenVariables: GoldenRule = {
  id: "GOLDEN_VARIABLES",
  level: "law",
  purpose: "A golden task gives every variable that the contract's templates need: a prompt with a hole is never run.",
  remedy: "Give the value under `variables:`, in the task or in `defaults:` of its file.",
  judge(judged) {
    const { task, contract } = judged;
    const unsaid = unsaidOfEnvironment(judged);
    if (unsaid.length > 0) return unsaid;
    // Which values it takes is not known, and SCHEMA_INVALID says so.
    if (Object.values(contract.variables).some((schema) => schemaProblem(schema) !== null)) return [];
    try {
      renderFor(contract, task);
      return [];
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return [
        {
          path: ["variables"],
          message: `the task ${task.id}: ${error.message}`,
          hint: "give the value under `variables:`, in the task or in `defaults:`",
        },
      ];
    }
  },
};

/** `{{environment.nme}}`: a slip of the contract, or something that every environment has to say. */
function unsaidOfEnvironment({ task, contract }: JudgedTask): readonly GoldenFault[] {
  const known = Object.keys(task.environment);
  return namesIn(contract).flatMap((name) => {
    const [first = "", step = ""] = name.split(".");
    if (first !== "environment" || known.includes(step)) return [];
    const meant = didYouMean(step, known);
    return [
      {
        path: ["environment"],
        message: `the contract says {{${name}}}, and the environment of the task ${task.id} has no \`${step}\``,
        hint: `mend it in the contract${meant === null ? "" : ` (${meant})`}, or give it under \`environment:\` in the task or in \`defaults:\``,
        about: [name],
        ofContract: true,
      },
    ];
  });
}

function namesIn(contract: Contract): readonly string[] {
  const known = names.get(contract) ?? namesUsedBy(contract);
  names.set(contract, known);
  return known;
}

// The same for each of its tasks.
const names = new WeakMap<Contract, readonly string[]>();

function namesUsedBy({ system, messages, tools, variables }: Contract): readonly string[] {
  const texts = [
    ...system.flatMap(({ text, literal }) => (literal ? [] : [text])),
    ...messages.map(({ content }) => content),
    ...tools.map(({ description }) => description),
  ];
  const used = texts
    .filter((text) => text.includes("environment"))
    .flatMap((text) => usedNames(parseTemplate(text).nodes, variables));
  return [...new Set(used.map(({ name }) => name))];
}
