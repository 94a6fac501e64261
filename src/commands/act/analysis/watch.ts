import { sayDuration } from "../../../core/duration.ts";
import { Failure } from "../../../core/failure.ts";
import type { Report } from "../../../report/report.ts";
import { wait } from "../../../world/wait.ts";
import type { World } from "../../../world/world.ts";

/** One look, and whether another one may say something else. */
export interface Look {
  readonly report: Report;
  readonly goesOn: boolean;
}

export interface Watching {
  /** Seconds between two looks. */
  readonly every: number;
  /** Seconds after which it ends; `null`: when it is decided, or somebody says stop. */
  readonly most: number | null;
}

/**
 * Looks again and again, until it is decided. To hold is no fault of anybody, so it is a yes. What fails in between is
 * said, and looked at again; where somebody else ended the ramp there is nothing left to look at.
 *
 * @throws Failure what the first look throws: a wrong name stays one; what the last look throws: nobody knows what it would
 *   have seen; and what somebody must put right
 */
export async function watchAnalysis(
  world: World,
  { every, most }: Watching,
  look: () => Promise<Look>,
): Promise<Report> {
  const until = most === null ? Number.POSITIVE_INFINITY : world.clock.now().getTime() + most * 1_000;
  let latest = await look();
  let failed: Failure | null = null;
  let said = "";
  const tell = (text: string): void => {
    if (text !== said) world.terminal.progress(`${world.clock.now().toISOString()} ${text}`);
    said = text;
  };
  while (latest.goesOn) {
    if (failed === null) tell(latest.report.verdict);
    const left = until - world.clock.now().getTime();
    if (left <= 0 && failed !== null) throw failed;
    if (left <= 0) return held(latest.report);
    try {
      await wait(Math.min(every * 1_000, left), world.signal);
      latest = await look();
      failed = null;
    } catch (error) {
      if (world.signal.aborted)
        return { ...latest.report, answer: "stopped", verdict: `watched until now: ${latest.report.verdict}` };
      if (!(error instanceof Failure) || (error.kind === "input" && error.code !== "NO_RECORDS")) throw error;
      if (error.code === "NO_RAMP")
        return { ...latest.report, answer: "yes", verdict: "the ramp is over: somebody else ended it" };
      failed = error;
      tell(`${error.message}; it is looked at again in ${sayDuration(every)}`);
    }
  }
  return latest.report;
}

function held(report: Report): Report {
  return report.answer === "unknown" ? { ...report, answer: "yes" } : report;
}
