import { resolve } from "node:path";
import { type Found, openSearch, type RunQuery } from "../../../core/run/records/search.ts";
import { shellWord } from "../../../core/shell.ts";
import type { Reproduction, SearchedFiles } from "../../../report/runs.ts";
import { fileBytes } from "../../../world/files.ts";
import { readRecordLines } from "../../../world/records.ts";
import type { World } from "../../../world/world.ts";

export interface Searched {
  readonly found: Found;
  readonly searched: SearchedFiles;
}

/** @throws Failure USAGE, READ_FAILED */
export async function searchRuns(named: readonly string[], query: RunQuery, world: World): Promise<Searched> {
  const search = openSearch(query);
  const skipped = { torn: 0, "not JSON": 0, "not a run record": 0 };
  const sources = await readRecordLines(named, world, {
    take: (record, source) => search.take(record, source === null ? null : source.kind === "stdin" ? "-" : source.name),
    skip: (why) => {
      skipped[why] += 1;
    },
  });
  const found = search.found();
  skipped["not a run record"] += found.others;
  return { found, searched: { files: sources.map(({ name }) => name), skipped } };
}

/** How the newest run that was written down whole becomes a golden task; `null` where there is no run at all. */
export async function reproductionOf({ runs }: Found, world: World): Promise<Reproduction | null> {
  const run = runs.find(({ hasTranscript }) => hasTranscript);
  if (runs.length === 0) return null;
  if (run === undefined || run.file === null) return { kind: "no transcript" };
  const { run_id, session, file } = run;
  if (file === "-") return { kind: "command", run: run_id, command: addCommand("FILE", run_id) };
  const bytes = await fileBytes(resolve(world.cwd, file));
  if (bytes <= readWhole) return { kind: "command", run: run_id, command: addCommand(file, run_id) };
  // Of a file that is too large to be read at once, the runs of the conversation are enough.
  const lines = `zgrep -hF ${shellWord(session ?? run_id)} ${shellWord(file)}`;
  return { kind: "command", run: run_id, command: `${lines} | ${addCommand("-", run_id)}` };
}

function addCommand(file: string, run: string): string {
  return `promptctl golden add --from ${shellWord(file)} --run ${shellWord(run)}`;
}

const readWhole = 64 * 1024 * 1024;
