import type { Digest } from "../bundle/digest.ts";
import type { Json } from "../json.ts";
import { type EvidenceKind, evidenceKinds, evidencePath, evidenceProblem } from "../label/evidence.ts";
import { goldenSetDigest, tasksOfKind } from "./set.ts";
import type { Task } from "./task.ts";

/** What golden tasks say about a contract, kind by kind. */
export interface Proof {
  readonly kind: EvidenceKind;
  readonly tasks: number;
  /** Of those, how many are listed and not counted. */
  readonly quarantined: number;
  /** Whether a stored result shows that this bundle passed them: `null` where nobody looked, else what is missing. */
  readonly stored: { readonly problem: string | null } | null;
}

/** What an incident taught, and the tasks that see to it. */
export interface GuardedIncident {
  readonly incident: string;
  readonly tasks: readonly string[];
}

/** @param evidence reads a stored statement; `null` where there is no release branch to look at */
export async function proofsOf(
  bundle: Digest,
  tasks: readonly Task[],
  evidence: ((path: string) => Promise<Json | undefined>) | null,
): Promise<readonly Proof[]> {
  return Promise.all(
    evidenceKinds.map(async (kind) => {
      const mine = tasksOfKind(tasks, kind);
      const required = mine.filter(({ quarantine }) => quarantine === null).map(({ id }) => id);
      const goldenSet = goldenSetDigest(mine);
      const wanted = { bundle, kind, goldenSet, required };
      const statement = await evidence?.(evidencePath(bundle, kind, goldenSet));
      const stored = evidence === null ? null : { problem: evidenceProblem(statement, wanted) };
      return { kind, tasks: mine.length, quarantined: mine.length - required.length, stored };
    }),
  );
}

export function guardedIncidents(tasks: readonly Task[]): readonly GuardedIncident[] {
  const incidents = [...new Set(tasks.flatMap(({ incident }) => incident ?? []))].toSorted();
  return incidents.map((incident) => ({
    incident,
    tasks: tasks.filter((task) => task.incident === incident).map(({ id }) => id),
  }));
}
