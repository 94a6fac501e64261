import { join } from "node:path";
import { Failure } from "../../../core/failure.ts";
import { isJsonArray, isJsonObject, parseJson } from "../../../core/json.ts";
import { listFolder, readBytes } from "../../../world/files.ts";
import type { Project } from "../project.ts";

/** Where results of runs are kept, so that the next one can begin where the last one ended. */
export function resultsFolder({ root }: Project): string {
  return join(root, ".promptctl", "results");
}

/** The files of earlier runs, the newest first. */
export async function earlierResults(project: Project): Promise<readonly string[]> {
  const names = [...(await listFolder(resultsFolder(project)))].filter((name) => /^\d.*\.jsonl$/.test(name));
  return names
    .toSorted()
    .toReversed()
    .map((name) => join(resultsFolder(project), name));
}

/** The tasks that did not pass when each was run last are in a file of its own: the runs themselves are large. */
export function failedFile(project: Project): string {
  return join(resultsFolder(project), "failed.json");
}

/** @throws Failure NO_TASKS where nothing was run yet */
export async function failedBefore(project: Project): Promise<ReadonlySet<string>> {
  const failed = await readFailed(project);
  if (failed === null) throw new Failure("NO_TASKS", { why: "there is no earlier run in .promptctl/results" });
  return failed;
}

/** `null` where nothing was run yet. */
export async function readFailed(project: Project): Promise<ReadonlySet<string> | null> {
  const bytes = await readBytes(failedFile(project));
  if (bytes === null) return null;
  const value = parseJson(new TextDecoder().decode(bytes));
  const tasks = isJsonObject(value) ? value["tasks"] : null;
  return new Set(isJsonArray(tasks) ? tasks.filter((name) => typeof name === "string") : []);
}
