import { taskRunsIn, type TaskRuns } from "../../../core/golden/results/runs.ts";
import { linesOf } from "../../../world/lines.ts";

/**
 * What went on in runs, task by task as files of results have it.
 *
 * @throws Failure READ_FAILED
 */
export async function* transcriptsIn(files: readonly string[]): AsyncGenerator<TaskRuns> {
  for (const file of files) {
    for await (const line of linesOf(file)) {
      const runs = taskRunsIn(line);
      if (runs !== null) yield runs;
    }
  }
}
