import { foldersAbove } from "../folders-above.ts";
import type { Task } from "../task.ts";

/** Who asks a model in a golden task: the agent that is examined, or the judge of its answers. */
export type Asker = "agent" | "judge";

/**
 * `goldens/support/recordings/refund_small.json`: in the folder of the contract, wherever in it the task is written.
 * A name of a task has no dot, so that no two are the same.
 */
export function recordingPath({ contract, id, place }: Pick<Task, "contract" | "id" | "place">, asker: Asker): string {
  return `${folderOf(contract, place.file)}/${asker === "agent" ? `${id}.json` : `${id}.judge.json`}`;
}

function folderOf(contract: string, file: string): string {
  if (latest?.contract === contract && latest.file === file) return latest.folder;
  const folders = foldersAbove(file);
  const folder = [...folders.slice(0, folders.lastIndexOf(contract) + 1), recordingFolder].join("/");
  latest = { contract, file, folder };
  return folder;
}

// Tasks of one file come one after the other.
let latest: { readonly contract: string; readonly file: string; readonly folder: string } | null = null;

/** Files in it are no golden tasks, whatever the glob of promptctl.yaml says. */
const recordingFolder = "recordings";

export function isRecording(path: string): boolean {
  return path.split("/").includes(recordingFolder) && path.endsWith(".json");
}
