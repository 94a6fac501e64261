import type { Contract } from "../contract/contract.ts";
import { driftsOf } from "../diff/golden/drifts.ts";
import { asBefore, pairTasks, type TaskPair } from "../diff/golden/pairs.ts";
import { renamedTools } from "../diff/rename.ts";
import { limitOf } from "../golden/increase.ts";
import type { Standing } from "../golden/results/standing.ts";
import type { Task } from "../golden/task.ts";
import { usuallyTolerated } from "./questions.ts";

/** A contract and its golden tasks, as one side has them. */
export interface Side {
  readonly contract: Contract;
  /** `null` where they are not known: then it is asked those of the other side. */
  readonly tasks: readonly Task[] | null;
}

/** A task that is to be run here, and what it is compared with. */
export interface Counterpart {
  readonly task: Task;
  readonly standing: Standing;
  /** As the base is asked; `null` where it is not. */
  readonly before: Task | null;
  /** What may become more beside the base, and by how much. */
  readonly tolerates: Tolerates;
}

type Tolerates = NonNullable<Task["invariants"]["max_increase"]>;

/**
 * What each task of a contract is beside the base, and the tasks of the base that the change took away or made prove
 * less: they are asked here as they were, so that nothing gets better by asking less. A task that follows the rename of a
 * tool is the same task, and so is one that only proves more: both sides are asked and judged by what it says now. One in
 * quarantine has not counted before.
 *
 * @param isSame whether both sides run the same contract with the same program
 */
export function counterpartsOf(
  before: Side,
  after: Side & { readonly tasks: readonly Task[] },
  isSame: boolean,
): readonly Counterpart[] {
  const contracts = { before: before.contract, after: after.contract };
  const sides = { ...contracts, renames: renamedTools(before.contract, after.contract) };
  const { name } = before.contract;
  const had = before.tasks ?? after.tasks.map((task) => ({ ...asBefore(task, sides), contract: name }));
  const { pairs, gone } = pairTasks({ ...sides, goldens: { before: had, after: after.tasks } }) ?? {
    pairs: [],
    gone: [],
  };
  const asWritten = new Map(had.map((task) => [task.id, task]));
  const pairOf = new Map(pairs.map((pair) => [pair.after.id, pair]));
  const counted = ({ quarantine }: Task): boolean => quarantine === null;
  return [
    ...after.tasks.map((task): Counterpart => {
      const tolerates = task.invariants.max_increase ?? {};
      const alone = { task, before: null, tolerates };
      const pair = pairOf.get(task.id);
      const was = pair === undefined ? undefined : asWritten.get(pair.before.id);
      if (pair === undefined || was === undefined) return { ...alone, standing: { kind: "added" } };
      const drifts = driftsOf(pair);
      if (drifts.some(({ kind }) => kind !== "stronger")) return { ...alone, standing: { kind: "changed" } };
      return {
        task,
        standing: { kind: isSame ? "same" : "equal" },
        before: drifts.length === 0 ? was : { ...was, ...judgedBy(asBefore(task, sides)) },
        tolerates: toleratedIn(was.invariants.max_increase ?? {}, tolerates),
      };
    }),
    ...pairs.filter((pair) => counted(pair.before)).flatMap((pair) => weakened(pair, asWritten)),
    ...gone.filter(counted).map((task) => asItWas(task, { kind: "removed" }, asWritten)),
  ];
}

/** What a run is not told: the same run can be judged by it. */
function judgedBy({ invariants, repeat, quarantine }: Task): Pick<Task, "invariants" | "repeat" | "quarantine"> {
  return { invariants, repeat, quarantine };
}

/** A change does not bring along what excuses it: an allowance above the usual one counts once the base has it. */
function toleratedIn(was: Tolerates, is: Tolerates): Tolerates {
  const isNoExcuse = ([metric, allowed]: readonly [string, number | string]): boolean =>
    Object.hasOwn(was, metric) || (typeof allowed === "string" && limitOf(1, allowed) <= limitOf(1, usuallyTolerated));
  return Object.fromEntries(Object.entries(is).filter(isNoExcuse));
}

function weakened(pair: TaskPair, asWritten: ReadonlyMap<string, Task>): readonly Counterpart[] {
  const says = driftsOf(pair).flatMap((drift) => (drift.kind === "weaker" ? [drift.says] : []));
  return says.length === 0 ? [] : [asItWas(pair.before, { kind: "weakened", says }, asWritten)];
}

function asItWas(task: Task, standing: Standing, asWritten: ReadonlyMap<string, Task>): Counterpart {
  const { max_increase: tolerates = {} } = task.invariants;
  return { task, standing, before: asWritten.get(task.id) ?? null, tolerates };
}
