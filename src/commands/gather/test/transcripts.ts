import { Failure } from "../../../core/failure.ts";
import { taskRunsIn, type TaskRuns } from "../../../core/golden/results/runs.ts";
import { linesOf } from "../../../world/lines.ts";

/**
 * What went on in runs, task by task as files of results have it. A file that is gone, or never came to be on a full disk,
 * has nothing to tell; the verdict does not rest on it.
 */
export async function* transcriptsIn(files: readonly string[]): AsyncGenerator<TaskRuns> {
  for (const file of files) {
    try {
      for await (const line of linesOf(file)) {
        const runs = taskRunsIn(line);
        if (runs !== null) yield runs;
      }
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    }
  }
}
