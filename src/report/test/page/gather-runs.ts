import type { KeptResult } from "../../../core/golden/results/kept.ts";
import { nameOfResult } from "../../../core/golden/results/definition.ts";
import type { Markup } from "../../html/markup.ts";
import type { Tested } from "../tested.ts";
import { sayRuns } from "./run.ts";

/**
 * So many characters of transcripts are on a page, of tasks that did not pass and of those that did: thousands of runs
 * must not make a page that no browser opens. What does not fit is in the files of results.
 */
export const room = { told: 8_000_000, passed: 12_000_000 } as const;

/** The runs of tasks by their names, as far as there is room: one line of the files is in memory at a time. */
export async function gatherRuns(
  { results, transcripts }: Tested,
  most: Readonly<Record<keyof typeof room, number>> = room,
): Promise<ReadonlyMap<string, Markup>> {
  const byName = new Map(results.map((result) => [nameOfResult(result), result]));
  const runs = new Map<string, Markup>();
  const left = { ...most };
  for await (const line of transcripts()) {
    const result = byName.get(line.key);
    if (result === undefined) continue;
    const kind = isQuiet(result) ? "passed" : "told";
    if (left[kind] <= 0) continue;
    const said = sayRuns(result, line);
    if (said.markup.length > left[kind]) continue;
    left[kind] -= said.markup.length;
    runs.set(nameOfResult(result), said);
  }
  return runs;
}

function isQuiet({ outcome, quarantine }: KeptResult): boolean {
  return outcome === "passed" && quarantine === null;
}
