import { chancesOfAmounts } from "../../../dist/core/analysis/amounts.js";
import { judgeMetrics } from "../../../dist/core/analysis/judge.js";
import { standardMetrics, standardMinRuns } from "../../../dist/core/analysis/metrics.js";
import { chancesOfShares } from "../../../dist/core/analysis/shares.js";
import { holm } from "../../../dist/core/statistics/holm.js";
import { kayenta } from "../baselines/kayenta.mjs";
import { rankZ } from "../baselines/rank-test.mjs";
import { amounts, distributions } from "./seen.mjs";

const falseAlarms = 0.05;
const critical = standardMetrics.filter(({ critical: is }) => is);

/** The four critical metrics as they are without configuration; `strict` tolerates nothing more. */
export function ours({ strict = false, pooled = false } = {}) {
  const policies = critical.map((policy) => ({
    ...policy,
    maxIncrease: strict ? { ...policy.maxIncrease, share: 0, amount: 0 } : policy.maxIncrease,
    minRuns: standardMinRuns,
    isNamed: false,
  }));
  const observe = (known) =>
    policies.map((policy) => ({
      name: policy.name,
      policy,
      why: null,
      runs: known.runs,
      series: amounts.includes(policy.name)
        ? {
            kind: "amounts",
            strata: pooled ? [distributions(known.ofSessions[policy.name])] : known.strataOf(policy.name),
          }
        : { kind: "shares", batches: known.batches },
    }));
  return {
    /** What `judgeMetrics` answers, without the numbers that people look at: they cost fifty times as much. */
    look(known) {
      if (isFew(known)) return { fails: false, passes: false };
      const chances = observe(known).map(({ series, policy }) =>
        series.kind === "amounts" ? chancesOfAmounts(series.strata, policy) : chancesOfShares(series.batches, policy),
      );
      const adjusted = holm(chances.map(({ worse }) => Math.min(1, worse / 0.9)));
      return {
        fails: adjusted.some((chance) => chance <= falseAlarms),
        passes: chances.every(({ fine }) => fine / 0.9 <= falseAlarms),
      };
    },
    /** That it answers the same. */
    check(known) {
      const side = { oneIn: 1 };
      const results = judgeMetrics(observe(known), { sides: { base: side, head: side } }, falseAlarms);
      const { fails, passes } = this.look(known);
      const same =
        fails === results.some(({ outcome }) => outcome === "fail") &&
        passes === results.every(({ outcome }) => outcome === "pass");
      if (!same) throw new Error(`the bench judges otherwise than promptctl: ${JSON.stringify(results)}`);
    },
  };
}

/** One test of one metric for one look, p < 0.05 on both sides, as if there were no other look. */
export function rankTest(unit, metric) {
  return {
    look(known) {
      if (isFew(known)) return { fails: false, passes: false };
      const { base, head } = distributions((unit === "runs" ? known.ofRuns : known.ofSessions)[metric]);
      return { fails: rankZ(base.values, head.values) > 1.959963985, passes: false };
    },
  };
}

export function kayentaStyle(options) {
  return {
    look(known, series) {
      if (isFew(known)) return { fails: false, passes: false };
      return { fails: kayenta(series(), options).verdict === "fail", passes: false };
    },
  };
}

/** The same for all: nobody answers before there are ten sessions and twenty runs on each side. */
function isFew({ sessions, runs }) {
  return Math.min(sessions.base, sessions.head) < 10 || Math.min(runs.base, runs.head) < standardMinRuns;
}
