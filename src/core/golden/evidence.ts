import type { Bundle } from "../bundle/bundle.ts";
import { canonicalText } from "../bundle/canonical.ts";
import { type Digest, digestOf } from "../bundle/digest.ts";
import { type Evidence, type EvidenceKind, evidenceKinds } from "../label/evidence.ts";
import type { KeptResult } from "./results/kept.ts";
import { isOfBase } from "./results/standing.ts";
import { goldenSetDigest, meaningsOf, tasksOfKind } from "./set.ts";
import type { Task } from "./task.ts";

/** Who played the tasks, and where the answers came from. */
type Played = Pick<Evidence, "runner" | "mode">;

/**
 * What a finished run of all golden tasks of a bundle proves, kind by kind.
 *
 * @param tasks all there are; results may be of other contracts too
 */
export function evidenceOf(
  bundle: Bundle,
  tasks: readonly Task[],
  results: readonly KeptResult[],
  played: Played,
): readonly Evidence[] {
  const { name } = bundle.contract;
  const mine = tasks.filter(({ contract }) => contract === name);
  const meant = meaningsOf(mine);
  // Tasks of a base are run too: only what was asked as it is written here counts, of this very bundle.
  const isMine = ({ contract, id, bundle: of, definition, standing }: KeptResult): boolean =>
    contract === name && of === bundle.digest && meant.get(id) === definition && !isOfBase(standing);
  const byId = new Map(results.filter(isMine).map((one) => [one.id, one]));
  return evidenceKinds.flatMap((kind) => evidenceOfKind(bundle, kind, mine, byId, played) ?? []);
}

/** What a finished run did not prove though there are tasks for it, and why. */
export function unprovenOf(
  { contract: { name } }: Bundle,
  tasks: readonly Task[],
  proved: readonly Evidence[],
): readonly { readonly contract: string; readonly kind: EvidenceKind; readonly why: string }[] {
  const mine = tasks.filter(({ contract }) => contract === name);
  return evidenceKinds.flatMap((kind) => {
    const ofKind = tasksOfKind(mine, kind);
    if (ofKind.length === 0 || proved.some((one) => one.contract === name && one.kind === kind)) return [];
    const isEmpty = ofKind.every(({ quarantine }) => quarantine !== null);
    const why = isEmpty ? "all tasks are in quarantine, and an empty set proves nothing" : "not measured to its end";
    return [{ contract: name, kind, why }];
  });
}

type Results = ReadonlyMap<string, KeptResult>;

/** A kind that was not measured to its end proves nothing; neither does an empty one. */
function evidenceOfKind(
  bundle: Bundle,
  kind: EvidenceKind,
  all: readonly Task[],
  results: Results,
  { runner, mode }: Played,
): Evidence | null {
  const tasks = tasksOfKind(all, kind);
  const counted = tasks.filter(({ quarantine }) => quarantine === null);
  const outcomeOf = ({ id }: Task): KeptResult["outcome"] => results.get(id)?.outcome ?? "unmeasured";
  if (counted.length === 0 || counted.some((task) => outcomeOf(task) === "unmeasured")) return null;
  return {
    kind,
    bundle: bundle.digest,
    goldenSet: goldenSetDigest(tasks),
    contract: bundle.contract.name,
    runner,
    mode,
    recordings: recordingsOf(tasks, results),
    tasks: Object.fromEntries(meaningsOf(tasks)),
    runs: runsOf(counted, results),
    passed: namesOf(counted.filter((task) => outcomeOf(task) === "passed")),
    failed: namesOf(counted.filter((task) => outcomeOf(task) === "failed")),
    quarantined: namesOf(tasks.filter(({ quarantine }) => quarantine !== null)),
  };
}

function runsOf(counted: readonly Task[], results: Results): Evidence["runs"] {
  const trials = counted.flatMap(({ id }) => results.get(id)?.trials ?? []);
  const passed = trials.filter((trial) => trial.kind === "judged" && trial.passed).length;
  return { made: trials.length, passed };
}

/** Of every run of every task that has a recording, in the order of the names of the tasks. */
function recordingsOf(tasks: readonly Task[], results: Results): Digest | null {
  const recorded = namesOf(tasks)
    .toSorted()
    .flatMap((id) => {
      const trials = results.get(id)?.trials ?? [];
      const digests = trials.flatMap((trial) => (trial.kind === "judged" ? (trial.recording ?? []) : []));
      return digests.length === 0 ? [] : [{ id, digests }];
    });
  return recorded.length === 0 ? null : digestOf(canonicalText(recorded));
}

function namesOf(tasks: readonly Task[]): readonly string[] {
  return tasks.map(({ id }) => id);
}
