import type { Task } from "../task.ts";

/** Who asks a model in a golden task: the agent that is examined, or the judge of its answers. */
export type Asker = "agent" | "judge";

/**
 * `goldens/support/recordings/refund_small.json`: in the folder of the contract, wherever in it the task is written.
 * A name of a task has no dot, so that no two are the same.
 */
export function recordingPath({ contract, id, place }: Pick<Task, "contract" | "id" | "place">, asker: Asker): string {
  const folders = place.file.split("/").slice(0, -1);
  const own = folders.slice(0, folders.lastIndexOf(contract) + 1);
  return [...own, recordingFolder, asker === "agent" ? `${id}.json` : `${id}.judge.json`].join("/");
}

/** Files in it are no golden tasks, whatever the glob of promptctl.yaml says. */
const recordingFolder = "recordings";

export function isRecording(path: string): boolean {
  return path.split("/").includes(recordingFolder) && path.endsWith(".json");
}
