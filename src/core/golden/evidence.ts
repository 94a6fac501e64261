import type { Bundle } from "../bundle/bundle.ts";
import { type Evidence, type EvidenceKind, evidenceKinds } from "../label/evidence.ts";
import type { TaskResult } from "./judge.ts";
import { goldenSetDigest, tasksOfKind } from "./set.ts";

/** What a finished run of all golden tasks of a bundle proves, kind by kind. */
export function evidenceOf(bundle: Bundle, results: readonly TaskResult[], runner: string): readonly Evidence[] {
  const mine = results.filter(({ task }) => task.contract === bundle.contract.name);
  return evidenceKinds.flatMap((kind) => evidenceOfKind(bundle, kind, mine, runner) ?? []);
}

/** A kind that was not measured to its end proves nothing; neither does an empty one. */
function evidenceOfKind(
  bundle: Bundle,
  kind: EvidenceKind,
  results: readonly TaskResult[],
  runner: string,
): Evidence | null {
  const tasks = tasksOfKind(
    results.map(({ task }) => task),
    kind,
  );
  const ofKind = results.filter(({ task }) => tasks.includes(task));
  const counted = ofKind.filter(({ task }) => task.quarantine === null);
  if (counted.length === 0 || counted.some(({ outcome }) => outcome === "unmeasured")) return null;
  return {
    kind,
    bundle: bundle.digest,
    goldenSet: goldenSetDigest(tasks),
    contract: bundle.contract.name,
    runner,
    passed: namesOf(counted.filter(({ outcome }) => outcome === "passed")),
    failed: namesOf(counted.filter(({ outcome }) => outcome === "failed")),
    quarantined: namesOf(ofKind.filter(({ task }) => task.quarantine !== null)),
  };
}

function namesOf(results: readonly TaskResult[]): readonly string[] {
  return results.map(({ task }) => task.id);
}
