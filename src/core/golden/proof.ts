import type { Digest } from "../bundle/digest.ts";
import { type EvidenceKind, evidenceKinds } from "../label/evidence.ts";
import type { EvidenceGap } from "../label/evidence-gap.ts";
import type { LabelPolicy } from "../label/policy.ts";
import { tasksOfKind } from "./set.ts";
import { type EvidenceStore, storedProof } from "./stored.ts";
import type { Task } from "./task.ts";

/** What golden tasks say about a contract, kind by kind. */
export interface Proof {
  readonly kind: EvidenceKind;
  readonly tasks: number;
  /** Of those, how many are listed and not counted. */
  readonly quarantined: number;
  /** The labels that demand it, and those of them for which recordings do not do. */
  readonly demandedBy: readonly string[];
  readonly liveFor: readonly string[];
  /** Whether a stored result shows that this bundle passed them: `null` where nobody looked. */
  readonly stored: {
    /** What is missing; `null` where it shows that. */
    readonly problem: string | null;
    readonly reason: EvidenceGap["reason"] | null;
    /** Who answered: the agent itself, or recordings of it. */
    readonly mode: string | null;
  } | null;
}

/** What an incident taught, and the tasks that see to it. */
export interface GuardedIncident {
  readonly incident: string;
  readonly tasks: readonly string[];
}

/** @param store `null` where there is no release branch to look at */
export async function proofsOf(
  bundle: Digest,
  tasks: readonly Task[],
  store: EvidenceStore | null,
  labels: readonly LabelPolicy[],
): Promise<readonly Proof[]> {
  return Promise.all(
    evidenceKinds.map(async (kind) => {
      const mine = tasksOfKind(tasks, kind);
      const quarantined = mine.filter(({ quarantine }) => quarantine !== null).length;
      const proof = store === null ? null : await storedProof(store, { bundle, kind, live: false }, tasks);
      const stored =
        proof === null
          ? null
          : { problem: proof.gap?.says ?? null, reason: proof.gap?.reason ?? null, mode: proof.mode };
      const demandedBy = labels.filter(({ requires }) => requires.includes(kind)).map(nameOf);
      const liveFor = labels.filter(({ live }) => live.includes(kind)).map(nameOf);
      return { kind, tasks: mine.length, quarantined, demandedBy, liveFor, stored };
    }),
  );
}

function nameOf({ label }: LabelPolicy): string {
  return label;
}

export function guardedIncidents(tasks: readonly Task[]): readonly GuardedIncident[] {
  const incidents = [...new Set(tasks.flatMap(({ incident }) => incident ?? []))].toSorted();
  return incidents.map((incident) => ({
    incident,
    tasks: tasks.filter((task) => task.incident === incident).map(({ id }) => id),
  }));
}
