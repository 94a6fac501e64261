import { type Contract, type Tool, toolNamed, toolNameOf } from "../../contract/contract.ts";
import { sameJson } from "../../json.ts";
import type { Fault } from "../../rule.ts";
import { count, sayList } from "../../text.ts";
import { expectedCalls, toolOf } from "../expectations.ts";
import { matchesPartially, sayPattern } from "../match.ts";
import { enoughCalls, neededCalls, sum } from "../needs.ts";
import type { GoldenRule, JudgedTask } from "../rule.ts";
import type { CallPattern } from "../schema.ts";
import type { Task } from "../task.ts";

export const goldenContradiction: GoldenRule = {
  id: "GOLDEN_CONTRADICTION",
  level: "error",
  purpose: "What a golden task expects can all be true of one run: otherwise it fails whatever the agent does.",
  remedy: "Take one of the two expectations out.",
  judge: (judged) =>
    contradictions.flatMap((find) =>
      find(judged).map((fault) => ({ ...fault, message: `the task ${judged.task.id} ${fault.message}` })),
    ),
};

const contradictions: readonly ((judged: JudgedTask) => readonly Fault[])[] = [
  bothExpectedAndForbidden,
  orderBeyondWrites,
  tooManyCalls,
  nobodyLeftToConfirm,
  endsOtherwise,
];

function bothExpectedAndForbidden({ task, contract }: JudgedTask): readonly Fault[] {
  const calls = expectedCalls(task);
  const forbidden = calls.filter(({ list }) => list === "not_called");
  return calls
    .filter(({ list }) => list !== "not_called")
    .flatMap(({ list, pattern, path }) => {
      const against = forbidden.find((one) => forbids(one.pattern, pattern, contract));
      if (against === undefined) return [];
      const message = `expects ${sayPattern(pattern)}, and forbids it with not_called: ${sayPattern(against.pattern)}`;
      return [{ path, message, hint: "take one of the two out", about: [list, toolOf(pattern)] }];
    });
}

/** Whether every call that one pattern means is a call that the other forbids. */
function forbids(forbidden: CallPattern, expected: CallPattern, contract: Contract): boolean {
  if (toolNameOf(contract, toolOf(forbidden)) !== toolNameOf(contract, toolOf(expected))) return false;
  if (typeof forbidden === "string") return true;
  const known = typeof expected === "string" ? { tool: expected } : expected;
  const isSame = (name: "schema" | "times"): boolean =>
    forbidden[name] === undefined || (known[name] !== undefined && sameJson(forbidden[name], known[name]));
  return isSame("schema") && isSame("times") && matchesPartially(forbidden.args ?? {}, known.args ?? {});
}

function orderBeyondWrites({ task, contract }: JudgedTask): readonly Fault[] {
  const writes = task.invariants.expect?.writes;
  if (writes === undefined) return [];
  const wrote = (pattern: CallPattern): boolean =>
    writes.some((write) => toolNameOf(contract, toolOf(write)) === toolNameOf(contract, toolOf(pattern)));
  const ordered = expectedCalls(task).filter(({ list }) => list === "order");
  return ordered.flatMap(({ pattern, path }) => {
    // A tool that only reads can be in neither: GOLDEN_WRITES_READ says so.
    if (wrote(pattern) || toolNamed(contract, toolOf(pattern))?.effect === "read") return [];
    const message = `expects ${toolOf(pattern)} in its order, and not among its writes, which are all there are`;
    return [{ path, message, hint: "add it to `writes:`", about: [toolOf(pattern)] }];
  });
}

function tooManyCalls({ task, contract }: JudgedTask): readonly Fault[] {
  const { max_tool_calls, max_calls_per_tool = {} } = task.invariants;
  if (enoughCalls(task) <= Math.min(max_tool_calls ?? Infinity, ...Object.values(max_calls_per_tool))) return [];
  const needs = neededCalls(task, contract);
  const all = sum(needs.values());
  const limited = Object.entries(max_calls_per_tool).flatMap(([name, limit]): readonly Fault[] => {
    const calls = needs.get(toolNameOf(contract, name)) ?? 0;
    if (calls <= limit) return [];
    const message = `expects ${count(calls, "call")} of ${name}, and allows ${limit}`;
    return [{ path: ["expect"], message, hint: `raise \`max_calls_per_tool: ${name}\``, about: [name] }];
  });
  if (max_tool_calls === undefined || all <= max_tool_calls) return limited;
  const message = `expects ${count(all, "call")}, and allows ${max_tool_calls}`;
  return [...limited, { path: ["expect"], message, hint: "raise `max_tool_calls`", about: ["max_tool_calls"] }];
}

function nobodyLeftToConfirm({ task }: JudgedTask): readonly Fault[] {
  const expected = stopReasonsOf(task);
  if (task.on_confirm === "stop" || expected.length === 0) return [];
  if (expected.some((reason) => reason !== "needs_confirmation")) return [];
  const message = `expects to end with needs_confirmation, and on_confirm answers with ${task.on_confirm}`;
  return [{ path: ["expect_stop_reason"], message, hint: "write on_confirm: stop", about: ["on_confirm"] }];
}

/** A tool with a stop reason ends the conversation when it succeeds, and so decides how it ends. */
function endsOtherwise({ task, contract }: JudgedTask): readonly Fault[] {
  const { expect } = task.invariants;
  const expected = stopReasonsOf(task);
  if (expected.length === 0 || expect?.writes === undefined) return [];
  const ending = expect.writes.flatMap((pattern): readonly Tool[] => {
    const tool = toolNamed(contract, toolOf(pattern));
    return tool === null || tool.stop_reason === null ? [] : [tool];
  });
  const wrong = ending.filter(({ stop_reason }) => stop_reason !== null && !expected.includes(stop_reason));
  const about = ["expect_stop_reason"];
  if (wrong.length > 0) {
    const [{ name, stop_reason } = { name: "", stop_reason: "" }] = wrong;
    const message = `expects ${name} to succeed, which ends a run with ${stop_reason ?? ""}, and expects it to end with ${sayList(expected, "or")}`;
    return [{ path: ["expect_stop_reason"], message, hint: `write expect_stop_reason: ${stop_reason ?? ""}`, about }];
  }
  const makers = expected.map((reason) => contract.tools.filter((tool) => tool.stop_reason === reason));
  const possible = makers.some((tools) => tools.length === 0 || tools.some((tool) => mayEnd(tool, ending)));
  if (possible) return [];
  const names = [...new Set(makers.flat().map(({ name }) => name))];
  const message = `expects to end with ${sayList(expected, "or")}, and ${sayList(names, "or")}, which ends so, is not among its writes`;
  return [{ path: ["expect_stop_reason"], message, hint: "add it to `writes:`", about }];
}

function mayEnd(tool: Tool, ending: readonly Tool[]): boolean {
  return tool.effect === "read" || ending.includes(tool);
}

function stopReasonsOf({ invariants }: Task): readonly string[] {
  return [invariants.expect_stop_reason ?? []].flat();
}
