import { type Contract, toolNameOf } from "../contract/contract.ts";
import { type CallList, type ExpectedCall, expectedCalls, timesOf, toolOf } from "./expectations.ts";
import type { Task } from "./task.ts";

/** A number of calls with which a run surely can do what a task expects: cheap to know, and mostly low enough. */
export function enoughCalls(task: Task): number {
  return sum(expectedCalls(task).map(({ list, pattern }) => (list === "not_called" ? 0 : timesOf(pattern))));
}

/** The smallest number of calls, tool by tool, with which a run can do what a task expects. */
export function neededCalls(task: Task, contract: Contract): ReadonlyMap<string, number> {
  const needs = new Map<string, number>();
  const expected = expectedCalls(task).filter(({ list }) => list !== "not_called");
  for (const tool of new Set(expected.map(toolIn)))
    needs.set(tool, needed(expected.filter((call) => toolIn(call) === tool)));
  return needs;

  function toolIn({ pattern }: ExpectedCall): string {
    return toolNameOf(contract, toolOf(pattern));
  }
}

/**
 * Each write is a call of its own, and a call that was denied wrote nothing and was not confirmed either.
 * For the rest, one call can be what several patterns expect.
 */
function needed(calls: readonly ExpectedCall[]): number {
  const times = (list: CallList): readonly number[] =>
    calls.filter((call) => call.list === list).map(({ pattern }) => timesOf(pattern));
  const most = (list: CallList): number => Math.max(0, ...times(list));
  const wrote = Math.max(sum(times("writes")), times("order").length);
  return Math.max(Math.max(wrote, most("confirmed")) + most("denied"), most("called"));
}

export function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}
