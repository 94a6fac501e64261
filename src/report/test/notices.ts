import type { KeptJudged, KeptResult } from "../../core/golden/results/kept.ts";
import { nameOfResult } from "../../core/golden/results/definition.ts";
import { type ComparedSides, regressionsIn } from "../../core/regression/compare-sides.ts";
import { groupBy } from "../../core/group.ts";
import { count, sayList, someOf } from "../../core/text.ts";
import type { Notice } from "../report.ts";
import { sayAnswered } from "./comparison-words.ts";
import { whyOf } from "./failures.ts";

/** What did not pass, at the lines of its tasks: a task is a rule, and a reason that stops many is told once. */
export function testNotices(results: readonly KeptResult[], compared: ComparedSides | null = null): readonly Notice[] {
  const failed = results.filter(({ outcome }) => outcome === "failed");
  const unmeasured = results.filter(({ outcome }) => outcome === "unmeasured");
  return [
    ...failed.map((result) => notice(result, "error", sayVerdicts(result))),
    ...groupBy(unmeasured, (result) => whyOf(result)?.why ?? "").flatMap((group) => {
      const [first] = group;
      return first === undefined ? [] : [notice(first, "warning", sayUnmeasured(group, whyOf(first)?.why ?? ""))];
    }),
    ...(compared === null ? [] : regressionNotices(results, compared)),
  ];
}

/** What got worse in one task stands at its line; what did over all of them, nowhere. */
function regressionNotices(results: readonly KeptResult[], compared: ComparedSides): readonly Notice[] {
  const byName = new Map(results.map((result) => [nameOfResult(result), result]));
  const groups = groupBy(regressionsIn(compared), ({ task }) => task ?? "");
  return groups.map((group): Notice => {
    const task = group[0]?.task ?? null;
    return {
      rule: task ?? "all golden tasks",
      level: "error",
      message: `worse than ${compared.base}: ${sayList(group.map(sayAnswered))}`,
      advice: null,
      place: (task === null ? undefined : byName.get(task))?.place ?? null,
      fingerprint: null,
      help: null,
    };
  });
}

/** What is in quarantine is listed, and does not count. */
function notice(result: KeptResult, level: "error" | "warning", message: string): Notice {
  const { place, quarantine } = result;
  return {
    rule: nameOfResult(result),
    level: quarantine === null ? level : "note",
    message,
    advice: null,
    place,
    fingerprint: null,
    help: null,
  };
}

function sayVerdicts({ trials }: KeptResult): string {
  const trial = trials.find((one): one is KeptJudged => one.kind === "judged" && !one.passed);
  return (trial?.verdicts ?? [])
    .filter(({ status }) => status === "fail")
    .map(({ invariant, expected, got }) => `${invariant}: expected ${expected}, got ${got}`)
    .join("\n");
}

function sayUnmeasured(results: readonly KeptResult[], why: string): string {
  const names = results.length === 1 ? "" : `${count(results.length, "task")} (${someOf(results.map(nameOfResult))}) `;
  return `${names}could not be measured: ${why}`;
}
