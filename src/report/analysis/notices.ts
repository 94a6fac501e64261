import type { Analysis } from "../../core/analysis/comparison.ts";
import type { Notice } from "../report.ts";
import { nounOf } from "./compared.ts";
import { sayExcess } from "./excesses.ts";
import { sayResult } from "./found.ts";
import { sayMetric, short } from "../../core/analysis/words.ts";
import { worstFirst } from "./worst-first.ts";

/** What a CI should mark: no line of a file is to blame. */
export function metricNotices(analysis: Analysis): readonly Notice[] {
  const metrics = worstFirst(analysis).filter(({ outcome }) => outcome === "fail" || outcome === "error");
  return [
    ...metrics.map((result) => {
      const level = result.outcome === "fail" && result.critical ? "error" : "warning";
      return notice(sayMetric(result.name), level, sayResult(result, nounOf(analysis)));
    }),
    ...analysis.excesses.map((excess) =>
      notice(short(excess.limit), "error", `over a limit: ${sayExcess(excess)}: ${short(excess.says, 300)}`),
    ),
  ];
}

function notice(rule: string, level: Notice["level"], message: string): Notice {
  return { rule, level, message, advice: null, place: null, fingerprint: null, help: null };
}
