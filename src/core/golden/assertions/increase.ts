import { thousands } from "../../text.ts";
import { limitOf } from "../increase.ts";
import { measures } from "../measures.ts";
import type { Assertion, Judged, Verdict } from "../verdict.ts";

export const increase: Assertion = {
  name: "max_increase",
  purpose: "A run does not use more than the base's run of the same task, beyond what is tolerated.",
  judge(run) {
    return Object.entries(run.task.invariants.max_increase ?? {}).map(([metric, tolerated]) =>
      compare(run, metric as Metric, tolerated),
    );
  },
};

type Metric = keyof NonNullable<Judged["task"]["invariants"]["max_increase"]>;

function compare(run: Judged, metric: Metric, tolerated: number | string): Verdict {
  const said = `at most ${typeof tolerated === "number" ? thousands(tolerated) : tolerated} more than the base`;
  const verdict = (status: Verdict["status"], expected: string, got: string): Verdict => ({
    invariant: `max_increase.${metric}`,
    status,
    expected,
    got,
    turn: null,
  });
  const measure = measures[`max_${metric}`];
  const used = measure.used(run);
  if (run.base === undefined || run.base === null)
    return verdict("not compared", said, "there is no base run to compare with");
  const before = measure.used({ ...run, ...run.base });
  if (before === null) return verdict("not compared", said, "the runner did not measure it in the base run");
  if (used === null) return verdict("fail", said, "not measured by the runner");
  const limit = limitOf(before, tolerated);
  const expected = `${said}'s ${sayNumber(before)}: ${sayNumber(limit)}`;
  // Sums of fractions are not exact: what is over by less than that is not over.
  const holds = used <= limit + 1e-9 * Math.max(1, limit);
  return verdict(holds ? "pass" : "fail", expected, `${sayNumber(used)}${sayMore(before, used)}`);
}

function sayNumber(number: number): string {
  return thousands(Number(number.toPrecision(6)));
}

function sayMore(before: number, used: number): string {
  if (before === 0 || used <= before) return "";
  return ` (${Math.round((used / before - 1) * 100)}% more)`;
}
