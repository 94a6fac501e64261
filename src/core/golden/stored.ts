import type { Digest } from "../bundle/digest.ts";
import type { Json } from "../json.ts";
import { type EvidenceKind, evidenceFolder, evidencePath } from "../label/evidence.ts";
import { type EvidenceGap, evidenceGap } from "../label/evidence-gap.ts";
import { decodeEvidence } from "../label/statement.ts";
import { goldenSetDigest, meaningsOf, tasksOfKind } from "./set.ts";
import type { Task } from "./task.ts";

/** Results of checks as a release branch keeps them. */
export interface EvidenceStore {
  /** `undefined` where there is no such file. */
  json(path: string): Promise<Json | undefined>;
  /** The paths of all files in a folder. */
  list(folder: string): readonly string[];
}

/** What is stored about a bundle and one kind of golden tasks. */
export interface StoredProof {
  /** What it lacks; `null` where it proves what is asked. */
  readonly gap: EvidenceGap | null;
  /** Who answered, where something is stored for just these tasks. */
  readonly mode: string | null;
}

/**
 * @param tasks all of the bundle's contract, as they are today
 * @param live only what the agent itself did counts
 */
export async function storedProof(
  store: EvidenceStore,
  { bundle, kind, live }: { readonly bundle: Digest; readonly kind: EvidenceKind; readonly live: boolean },
  tasks: readonly Task[],
): Promise<StoredProof> {
  const mine = tasksOfKind(tasks, kind);
  const required = mine.filter(({ quarantine }) => quarantine === null).map(({ id }) => id);
  const goldenSet = goldenSetDigest(mine);
  const stored = await store.json(evidencePath(bundle, kind, goldenSet));
  const paths = stored === undefined ? store.list(evidenceFolder(bundle, kind)) : [];
  const others = await Promise.all(paths.map((path) => store.json(path)));
  const wanted = { bundle, kind, goldenSet, required, tasks: meaningsOf(mine), live };
  return { gap: evidenceGap(stored, wanted, others), mode: decodeEvidence(stored)?.mode ?? null };
}
