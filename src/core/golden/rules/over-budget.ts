import { answersTo, type Contract, toolNamed } from "../../contract/contract.ts";
import type { Fault } from "../../rule.ts";
import { count, thousands } from "../../text.ts";
import { enoughCalls, neededCalls, sum } from "../needs.ts";
import type { GoldenRule } from "../rule.ts";
import type { Task } from "../task.ts";

export const goldenOverBudget: GoldenRule = {
  id: "GOLDEN_OVER_BUDGET",
  level: "error",
  purpose: "What a golden task expects can be done within the contract's budgets.",
  remedy: "Raise the budget of the contract, or expect fewer calls.",
  judge({ task, contract }) {
    if (endsOverBudget(task)) return [];
    const { max_tool_calls, max_calls_per_tool } = contract.budgets;
    const lowest = Math.min(max_tool_calls ?? Infinity, ...Object.values(max_calls_per_tool));
    if (enoughCalls(task) <= lowest * runsOf(task)) return [];
    const needs = neededCalls(task, contract);
    const all = sum(needs.values());
    const limit = max_tool_calls === null ? null : max_tool_calls * runsOf(task);
    const faults: Fault[] = [];
    if (limit !== null && all > limit) {
      const message = `the task ${task.id} expects ${count(all, "call")}, and ${contract.name} allows ${sayLimit(max_tool_calls, task)}`;
      faults.push({ path: ["expect"], message, hint: "raise `budgets: max_tool_calls`", about: ["max_tool_calls"] });
    }
    for (const [name, perRun] of Object.entries(max_calls_per_tool)) {
      const tool = toolNamed(contract, name);
      const calls = tool === null ? 0 : (needs.get(tool.name) ?? 0);
      if (calls <= perRun * runsOf(task)) continue;
      const message = `the task ${task.id} expects ${count(calls, "call")} of ${name}, and ${contract.name} allows ${sayLimit(perRun, task)}`;
      faults.push({ path: ["expect"], message, hint: "raise `budgets: max_calls_per_tool`", about: [name] });
    }
    return faults;
  },
};

export const goldenLimitIdle: GoldenRule = {
  id: "GOLDEN_LIMIT_IDLE",
  level: "warning",
  purpose:
    "A golden task's limit is at most the contract's budget: a run that comes near a higher one was stopped before.",
  remedy: "Lower the limit of the task, or raise the budget of the contract.",
  judge({ task, contract }) {
    if (endsOverBudget(task)) return [];
    const { max_calls_per_tool: perTool = {}, ...limits } = task.invariants;
    const measured = Object.entries(measures).flatMap(([name, what]) => {
      const measure = name as keyof typeof measures;
      const [limit, budget] = [limits[measure], contract.budgets[measure]];
      return limit === undefined || budget === null ? [] : [{ path: [name], what, limit, budget }];
    });
    const counted = Object.entries(perTool).flatMap(([name, limit]) => {
      const budget = callBudget(contract, name);
      return budget === null ? [] : [{ path: ["max_calls_per_tool", name], what: `calls of ${name}`, limit, budget }];
    });
    return [...measured, ...counted].flatMap(({ path, what, limit, budget }) => {
      // Money is no whole number: 3 × 0.7 is a little less than 2.1.
      if (limit <= budget * runsOf(task) * (1 + 1e-9)) return [];
      const message = `the task ${task.id} allows ${thousands(limit)} ${what}, and ${contract.name} stops at ${sayLimit(budget, task)}`;
      return [{ path, message, hint: `write ${thousands(budget * runsOf(task)).replaceAll(",", "")} or less` }];
    });
  },
};

const measures = {
  max_steps: "steps",
  max_tool_calls: "tool calls",
  max_tokens: "tokens",
  max_seconds: "seconds",
  max_spend_usd: "dollars",
} as const;

function callBudget(contract: Contract, name: string): number | null {
  const tool = toolNamed(contract, name);
  const budgets = Object.entries(contract.budgets.max_calls_per_tool);
  return budgets.find(([limited]) => tool !== null && answersTo(tool, limited))?.[1] ?? null;
}

/** Budgets are for one run, which is one turn of the user; what a task says is for all of them. */
function runsOf({ turns }: Task): number {
  return Math.max(1, turns.length);
}

function sayLimit(perRun: number | null, task: Task): string {
  const turns = task.turns.length > 1 ? ` in each of ${task.turns.length} turns` : "";
  return `${thousands(perRun ?? 0)}${turns}`;
}

/** A task that shows how a budget ends a run wants to go beyond it. */
function endsOverBudget({ invariants }: Task): boolean {
  return [invariants.expect_stop_reason ?? []].flat().includes("budget_exceeded");
}
