import { join, relative, resolve } from "node:path";
import {
  encodeEnd,
  encodeHeader,
  encodeResult,
  type ResultsHeader,
  type RunEnd,
} from "../../../core/golden/results/file.ts";
import { nameOfResult } from "../../../core/golden/results/definition.ts";
import type { KeptResult } from "../../../core/golden/results/kept.ts";
import type { Runs } from "../../../core/golden/results/runs.ts";
import { Failure } from "../../../core/failure.ts";
import { removeFile, writeBytes } from "../../../world/files.ts";
import { beginLines, type LineFile } from "../../../world/lines.ts";
import { hideOwnFolder } from "../../../world/own-folder.ts";
import type { World } from "../../../world/world.ts";
import type { Project } from "../../gather/project.ts";
import { earlierResults, failedFile, readFailed, resultsFolder } from "../../gather/test/store.ts";

/** Where what each task did is written as it comes. */
export interface Results {
  /** Relative to the current folder, for people. */
  readonly path: string;
  /** @param baseRuns `null` where no base was run */
  add(result: KeptResult, runs: Runs, baseRuns: Runs | null): void;
  /** A line of an earlier run, as it was. */
  copy(line: string): void;
  /** @param end `null` where a run broke off */
  close(end: RunEnd | null): void;
}

/** Transcripts are large: so many runs are kept. */
const kept = 5;

/**
 * @param named by the user; `null` is a new file beside those of earlier runs, of which old ones go
 * @throws Failure WRITE_FAILED
 */
export async function openResults(
  world: World,
  project: Project,
  header: ResultsHeader,
  named: string | null,
): Promise<Results> {
  const file = named === null ? await newFile(world, project) : await beginLines(resolve(world.cwd, named), "replace");
  if (file === null) throw new Failure("WRITE_FAILED", { path: resultsFolder(project), why: "there is no free name" });
  file.add(encodeHeader(header));
  // What was run was paid for: a disk that is full must not cost the report too.
  const keep = careful(world, "the report is complete, but --resume will not know the rest");
  return {
    path: relative(world.cwd, file.path),
    add: (result, runs, baseRuns) => keep(() => file.add(encodeResult(result, runs, baseRuns))),
    copy: (line) => keep(() => file.add(line)),
    close: (end) => {
      keep(() => {
        if (end !== null) file.add(encodeEnd(end));
      });
      file.close();
    },
  };
}

/**
 * Named by the time, so that names in order are runs in order: to the millisecond, because the name of a run that was taken
 * away is free again.
 */
async function newFile({ clock }: World, project: Project): Promise<LineFile | null> {
  await hideOwnFolder(project.root);
  for (const old of (await earlierResults(project)).slice(kept - 1)) await removeFile(old);
  const time = clock.now().toISOString().replaceAll(/[-:.]/g, "");
  for (let attempt = 0; attempt < 1_000; attempt += 1) {
    const name = `${time}-${String(attempt).padStart(3, "0")}.jsonl`;
    const file = await beginLines(join(resultsFolder(project), name), "keep");
    if (file !== null) return file;
  }
  return null;
}

/** What did not pass when it was run last, for `--failed`: what was not run now stays as it was. */
export async function noteFailed(world: World, project: Project, results: readonly KeptResult[]): Promise<void> {
  const before = await readFailed(project);
  const failed = new Set(before);
  for (const result of results) {
    const key = nameOfResult(result);
    if (result.outcome === "passed") failed.delete(key);
    else failed.add(key);
  }
  if (before?.size === failed.size && [...failed].every((key) => before.has(key))) return;
  const document = { format: "promptctl/failed/1", tasks: [...failed].toSorted() };
  const bytes = new TextEncoder().encode(`${JSON.stringify(document, null, 2)}\n`);
  try {
    await writeBytes(failedFile(project), bytes);
  } catch (error) {
    careful(
      world,
      "--failed will not know this run",
    )(() => {
      throw error;
    });
  }
}

/** Says the first failure to write, and leaves out the rest. */
function careful({ terminal }: World, so: string): (write: () => void) => void {
  let isLost = false;
  return (write) => {
    if (isLost) return;
    try {
      write();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      isLost = true;
      terminal.progress(`${error.message}: ${so}`);
    }
  };
}
