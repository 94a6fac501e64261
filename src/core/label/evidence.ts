import { type Digest, hexOf } from "../bundle/digest.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";

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
  /** Of the recorded exchanges, task by task; `null` where nothing was recorded. */
  readonly recordings: Digest | null;
  readonly passed: readonly string[];
  /** Quarantined tasks: listed, not counted. */
  readonly quarantined: readonly string[];
  readonly failed: readonly string[];
}

const statementType = "https://in-toto.io/Statement/v1";
const predicateType = "https://in-toto.io/attestation/test-result/v0.1";

/** in-toto Statement v1 with the predicate test-result v0.1 (https://github.com/in-toto/attestation). */
export function encodeEvidence(evidence: Evidence): Uint8Array {
  const statement: JsonObject = {
    _type: statementType,
    subject: [{ name: evidence.contract, digest: { sha256: hexOf(evidence.bundle) } }],
    predicateType,
    predicate: {
      result: evidence.failed.length > 0 ? "FAILED" : "PASSED",
      configuration: [
        {
          name: "goldens",
          digest: { sha256: hexOf(evidence.goldenSet) },
          annotations: { kind: evidence.kind, runner: evidence.runner, mode: evidence.mode },
        },
        ...(evidence.recordings === null
          ? []
          : [{ name: "recordings", digest: { sha256: hexOf(evidence.recordings) } }]),
      ],
      passedTests: evidence.passed.toSorted(),
      warnedTests: evidence.quarantined.toSorted(),
      failedTests: evidence.failed.toSorted(),
    },
  };
  return new TextEncoder().encode(`${JSON.stringify(statement, null, 2)}\n`);
}

export function evidencePath(bundle: Digest, kind: EvidenceKind, goldenSet: Digest): string {
  return `evidence/${hexOf(bundle)}/${kind}/${hexOf(goldenSet)}.json`;
}

/**
 * Whether a stored statement proves what a label requires. It is believed for what it says, never for
 * where it lies: subject, kind, golden set, result and the names of the tasks are all compared.
 *
 * @param required names of the tasks that must have passed; none at all proves nothing
 * @returns `null` where it proves it, else why not
 */
export function evidenceProblem(
  statement: Json | undefined,
  wanted: { bundle: Digest; kind: EvidenceKind; goldenSet: Digest; required: readonly string[] },
): string | null {
  if (wanted.required.length === 0) return `there are no ${wanted.kind} tasks, and an empty set proves nothing`;
  if (statement === undefined) return `no ${wanted.kind} evidence for this bundle and the golden tasks of today`;
  if (
    !isJsonObject(statement) ||
    statement["_type"] !== statementType ||
    statement["predicateType"] !== predicateType
  ) {
    return `the stored ${wanted.kind} evidence is not an in-toto test result`;
  }
  const { subject, predicate } = statement;
  const about = isJsonArray(subject) ? subject.map((item) => sha256In(item)) : [];
  if (!about.includes(hexOf(wanted.bundle))) return `the stored ${wanted.kind} evidence is about another bundle`;
  if (!isJsonObject(predicate)) return `the stored ${wanted.kind} evidence has no result`;
  const configuration = isJsonArray(predicate["configuration"]) ? predicate["configuration"] : [];
  if (!configuration.some((item) => sha256In(item) === hexOf(wanted.goldenSet) && kindIn(item) === wanted.kind)) {
    return `the stored ${wanted.kind} evidence is about other golden tasks`;
  }
  const failed = namesIn(predicate["failedTests"]);
  if (predicate["result"] !== "PASSED" || failed.length > 0)
    return `the ${wanted.kind} tasks failed: ${failed.join(", ")}`;
  const passed = new Set(namesIn(predicate["passedTests"]));
  const missing = wanted.required.filter((name) => !passed.has(name));
  return missing.length === 0 ? null : `the stored ${wanted.kind} evidence does not cover ${missing.join(", ")}`;
}

function kindIn(item: Json): Json | undefined {
  const annotations = isJsonObject(item) ? item["annotations"] : undefined;
  return isJsonObject(annotations) ? annotations["kind"] : undefined;
}

function sha256In(item: Json): string | null {
  const digest = isJsonObject(item) ? item["digest"] : undefined;
  const sha256 = isJsonObject(digest) ? digest["sha256"] : undefined;
  return typeof sha256 === "string" ? sha256 : null;
}

function namesIn(value: Json | undefined): readonly string[] {
  return isJsonArray(value) ? value.filter((name) => typeof name === "string") : [];
}
