import { resolve } from "node:path";
import type { Digest } from "../../../core/bundle/digest.ts";
import { Failure } from "../../../core/failure.ts";
import {
  type Defined,
  nameOfResult,
  resultLine,
  selectionLine,
  selectionOf,
} from "../../../core/golden/results/definition.ts";
import { decodeLine, type ResultsHeader, type RunEnd } from "../../../core/golden/results/file.ts";
import type { KeptResult } from "../../../core/golden/results/kept.ts";
import { obstacleTo, type Part } from "../../../core/golden/results/merge.ts";
import { isOfBase } from "../../../core/golden/results/standing.ts";
import { nameOf } from "../../../core/golden/task.ts";
import { compareSides } from "../../../core/regression/compare-sides.ts";
import { count } from "../../../core/text.ts";
import type { TestRun } from "../../../report/test/outcome.ts";
import { linesOf } from "../../../world/lines.ts";
import type { World } from "../../../world/world.ts";
import type { Suite } from "../../gather/test/suite.ts";

/** All parts of one run, as if they had been run here. */
export interface Merged extends TestRun {
  readonly header: ResultsHeader;
}

/**
 * Puts the parts of one run together. They have to be about the contracts and tasks as they are here.
 *
 * @throws Failure NOT_RESULTS, PARTS_MIXED, PARTS_MISSING, READ_FAILED
 */
export async function mergeFiles(world: World, suite: Suite, files: readonly string[]): Promise<Merged> {
  const parts: Part[] = [];
  const results = new Map<string, KeptResult>();
  for (const file of files) parts.push(await readPart(file, resolve(world.cwd, file), results));
  const bundles = new Map<string, Digest>(suite.built.map(({ bundle }) => [bundle.contract.name, bundle.digest]));
  const obstacle = obstacleTo(parts, bundles);
  if (obstacle !== null)
    throw new Failure(obstacle.kind === "mixed" ? "PARTS_MIXED" : "PARTS_MISSING", { why: obstacle.why });
  const [first] = parts;
  if (first === undefined) throw new Failure("PARTS_MISSING", { why: "there is no file" });
  const { header } = first;
  const tasks = suite.tasks.filter(({ task }) => results.has(nameOf(task)));
  const ofBase = [...results.values()].filter(({ standing }) => isOfBase(standing));
  refuseOthers(tasks, ofBase, results, header);
  const measured = [...tasks.flatMap(({ task }) => results.get(nameOf(task)) ?? []), ...ofBase];
  return {
    header,
    results: measured,
    compared: compareSides(measured, header.base),
    wanted: results.size,
    end: "finished",
    shard: null,
    again: [`--merge ${files.join(" ")}`],
    retried: 0,
    unsaid: [],
    spent: 0,
  };
}

async function readPart(file: string, path: string, results: Map<string, KeptResult>): Promise<Part> {
  let header: ResultsHeader | null = null;
  let end: RunEnd | null = null;
  for await (const line of linesOf(path)) {
    const decoded = decodeLine(line);
    if (decoded?.kind === "header") ({ header } = decoded);
    if (header === null)
      throw new Failure("NOT_RESULTS", { path: file, why: "its first line does not say what was run" });
    if (decoded?.kind === "end") ({ end } = decoded);
    if (decoded?.kind === "result") results.set(nameOfResult(decoded.result), decoded.result);
  }
  if (header === null) throw new Failure("NOT_RESULTS", { path: file, why: "it is empty" });
  return { file, header, end };
}

/** @throws Failure PARTS_MIXED, PARTS_MISSING where the tasks of the files are not exactly those that were chosen */
function refuseOthers(
  tasks: readonly Defined[],
  ofBase: readonly KeptResult[],
  results: ReadonlyMap<string, KeptResult>,
  { selection, chosen }: ResultsHeader,
): void {
  if (results.size < chosen)
    throw new Failure("PARTS_MISSING", {
      why: `there are results of ${results.size} of ${count(chosen, "golden task")}`,
    });
  const unlike = tasks.find(({ task, definition }) => results.get(nameOf(task))?.definition !== definition);
  if (unlike !== undefined)
    throw new Failure("PARTS_MIXED", {
      why: `${nameOf(unlike.task)} is another golden task here than the one that was run`,
    });
  const lines = [...tasks.map(selectionLine), ...ofBase.map(resultLine)];
  if (lines.length !== results.size || selectionOf(lines) !== selection)
    throw new Failure("PARTS_MIXED", { why: "the golden tasks that were run are not those that are here" });
}
