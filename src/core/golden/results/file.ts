import { type Digest, isDigest } from "../../bundle/digest.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject, parseJson } from "../../json.ts";
import type { KeptResult } from "./kept.ts";
import type { Runs } from "./runs.ts";
import type { Shard } from "./shard.ts";

/**
 * The results of a run, as JSON Lines: what was run, then every task when it was done, then how it ended. A file
 * without an end is of a run that was cut off, and what it holds is good all the same.
 */
export const resultsFormat = "promptctl/results/1";

export interface ResultsHeader {
  /** What a person would call the agent. */
  readonly runner: string;
  readonly mode: string;
  /** What increases were measured against; `null` where they were not. */
  readonly base: string | null;
  /** Bundles by the names of their contracts. */
  readonly contracts: Readonly<Record<string, Digest>>;
  /** Of all tasks that were chosen, before they were divided. */
  readonly selection: Digest;
  readonly chosen: number;
  /** The flags that left tasks out; none is a run of everything. */
  readonly narrowed: readonly string[];
  readonly shard: Shard | null;
}

/** Everything was run, or somebody or something said stop. */
export type RunEnd = "finished" | "interrupted" | "spent" | "unpriced";

export type ResultsLine =
  | { readonly kind: "header"; readonly header: ResultsHeader }
  | { readonly kind: "result"; readonly result: KeptResult }
  | { readonly kind: "end"; readonly end: RunEnd };

export function encodeHeader(header: ResultsHeader): string {
  return JSON.stringify({ format: resultsFormat, ...header });
}

/** With what went on in each run, which `decodeLine` leaves out. */
export function encodeResult(result: KeptResult, runs: Runs, baseRuns: Runs | null): string {
  const { answers, stderr } = runs;
  const ofBase = baseRuns === null ? {} : { base_answers: baseRuns.answers, base_stderr: baseRuns.stderr };
  return JSON.stringify({ ...result, answers, stderr, ...ofBase });
}

export function encodeEnd(end: RunEnd): string {
  return JSON.stringify({ end });
}

/** @returns `null` where a line is none of ours: cut off, or of another program */
export function decodeLine(text: string): ResultsLine | null {
  const value = parseJson(text);
  if (!isJsonObject(value)) return null;
  if (value["format"] === resultsFormat) return isHeader(value) ? { kind: "header", header: headerIn(value) } : null;
  if (typeof value["end"] === "string") return { kind: "end", end: value["end"] as RunEnd };
  if (!isResult(value)) return null;
  const { answers: _, stderr: __, base_answers: ___, base_stderr: ____, ...result } = value;
  return { kind: "result", result: result as unknown as KeptResult };
}

function headerIn({ runner, mode, base, contracts, selection, chosen, narrowed, shard }: JsonObject): ResultsHeader {
  return { runner, mode, base, contracts, selection, chosen, narrowed, shard } as unknown as ResultsHeader;
}

function isHeader({ runner, mode, base, contracts, selection, chosen, narrowed, shard }: JsonObject): boolean {
  return (
    [runner, mode].every((text) => typeof text === "string") &&
    (base === null || typeof base === "string") &&
    isJsonObject(contracts) &&
    Object.values(contracts).every(isDigest) &&
    isDigest(selection) &&
    typeof chosen === "number" &&
    isJsonArray(narrowed) &&
    (shard === null || (isJsonObject(shard) && isCount(shard["index"]) && isCount(shard["of"])))
  );
}

function isCount(value: Json | undefined): boolean {
  return typeof value === "number" && Number.isInteger(value) && value > 0;
}

function isResult({
  contract,
  id,
  pass,
  bundle,
  definition,
  place,
  tags,
  standing,
  base,
  tolerates,
  ...came
}: JsonObject): boolean {
  return (
    [contract, id].every((text) => typeof text === "string") &&
    isCount(pass) &&
    [bundle, definition].every(isDigest) &&
    isCame(came) &&
    isJsonObject(place) &&
    isJsonArray(tags) &&
    (standing === null || (isJsonObject(standing) && typeof standing["kind"] === "string")) &&
    (base === null || (isJsonObject(base) && isDigest(base["bundle"]) && isCame(base))) &&
    isJsonObject(tolerates)
  );
}

function isCame({ outcome, trials }: JsonObject): boolean {
  return (
    ["passed", "failed", "unmeasured"].includes(String(outcome)) &&
    isJsonArray(trials) &&
    trials.every((trial) => isJsonObject(trial) && ["judged", "unmeasured"].includes(String(trial["kind"])))
  );
}
