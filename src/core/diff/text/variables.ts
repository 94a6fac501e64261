import type { JsonObject } from "../../json.ts";
import type { Change } from "../change.ts";
import type { Comparison } from "../rule.ts";
import { isNote } from "./descriptions.ts";

/** What happened to one variable, in facts of one kind. */
export interface VariableChange {
  readonly name: string;
  readonly what: "came" | "went" | "default came" | "default went" | "default" | "schema" | "notes";
  readonly changes: readonly Change[];
  /** `null` where it is not declared. */
  readonly was: JsonObject | null;
  readonly is: JsonObject | null;
}

export function variableChanges(
  { before, after, changes }: Comparison,
  ...kinds: readonly VariableChange["what"][]
): readonly VariableChange[] {
  const groups = new Map<string, VariableChange>();
  for (const change of changes) {
    const [section, step, ...inside] = change.path;
    if (section !== "variables" || step === undefined) continue;
    const name = String(step);
    const what = whatOf(change, inside.map(String));
    if (!kinds.includes(what)) continue;
    const key = JSON.stringify([name, what]);
    const group = groups.get(key) ?? {
      name,
      what,
      changes: [],
      was: declared(before, name),
      is: declared(after, name),
    };
    groups.set(key, { ...group, changes: [...group.changes, change] });
  }
  return [...groups.values()];
}

function whatOf({ kind }: Change, inside: readonly string[]): VariableChange["what"] {
  if (inside.length === 0) return kind === "added" ? "came" : kind === "removed" ? "went" : "schema";
  if (inside[0] !== "default") return isNote(inside) ? "notes" : "schema";
  if (inside.length > 1 || kind === "changed") return "default";
  return kind === "added" ? "default came" : "default went";
}

function declared({ variables }: Comparison["before"], name: string): JsonObject | null {
  return Object.hasOwn(variables, name) ? (variables[name] ?? null) : null;
}
