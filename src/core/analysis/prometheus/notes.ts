import { count } from "../../text.ts";
import type { Accounting } from "../accounting.ts";
import type { PrometheusRequest } from "./request.ts";
import type { Answered } from "./rows.ts";

/** What the server does not know, in sentences. */
export function notesOf(
  { contract, label }: PrometheusRequest,
  { read, sides }: Accounting,
  answers: readonly Answered[],
): readonly string[] {
  const where = `contract ${contract}${label === null ? "" : ` and label ${label}`}`;
  const unusable = answers.reduce((sum, one) => sum + one.unusable, 0);
  const alone = (["base", "head"] as const).filter((side) => sides[side].runs > 0 && sides[side].sessions === 0);
  return [
    ...new Set(answers.flatMap(({ warnings }) => warnings.map((warning) => `the server warns: ${warning}`))),
    ...(unusable === 0
      ? []
      : [`${count(unusable, "value")} of the server left out: not a number, or a native histogram`]),
    ...(read > 0
      ? [
          "the server does not tell sessions apart: medians and percentiles are of runs, to within a fifth, and n is how many of them count as independent",
        ]
      : [
          `the server has no promptctl_runs_total of ${where} in this time: do runtimes call meterRuns, and does it scrape them?`,
        ]),
    ...alone.map(
      (side) =>
        `${side} has ${count(sides[side].runs, "run")} and no session in promptctl_sessions_total, so nobody knows which of them belong together: resume sessions with their memory`,
    ),
  ];
}
