import type { TaskRuns } from "../../core/golden/results/runs.ts";
import type { TestReport } from "./report.ts";

/** A run of golden tasks, for formats that show each of them. */
export interface Tested extends TestReport {
  /** What a person would call the agent, and where its answers came from. */
  readonly runner: string;
  readonly mode: string;
  /** What it was compared with; `null` where it was not. */
  readonly base: string | null;
  /** From the top of the repository to the project; `""` at the top. */
  readonly root: string;
  /** Where all transcripts are. */
  readonly files: readonly string[];
  /** Reads them, task by task; nothing is read before somebody asks. */
  readonly transcripts: () => AsyncIterable<TaskRuns>;
}
