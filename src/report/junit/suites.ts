import { promptId } from "../../core/bundle/digest.ts";
import { idOfResult } from "../../core/golden/results/definition.ts";
import type { KeptJudged, KeptResult, KeptTrial } from "../../core/golden/results/kept.ts";
import { groupBy } from "../../core/group.ts";
import { metrics } from "../../core/regression/metrics.ts";
import { summaryOf } from "../../core/statistics/summary.ts";
import { count } from "../../core/text.ts";
import type { Tested } from "../test/tested.ts";
import { weakenedBy } from "../test/standing.ts";
import { comparisonSuite } from "./comparison-suite.ts";
import { type Counts, properties, type Property, type Suite } from "./suite.ts";
import { type Element, element } from "./xml.ts";

/**
 * A suite for each contract, a test for each task: what was not measured is an error and never a failure. What got worse
 * beside a base is a test too, so that who reads only this sees a failure or an error wherever the answer is not yes.
 */
export function suitesOf(tested: Tested, verdict: string): Element {
  const { results, wanted, compared } = tested;
  const left = wanted - results.length;
  const groups = groupBy(results, ({ contract }) => contract);
  const suites = [
    ...groups.map((group) => suiteOf(group, tested)),
    ...(compared === null ? [] : comparisonSuite(compared)),
    ...(left > 0 ? [notRun(left, verdict)] : []),
  ];
  const counts = suites.map(({ counts: one }) => one);
  const sum = (of: (one: Counts) => number): number => counts.reduce((total, one) => total + of(one), 0);
  return element(
    "testsuites",
    {
      name: "promptctl test",
      tests: sum(({ tests }) => tests),
      failures: sum(({ failures }) => failures),
      errors: sum(({ errors }) => errors),
      skipped: sum(({ skipped }) => skipped),
      time: timeOf(results),
    },
    suites.map(({ said }) => said),
  );
}

function suiteOf(results: readonly KeptResult[], { runner, mode, base }: Tested): Suite {
  const [first] = results;
  const name = first?.contract ?? "";
  const counts = countsOf(results);
  const said = element("testsuite", { name, ...counts, time: timeOf(results) }, [
    properties([
      ["runner", runner],
      ["mode", mode],
      ["base", base],
      ["prompt_id", first === undefined ? null : promptId(name, first.bundle)],
      ["bundle", first?.bundle ?? null],
    ]),
    ...results.map(caseOf),
  ]);
  return { said, counts };
}

function caseOf(result: KeptResult): Element {
  const { contract, place, incident, tags, runs, trials, quarantine, bundle } = result;
  const attributes = {
    name: idOfResult(result),
    classname: contract,
    time: timeOf([result]),
    file: place.file,
    line: place.line,
  };
  return element("testcase", attributes, [
    properties([
      ["prompt_id", promptId(contract, bundle)],
      ["incident", incident],
      ...tags.map((tag): Property => ["tag", tag]),
      ["quarantine", quarantine],
      ...(runs === 1
        ? []
        : ([
            ["runs", String(trials.length)],
            ["runs_passed", String(trials.filter(isPass).length)],
          ] as const)),
      ...besideBase(result),
    ]),
    ...outcomeOf(result),
  ]);
}

/** How the task stands to the base, and what it used there and here: medians of its runs. */
function besideBase(result: KeptResult): readonly Property[] {
  const { standing, base } = result;
  if (standing === null) return [];
  const stands: readonly Property[] = [
    ["standing", standing.kind],
    ...weakenedBy(standing).map((why): Property => ["proves_less", why]),
  ];
  if (base === null) return stands;
  const used = metrics.flatMap(({ name, of }): readonly Property[] => {
    const median = (trials: readonly KeptTrial[]): string | null => {
      const amounts = trials.flatMap((trial) => (trial.kind === "judged" ? (of(trial) ?? []) : []));
      const { median: one } = summaryOf(amounts);
      return one === null ? null : String(Number(one.toPrecision(12)));
    };
    return [
      [`base_${name}`, median(base.trials)],
      [`head_${name}`, median(result.trials)],
    ];
  });
  return [
    ...stands,
    ["base_bundle", base.bundle],
    ["base_outcome", base.outcome],
    ["base_runs", String(base.trials.length)],
    ["base_runs_passed", String(base.trials.filter(isPass).length)],
    ...used,
  ];
}

function outcomeOf(result: KeptResult): readonly Element[] {
  const kind = kindOf(result);
  const [first = "", ...others] = told(result);
  switch (kind) {
    case "passed":
      return [];
    case "skipped":
      return [element("skipped", { message: `in quarantine: ${result.quarantine ?? ""}; ${oneLine(first)}` })];
    case "failure":
    case "error":
      return [element(kind, { message: oneLine(first), type: typeOf(result) }, [first, ...others].join("\n\n"))];
  }
}

/** What does not count is skipped, but only where it would have counted. */
function kindOf({ outcome, quarantine }: KeptResult): "passed" | "skipped" | "failure" | "error" {
  if (outcome === "passed") return "passed";
  if (quarantine !== null) return "skipped";
  return outcome === "failed" ? "failure" : "error";
}

/** Each check of each run that did not hold, and what could not be measured. */
function told({ runs, trials, outcome }: KeptResult): readonly string[] {
  return trials.flatMap((trial, at) => {
    const run = runs === 1 ? "" : `run ${at + 1}: `;
    if (trial.kind === "unmeasured")
      return outcome === "failed" && runs > 1
        ? []
        : [`${run}could not be measured: ${trial.why}${errorsOf(trial.stderr)}`];
    return failedIn(trial).map(
      ({ invariant, expected, got, turn }) =>
        `${run}${invariant}: expected ${expected}, got ${got}${turn === null ? "" : ` (in turn ${turn + 1})`}`,
    );
  });
}

function errorsOf(stderr: string | null): string {
  return stderr === null || stderr.trim() === "" ? "" : `\n${stderr.trimEnd()}`;
}

function typeOf({ outcome, trials }: KeptResult): string {
  if (outcome === "unmeasured") return "could not be measured";
  const failed = trials.flatMap((trial) => (trial.kind === "judged" ? failedIn(trial) : []));
  return failed[0]?.invariant ?? "failed";
}

function failedIn({ verdicts }: KeptJudged): KeptJudged["verdicts"] {
  return verdicts.filter(({ status }) => status === "fail");
}

function isPass(trial: KeptTrial): boolean {
  return trial.kind === "judged" && trial.passed;
}

/** What was interrupted must not look as if everything had been run. */
function notRun(left: number, verdict: string): Suite {
  const name = `${count(left, "golden task")} not run`;
  const counts = { tests: 1, failures: 0, errors: 1, skipped: 0 };
  const said = element("testsuite", { name: "promptctl test", ...counts }, [
    element("testcase", { name, classname: "promptctl" }, [element("error", { message: verdict, type: "not run" })]),
  ]);
  return { said, counts };
}

function countsOf(results: readonly KeptResult[]): Counts {
  const number = (kind: ReturnType<typeof kindOf>): number =>
    results.filter((result) => kindOf(result) === kind).length;
  return {
    tests: results.length,
    failures: number("failure"),
    errors: number("error"),
    skipped: number("skipped"),
  };
}

/** Seconds of the agent, as far as they were measured. */
function timeOf(results: readonly KeptResult[]): string {
  const seconds = results.flatMap(({ trials }) =>
    trials.map((trial) => (trial.kind === "judged" ? (trial.seconds ?? 0) : 0)),
  );
  return seconds.reduce((sum, one) => sum + one, 0).toFixed(3);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*[\r\n]+\s*/g, " ");
}
