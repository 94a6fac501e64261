import type { Bundle } from "../bundle/bundle.ts";
import { type Evidence, type EvidenceKind, evidenceKinds } from "../label/evidence.ts";
import type { KeptResult } from "./results/kept.ts";
import { goldenSetDigest, tasksOfKind } from "./set.ts";
import type { Task } from "./task.ts";

/**
 * What a finished run of all golden tasks of a bundle proves, kind by kind.
 *
 * @param tasks all there are; results may be of other contracts too
 */
export function evidenceOf(
  bundle: Bundle,
  tasks: readonly Task[],
  results: readonly KeptResult[],
  runner: string,
): readonly Evidence[] {
  const { name } = bundle.contract;
  const mine = tasks.filter(({ contract }) => contract === name);
  const outcomes = new Map(results.flatMap(({ contract, id, outcome }) => (contract === name ? [[id, outcome]] : [])));
  return evidenceKinds.flatMap((kind) => evidenceOfKind(bundle, kind, mine, outcomes, runner) ?? []);
}

type Outcomes = ReadonlyMap<string, KeptResult["outcome"]>;

/** A kind that was not measured to its end proves nothing; neither does an empty one. */
function evidenceOfKind(
  bundle: Bundle,
  kind: EvidenceKind,
  all: readonly Task[],
  outcomes: Outcomes,
  runner: string,
): Evidence | null {
  const tasks = tasksOfKind(all, kind);
  const counted = tasks.filter(({ quarantine }) => quarantine === null);
  const outcomeOf = ({ id }: Task): KeptResult["outcome"] => outcomes.get(id) ?? "unmeasured";
  if (counted.length === 0 || counted.some((task) => outcomeOf(task) === "unmeasured")) return null;
  return {
    kind,
    bundle: bundle.digest,
    goldenSet: goldenSetDigest(tasks),
    contract: bundle.contract.name,
    runner,
    passed: namesOf(counted.filter((task) => outcomeOf(task) === "passed")),
    failed: namesOf(counted.filter((task) => outcomeOf(task) === "failed")),
    quarantined: namesOf(tasks.filter(({ quarantine }) => quarantine !== null)),
  };
}

function namesOf(tasks: readonly Task[]): readonly string[] {
  return tasks.map(({ id }) => id);
}
