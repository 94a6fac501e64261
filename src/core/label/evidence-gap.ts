import { type Digest, hexOf } from "../bundle/digest.ts";
import type { Json } from "../json.ts";
import { someOf } from "../text.ts";
import type { EvidenceKind } from "./evidence.ts";
import { staleness } from "./staleness.ts";
import { decodeEvidence, type Statement } from "./statement.ts";

/** What a label asks about one kind of golden tasks. */
export interface Wanted {
  readonly bundle: Digest;
  readonly kind: EvidenceKind;
  readonly goldenSet: Digest;
  /** Names of the tasks that must have passed; none at all proves nothing. */
  readonly required: readonly string[];
  /** What each task of the set means, by its name, quarantined ones included. */
  readonly tasks: ReadonlyMap<string, Digest>;
  /** Only what the agent itself did counts, never a recording of it. */
  readonly live: boolean;
}

/** Why there is no proof. `empty` cannot be mended by running anything. */
export interface EvidenceGap {
  readonly reason: "empty" | "absent" | "stale" | "untrue" | "failed" | "uncovered" | "replayed";
  readonly says: string;
}

/**
 * Whether what is stored proves what a label requires: subject, kind, golden set, result, the names of the tasks and who
 * answered are all compared.
 *
 * @param stored the statement of this bundle, kind and golden set; `undefined` where there is none
 * @param others statements of this bundle and kind for other golden sets: they say what changed since
 * @returns `null` where it proves it, else why not
 */
export function evidenceGap(
  stored: Json | undefined,
  wanted: Wanted,
  others: readonly (Json | undefined)[] = [],
): EvidenceGap | null {
  const { kind, required } = wanted;
  if (required.length === 0)
    return wanted.tasks.size === 0
      ? gap("empty", `there are no ${kind} tasks, and an empty set proves nothing`)
      : gap("empty", `all ${kind} tasks are in quarantine, and an empty set proves nothing`);
  if (stored === undefined) {
    const changed = staleness(
      others.flatMap((other) => decodeEvidence(other) ?? []),
      wanted,
    );
    return changed === null
      ? gap("absent", `no ${kind} evidence for this bundle and the golden tasks of today`)
      : gap("stale", `the ${kind} evidence is stale: ${changed} since it was saved`);
  }
  const statement = decodeEvidence(stored);
  if (statement === null) return gap("untrue", `the stored ${kind} evidence is not an in-toto test result`);
  if (!isAbout(statement, wanted))
    return gap("untrue", `the stored ${kind} evidence is about another bundle, or about other golden tasks`);
  if (statement.failed.length > 0) return gap("failed", `the ${kind} tasks failed: ${someOf(statement.failed)}`);
  if (statement.result !== "PASSED")
    return gap("failed", `the stored ${kind} evidence says ${statement.result ?? "no result"}, not PASSED`);
  const passed = new Set(statement.passed);
  const missing = required.filter((name) => !passed.has(name));
  if (missing.length > 0) return gap("uncovered", `the stored ${kind} evidence does not cover ${someOf(missing)}`);
  if (wanted.live && !isLive(statement.mode))
    return gap("replayed", `the ${kind} tasks passed ${sayMode(statement.mode)}, and this label demands live`);
  return null;
}

/** Whether the agent itself was asked: a program and a service are each time, a model unless its recordings answer. */
export function isLive(mode: string | null): boolean {
  return mode !== null && ["live", "record", "command", "http"].includes(mode);
}

function sayMode(mode: string | null): string {
  return mode === "replay" ? "from recordings" : `by ${mode ?? "nobody knows what"}`;
}

/** Whether a statement says that it is about just this. */
export function isAbout(
  { subjects, goldenSet, kind }: Statement,
  wanted: Pick<Wanted, "bundle" | "goldenSet" | "kind">,
): boolean {
  return subjects.includes(hexOf(wanted.bundle)) && goldenSet === hexOf(wanted.goldenSet) && kind === wanted.kind;
}

function gap(reason: EvidenceGap["reason"], says: string): EvidenceGap {
  return { reason, says };
}
