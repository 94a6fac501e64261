import { Failure } from "../../../core/failure.ts";
import { type Defined, keyOfDefined, selectionLine, selectionOf } from "../../../core/golden/results/definition.ts";
import type { ResultsHeader } from "../../../core/golden/results/file.ts";
import { partOf } from "../../../core/golden/results/shard.ts";
import { isOfBase } from "../../../core/golden/results/standing.ts";
import { nameOf } from "../../../core/golden/task.ts";
import type { World } from "../../../world/world.ts";
import type { Project } from "../project.ts";
import type { TestFlags } from "./flags.ts";
import { failedBefore } from "./store.ts";
import type { Suite } from "./suite.ts";

/** What is to be run here and now. */
export interface Choice extends Pick<ResultsHeader, "selection" | "chosen" | "narrowed" | "shard"> {
  readonly tasks: readonly Defined[];
  /** Why there is none, where there is none and that is allowed. */
  readonly none: string | null;
}

/**
 * @throws Failure UNKNOWN_TASK, NO_TASKS where nothing is left to run, and that was not allowed
 */
export async function chooseTasks(world: World, project: Project, suite: Suite, flags: TestFlags): Promise<Choice> {
  const named = namedTasks(suite.tasks, flags);
  const { tasks: all, none } = await leftOver(world, project, { ...suite, tasks: named }, flags);
  const tasks = flags.shard === null ? all : partOf(all, flags.shard);
  const why = none ?? (tasks.length === 0 ? sayEmptyShard(all.length) : null);
  if (why !== null && !flags.noneIsFine) throw new Failure("NO_TASKS", { why });
  const { narrowed, shard } = flags;
  return { tasks, selection: selectionOf(all.map(selectionLine)), chosen: all.length, narrowed, shard, none: why };
}

function sayEmptyShard(tasks: number): string {
  return `there are fewer golden tasks than shards (${tasks})`;
}

/** @throws Failure UNKNOWN_TASK */
function namedTasks(tasks: readonly Defined[], { filter, tags, noneIsFine }: TestFlags): readonly Defined[] {
  const chosen = tasks.filter(
    ({ task }) =>
      (filter === null || nameOf(task).includes(filter)) &&
      (tags.length === 0 || tags.some((tag) => task.tags.includes(tag))),
  );
  if (chosen.length > 0 || noneIsFine) return chosen;
  const known =
    tags.length > 0 ? [...new Set(tasks.flatMap(({ task }) => task.tags))] : tasks.map(({ task }) => task.id);
  throw new Failure("UNKNOWN_TASK", { filter: [filter, ...tags].filter((part) => part !== null).join(", "), known });
}

async function leftOver(
  world: World,
  project: Project,
  suite: Suite,
  flags: TestFlags,
): Promise<{ readonly tasks: readonly Defined[]; readonly none: string | null }> {
  let { tasks } = suite;
  let none = tasks.length === 0 ? "no golden task matches" : null;
  if (flags.failed) {
    const failed = await failedBefore(project);
    tasks = tasks.filter((one) => failed.has(keyOfDefined(one)));
    if (tasks.length === 0) none ??= "no golden task failed when it was run last";
  }
  if (flags.onlyChanged) {
    const { changedSince } = await import("./changed.ts");
    // What the base has and this has not is what changed.
    const [ofBase, here] = partition(tasks, ({ beside }) => isOfBase(beside?.standing ?? null));
    const changed = await changedSince(world, project, { ...suite, tasks: here }, flags.base);
    tasks = [...changed.tasks, ...ofBase];
    if (tasks.length === 0) none ??= `nothing changed since ${changed.base}`;
  }
  return { tasks, none };
}

function partition<Item>(
  items: readonly Item[],
  isFirst: (item: Item) => boolean,
): readonly [readonly Item[], readonly Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
