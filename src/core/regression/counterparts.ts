import type { Contract } from "../contract/contract.ts";
import { driftsOf } from "../diff/golden/drifts.ts";
import { pairTasks, type TaskPair } from "../diff/golden/pairs.ts";
import { renamedTools } from "../diff/rename.ts";
import type { Standing } from "../golden/results/standing.ts";
import type { Task } from "../golden/task.ts";

/** A contract and its golden tasks, as one side has them. */
export interface Side {
  readonly contract: Contract;
  readonly tasks: readonly Task[];
}

/** A task that is to be run here, and what it is compared with. */
export interface Counterpart {
  readonly task: Task;
  readonly standing: Standing;
  /** As the base is asked; `null` where it is not. */
  readonly before: Task | null;
}

/**
 * What each task of a contract is beside the base, and the tasks of the base that the change took away or made prove
 * less: they are asked here as they were, so that nothing gets better by asking less. A task that follows the rename of a
 * tool is the same task; one in quarantine has not counted before.
 *
 * @param isSame whether both sides run the same contract with the same program
 */
export function counterpartsOf(before: Side, after: Side, isSame: boolean): readonly Counterpart[] {
  const sides = {
    before: before.contract,
    after: after.contract,
    renames: renamedTools(before.contract, after.contract),
    goldens: { before: before.tasks, after: after.tasks },
  };
  const { pairs, gone } = pairTasks(sides) ?? { pairs: [], gone: [] };
  const asWritten = new Map(before.tasks.map((task) => [task.id, task]));
  const pairOf = new Map(pairs.map((pair) => [pair.after.id, pair]));
  const counted = ({ quarantine }: Task): boolean => quarantine === null;
  return [
    ...after.tasks.map((task) => {
      const pair = pairOf.get(task.id);
      const was = pair === undefined ? undefined : asWritten.get(pair.before.id);
      if (pair === undefined || was === undefined) return { task, standing: { kind: "added" as const }, before: null };
      if (driftsOf(pair).length > 0) return { task, standing: { kind: "changed" as const }, before: null };
      return { task, standing: { kind: isSame ? ("same" as const) : ("equal" as const) }, before: was };
    }),
    ...pairs.filter((pair) => counted(pair.before)).flatMap((pair) => weakened(pair, asWritten)),
    ...gone
      .filter(counted)
      .map((task) => ({ task, standing: { kind: "removed" as const }, before: asWritten.get(task.id) ?? null })),
  ];
}

function weakened(pair: TaskPair, asWritten: ReadonlyMap<string, Task>): readonly Counterpart[] {
  const says = driftsOf(pair).flatMap((drift) => (drift.kind === "weaker" ? [drift.says] : []));
  if (says.length === 0) return [];
  const task = pair.before;
  return [{ task, standing: { kind: "weakened", says }, before: asWritten.get(task.id) ?? null }];
}
