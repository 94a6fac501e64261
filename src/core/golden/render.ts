import type { Contract } from "../contract/contract.ts";
import { renderContract, type Rendered } from "../contract/render.ts";
import { sameJson } from "../json.ts";
import type { Task } from "./task.ts";

type Values = Pick<Task, "variables" | "environment">;

/**
 * What the contract says to a task.
 *
 * @throws Failure BAD_TEMPLATE
 */
export function renderFor(contract: Contract, { variables, environment }: Values): Rendered {
  const known = latest.get(contract);
  if (known !== undefined && sameValues(known.values, { variables, environment })) return known.rendered;
  const rendered = renderContract(contract, variables, environment);
  latest.set(contract, { values: { variables, environment }, rendered });
  return rendered;
}

// Thousands of tasks of one contract mostly give it the same values, and each is rendered to be judged and to be played.
const latest = new WeakMap<Contract, { readonly values: Values; readonly rendered: Rendered }>();

function sameValues(left: Values, right: Values): boolean {
  return sameJson(left.variables, right.variables) && sameJson(left.environment, right.environment);
}
