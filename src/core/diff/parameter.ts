import type { Contract } from "../contract/contract.ts";
import type { JsonObject } from "../json.ts";
import { propertiesOf, requiredOf } from "../schema/walk.ts";
import { type Change, isExactly } from "./change.ts";

/** A change of one parameter of one tool's input. */
export interface ParameterChange {
  readonly tool: string;
  readonly parameter: string;
  readonly change: Change;
}

/** Parameters that came or went, with the facts about `required` that belong to them. */
export function parameterChanges(changes: readonly Change[], kind: "added" | "removed"): readonly ParameterChange[] {
  return changes.flatMap((change) =>
    change.kind === kind && isExactly(change.path, ["tools", "*", "input", "properties", "*"])
      ? { tool: String(change.path[1]), parameter: String(change.path[4]), change }
      : [],
  );
}

/** Parameters whose being required changed. */
export function requiredChanges(changes: readonly Change[], kind: "added" | "removed"): readonly ParameterChange[] {
  return changes.flatMap((change) =>
    change.kind === kind && isExactly(change.path, ["tools", "*", "input", "required", "*"])
      ? { tool: String(change.path[1]), parameter: String(change.path[4]), change }
      : [],
  );
}

/** The change of a parameter together with that of its entry in `required`. */
export function withRequired(
  { tool, parameter, change }: ParameterChange,
  changes: readonly Change[],
): readonly Change[] {
  return [change, ...changes.filter(({ path }) => isExactly(path, ["tools", tool, "input", "required", parameter]))];
}

export function inputOf(contract: Contract, tool: string): JsonObject {
  return contract.tools.find(({ name }) => name === tool)?.input ?? {};
}

export function isRequired(contract: Contract, { tool, parameter }: ParameterChange): boolean {
  return requiredOf(inputOf(contract, tool)).includes(parameter);
}

export function hasParameter(contract: Contract, { tool, parameter }: ParameterChange): boolean {
  return Object.hasOwn(propertiesOf(inputOf(contract, tool)), parameter);
}
