import { toolNameOf } from "../contract/contract.ts";
import { count, thousands } from "../text.ts";
import { type Change, isExactly } from "./change.ts";
import type { Comparison } from "./rule.ts";

/** A limit of a run that changed. `null` is no limit. */
export interface LimitChange {
  readonly name: BudgetName | "max_calls_per_tool";
  /** The tool by its new name, where the limit is about one. */
  readonly tool: string | null;
  readonly before: number | null;
  readonly after: number | null;
  readonly claims: readonly [Change, ...Change[]];
}

export type BudgetName = "max_steps" | "max_tool_calls" | "max_tokens" | "max_seconds" | "max_spend_usd";

/** Budgets that changed and that nobody claimed; a limit of a tool is the same under the tool's other names. */
export function limitChanges(comparison: Comparison): readonly LimitChange[] {
  const { before, after, renames } = comparison;
  const own = comparison.changes.flatMap((change): readonly LimitChange[] => {
    const name = budgetNames.find((one) => isExactly(change.path, ["budgets", one]));
    return name === undefined
      ? []
      : [{ name, tool: null, before: before.budgets[name], after: after.budgets[name], claims: [change] }];
  });
  const byTool = new Map<string, LimitChange>();
  for (const change of comparison.changes) {
    if (!isExactly(change.path, ["budgets", "max_calls_per_tool", "*"])) continue;
    const written = String(change.path[2]);
    const [was, is] = [limitIn(comparison.before, written), limitIn(comparison.after, written)];
    const old = toolNameOf(before, written);
    const tool = was === null ? toolNameOf(after, written) : (renames.get(old) ?? old);
    const known = byTool.get(tool);
    byTool.set(tool, {
      name: "max_calls_per_tool",
      tool,
      before: was ?? known?.before ?? null,
      after: is ?? known?.after ?? null,
      claims: known === undefined ? [change] : [...known.claims, change],
    });
  }
  return [...own, ...byTool.values()];
}

const budgetNames: readonly BudgetName[] = [
  "max_steps",
  "max_tool_calls",
  "max_tokens",
  "max_seconds",
  "max_spend_usd",
];

function limitIn({ budgets }: Comparison["before"], tool: string): number | null {
  return Object.hasOwn(budgets.max_calls_per_tool, tool) ? (budgets.max_calls_per_tool[tool] ?? null) : null;
}

/** What a run may do: `use 9,000 tokens`. */
export function sayAllowance({ name, tool }: LimitChange, limit: number): string {
  switch (name) {
    case "max_steps":
      return `ask the model ${times(limit)}`;
    case "max_tool_calls":
      return `make ${count(limit, "tool call")}`;
    case "max_tokens":
      return `use ${count(limit, "token")}`;
    case "max_seconds":
      return `take ${count(limit, "second")}`;
    case "max_spend_usd":
      return `cost $${dollars(limit)}`;
    case "max_calls_per_tool":
      return `call ${tool ?? ""} ${times(limit)}`;
  }
}

/** Of a limit of nothing: `call get_order`. */
export function sayForbidden({ tool }: LimitChange): string {
  return tool === null ? "call any tool" : `call ${tool}`;
}

export function sayLimit({ name }: LimitChange, limit: number): string {
  return name === "max_spend_usd" ? `$${dollars(limit)}` : thousands(limit);
}

function dollars(amount: number): string {
  return amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 6 });
}

function times(number: number): string {
  return number === 1 ? "once" : number === 2 ? "twice" : `${thousands(number)} times`;
}

/** ` (+33 %)`; from nothing there is no percentage. */
export function sayPercent(before: number, after: number): string {
  if (before === 0) return "";
  const percent = ((after - before) / before) * 100;
  const rounded = Math.abs(percent) < 1 ? percent.toFixed(1) : String(Math.round(percent));
  return ` (${percent > 0 ? "+" : ""}${rounded.replace("-", "−")} %)`;
}
