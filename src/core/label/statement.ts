import { hexOf } from "../bundle/digest.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";
import type { Evidence } from "./evidence.ts";

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
          annotations: annotationsOf(evidence),
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

function annotationsOf({ kind, runner, mode, passed, failed, quarantined, runs, tasks }: Evidence): JsonObject {
  return {
    kind,
    runner,
    mode,
    counts: {
      passed: passed.length,
      failed: failed.length,
      quarantined: quarantined.length,
      runs: runs.made,
      runs_passed: runs.passed,
    },
    tasks: Object.fromEntries(Object.entries(tasks).toSorted(([left], [right]) => (left < right ? -1 : 1))),
  };
}

/** What is read of a stored statement. It is believed for what it says, never for where it lies. */
export interface Statement {
  readonly subjects: readonly string[];
  /** Hex; `null` where no golden set is named. */
  readonly goldenSet: string | null;
  readonly kind: string | null;
  readonly mode: string | null;
  readonly result: string | null;
  readonly passed: readonly string[];
  readonly quarantined: readonly string[];
  readonly failed: readonly string[];
  /** What each task meant; `null` where the statement does not say. */
  readonly tasks: ReadonlyMap<string, Json> | null;
}

/** @returns `null` where it is no test result of in-toto */
export function decodeEvidence(statement: Json | undefined): Statement | null {
  if (!isJsonObject(statement) || statement["_type"] !== statementType) return null;
  const { subject, predicate } = statement;
  if (statement["predicateType"] !== predicateType || !isJsonObject(predicate)) return null;
  const goldens = listIn(predicate["configuration"]).find((item) => isJsonObject(item) && item["name"] === "goldens");
  const annotations = objectIn(objectIn(goldens)["annotations"]);
  const tasks = annotations["tasks"];
  return {
    subjects: listIn(subject).flatMap((item) => sha256In(item) ?? []),
    goldenSet: sha256In(goldens),
    kind: textIn(annotations["kind"]),
    mode: textIn(annotations["mode"]),
    result: textIn(predicate["result"]),
    passed: namesIn(predicate["passedTests"]),
    quarantined: namesIn(predicate["warnedTests"]),
    failed: namesIn(predicate["failedTests"]),
    tasks: isJsonObject(tasks) ? new Map(Object.entries(tasks)) : null,
  };
}

function sha256In(item: Json | undefined): string | null {
  return textIn(objectIn(objectIn(item)["digest"])["sha256"]);
}

function objectIn(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function listIn(value: Json | undefined): readonly Json[] {
  return isJsonArray(value) ? value : [];
}

function textIn(value: Json | undefined): string | null {
  return typeof value === "string" ? value : null;
}

function namesIn(value: Json | undefined): readonly string[] {
  return listIn(value).filter((name) => typeof name === "string");
}
