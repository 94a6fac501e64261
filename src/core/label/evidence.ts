import { type Digest, hexOf } from "../bundle/digest.ts";

/** What checks can prove: `golden` the tasks of everyday use, `security` those so tagged. */
export const evidenceKinds = ["golden", "security"] as const;

export type EvidenceKind = (typeof evidenceKinds)[number];

/** A stored result of checks, for one bundle and one golden set. */
export interface Evidence {
  readonly kind: EvidenceKind;
  readonly bundle: Digest;
  readonly goldenSet: Digest;
  readonly contract: string;
  readonly runner: string;
  /** Where its answers came from: a program, a service, a model itself, or recordings of one. */
  readonly mode: string;
  /** What each task of the golden set meant, by its name. */
  readonly tasks: Readonly<Record<string, Digest>>;
  /** Of all tasks that count: a task may ask for several. */
  readonly runs: { readonly made: number; readonly passed: number };
  /** Of the recorded exchanges, task by task; `null` where nothing was recorded. */
  readonly recordings: Digest | null;
  readonly passed: readonly string[];
  /** Quarantined tasks: listed, not counted. */
  readonly quarantined: readonly string[];
  readonly failed: readonly string[];
}

export function evidencePath(bundle: Digest, kind: EvidenceKind, goldenSet: Digest): string {
  return `${evidenceFolder(bundle, kind)}/${hexOf(goldenSet)}.json`;
}

/** Where the results of one bundle are, for whatever golden tasks there were. */
export function evidenceFolder(bundle: Digest, kind: EvidenceKind): string {
  return `evidence/${hexOf(bundle)}/${kind}`;
}

/** What a path of stored evidence names; `null` where it is no such path. */
export function evidencePathParts(
  path: string,
): { readonly bundle: Digest; readonly kind: EvidenceKind; readonly goldenSet: Digest } | null {
  const [, bundle, named, goldenSet] = /^evidence\/([0-9a-f]{64})\/([^/]+)\/([0-9a-f]{64})\.json$/.exec(path) ?? [];
  const kind = evidenceKinds.find((one) => one === named);
  return kind === undefined ? null : { bundle: `sha256:${bundle}`, kind, goldenSet: `sha256:${goldenSet}` };
}
