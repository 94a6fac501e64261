import { Failure } from "../../../core/failure.ts";
import { type GatePart, notAsked } from "../../../report/gate/part.ts";
import type { Answer, Report } from "../../../report/report.ts";

/** A part that cannot be reached is not known; what somebody has to mend here is said as it is everywhere. */
export async function askPart(name: GatePart["name"], run: () => Promise<Report>): Promise<GatePart> {
  try {
    return { name, report: await run() };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const why = [error.message, error.hint].filter((line) => line !== null).join("; ");
    const answer = error.kind === "world" ? "unknown" : ofHead[error.code];
    if (answer === undefined) throw error;
    const said = notAsked(name, why);
    return { name, report: { ...said.report, answer } };
  }
}

/** What somebody has to mend in the change itself. */
const ofHead: Readonly<Record<string, Answer>> = { NO_CONTRACTS: "no", NO_RUNNER: "unknown", INVALID_FILES: "no" };
