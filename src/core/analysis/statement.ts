import { type Digest, hexOf } from "../bundle/digest.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";
import type { Pair } from "../statistics/samples.ts";
import type { Analysis, MetricResult } from "./comparison.ts";

const statementType = "https://in-toto.io/Statement/v1";
const predicateType = "https://in-toto.io/attestation/test-result/v0.1";

/** Where the newest analysis of a bundle beside another one is, on the release branch. */
export function analysisPath({ base, head }: Pair<Digest>): string {
  return `evidence/${hexOf(head)}/analysis/${hexOf(base)}.json`;
}

/** What a path of a stored analysis names; `null` where it is no such path. */
export function analysisPathParts(path: string): Pair<Digest> | null {
  const [, head, base] = /^evidence\/([0-9a-f]{64})\/analysis\/([0-9a-f]{64})\.json$/.exec(path) ?? [];
  return head === undefined || base === undefined ? null : { base: `sha256:${base}`, head: `sha256:${head}` };
}

/**
 * An analysis that was acted on, as evidence: in-toto Statement v1 with the predicate test-result v0.1. Its tests are the
 * metrics; the numbers stand beside them as the report has them.
 *
 * @param data the report's own
 */
export function encodeAnalysis(
  { contract, metrics, decision }: Analysis,
  sides: Pair<Digest>,
  data: JsonObject,
): Uint8Array {
  const named = (...outcomes: readonly MetricResult["outcome"][]): string[] =>
    metrics.filter(({ outcome }) => outcomes.includes(outcome)).map(({ name }) => name);
  const statement: JsonObject = {
    _type: statementType,
    subject: [{ name: contract, digest: { sha256: hexOf(sides.head) } }],
    predicateType,
    predicate: {
      result: ({ advance: "PASSED", hold: "WARNED", "roll back": "FAILED" } as const)[decision.action],
      configuration: [{ name: "base", digest: { sha256: hexOf(sides.base) }, annotations: data }],
      passedTests: named("pass"),
      warnedTests: named("inconclusive", "no data", "error"),
      failedTests: named("fail"),
    },
  };
  return new TextEncoder().encode(`${JSON.stringify(statement, null, 2)}\n`);
}

/** Which bundles a stored analysis says it is about; `null` where it is none. */
export function decodeAnalysis(statement: Json | undefined): Pair<string> | null {
  if (!isJsonObject(statement) || statement["_type"] !== statementType) return null;
  const { predicate, subject } = statement;
  if (statement["predicateType"] !== predicateType || !isJsonObject(predicate)) return null;
  const head = digestIn(isJsonArray(subject) ? subject[0] : undefined);
  const { configuration } = predicate;
  const base = digestIn(
    isJsonArray(configuration)
      ? configuration.find((item) => isJsonObject(item) && item["name"] === "base")
      : undefined,
  );
  return head === null || base === null ? null : { base, head };
}

function digestIn(item: Json | undefined): string | null {
  const digest = isJsonObject(item) ? item["digest"] : null;
  const hex = isJsonObject(digest) ? digest["sha256"] : null;
  return typeof hex === "string" ? hex : null;
}
