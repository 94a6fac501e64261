import { toolNamed, toolNameOf } from "../../contract/contract.ts";
import type { CallPattern } from "../../golden/schema.ts";
import type { Invariants, Task } from "../../golden/task.ts";
import { sameJson } from "../../json.ts";
import type { Comparison } from "../rule.ts";

/** A golden task on both sides, tools by their new names: a task that follows a rename is the same task. */
export interface TaskPair {
  readonly before: Task;
  readonly after: Task;
}

export interface PairedTasks {
  readonly pairs: readonly TaskPair[];
  readonly gone: readonly Task[];
  readonly come: readonly Task[];
}

/** `null` where the tasks of a side are not known. A task with another id and nothing else is the same task. */
export function pairTasks({
  before,
  after,
  renames,
  goldens,
}: Pick<Comparison, "before" | "after" | "renames" | "goldens">): PairedTasks | null {
  if (goldens.before === null || goldens.after === null) return null;
  const old = (name: string): string => renames.get(toolNameOf(before, name)) ?? toolNameOf(before, name);
  const had = goldens.before.map((task) => withTools(task, old));
  // A name that the task should have followed is GOLDEN_STALE, and no other task.
  const now = (name: string): string => toolNamed(after, name)?.name ?? old(name);
  const has = goldens.after.map((task) => withTools(task, now));
  const ids = new Map(has.map((task) => [task.id, task]));
  const missing = had.filter(({ id }) => !ids.has(id));
  const added = has.filter(({ id }) => had.every((task) => task.id !== id));
  const moved = missing.flatMap((task) => {
    const heir = added.find((one) => isSame(task, one));
    return heir === undefined ? [] : [{ before: task, after: heir }];
  });
  const same = had.flatMap((task) => {
    const now = ids.get(task.id);
    return now === undefined ? [] : [{ before: task, after: now }];
  });
  return {
    pairs: [...same, ...moved],
    gone: missing.filter((task) => moved.every((pair) => pair.before !== task)),
    come: added.filter((task) => moved.every((pair) => pair.after !== task)),
  };
}

/** A task of after by the tool names of before, so that before can be asked it. */
export function asBefore(
  task: Task,
  { before, after, renames }: Pick<Comparison, "before" | "after" | "renames">,
): Task {
  const former = new Map([...renames].map(([was, is]) => [is, was]));
  return withTools(task, (name) => {
    const now = toolNameOf(after, name);
    return former.get(now) ?? toolNameOf(before, now);
  });
}

function isSame(one: Task, other: Task): boolean {
  const { id: _, ...left } = one.document;
  const { id: __, ...right } = other.document;
  return sameJson(left, right);
}

/** The task with every tool that it names by another name. */
function withTools(task: Task, nameOf: (name: string) => string): Task {
  const tools = Object.entries(task.tools).map(
    ([tool, entries]) =>
      [
        nameOf(tool),
        entries.map((entry) => (entry.after === undefined ? entry : { ...entry, after: nameOf(entry.after) })),
      ] as const,
  );
  return { ...task, tools: Object.fromEntries(tools), invariants: renamed(task.invariants, nameOf) };
}

function renamed(invariants: Invariants, nameOf: (name: string) => string): Invariants {
  const { expect, max_calls_per_tool: perTool } = invariants;
  const patterns = (list: readonly CallPattern[] | undefined): CallPattern[] | undefined =>
    list?.map((pattern) =>
      typeof pattern === "string" ? nameOf(pattern) : { ...pattern, tool: nameOf(pattern.tool) },
    );
  return {
    ...invariants,
    ...(perTool === undefined
      ? {}
      : {
          max_calls_per_tool: Object.fromEntries(Object.entries(perTool).map(([tool, limit]) => [nameOf(tool), limit])),
        }),
    ...(expect === undefined
      ? {}
      : {
          expect: {
            ...expect,
            writes: patterns(expect.writes),
            called: patterns(expect.called),
            not_called: patterns(expect.not_called),
            order:
              expect.order === undefined || Array.isArray(expect.order)
                ? patterns(expect.order)
                : { ...expect.order, calls: patterns(expect.order.calls) ?? [] },
            confirmed: patterns(expect.confirmed),
            denied: patterns(expect.denied),
          },
        }),
  };
}
