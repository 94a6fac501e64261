import { promptId } from "../../core/bundle/digest.ts";
import type { KeptJudged, KeptResult, KeptTrial } from "../../core/golden/results/kept.ts";
import { groupBy } from "../../core/group.ts";
import { count } from "../../core/text.ts";
import type { Tested } from "../test/tested.ts";
import { type Element, element } from "./xml.ts";

/** A suite for each contract, a test for each task: what was not measured is an error and never a failure. */
export function suitesOf(tested: Tested, verdict: string): Element {
  const { results, wanted } = tested;
  const left = wanted - results.length;
  const groups = groupBy(results, ({ contract }) => contract);
  const total = countsOf(results);
  return element(
    "testsuites",
    {
      name: "promptctl test",
      ...total,
      tests: total.tests + (left > 0 ? 1 : 0),
      errors: total.errors + (left > 0 ? 1 : 0),
    },
    [...groups.map((group) => suiteOf(group, tested)), ...(left > 0 ? [notRun(left, verdict)] : [])],
  );
}

function suiteOf(results: readonly KeptResult[], { runner, mode, base }: Tested): Element {
  const [first] = results;
  const name = first?.contract ?? "";
  return element("testsuite", { name, ...countsOf(results) }, [
    properties([
      ["runner", runner],
      ["mode", mode],
      ["base", base],
      ["prompt_id", first === undefined ? null : promptId(name, first.bundle)],
      ["bundle", first?.bundle ?? null],
    ]),
    ...results.map(caseOf),
  ]);
}

function caseOf(result: KeptResult): Element {
  const { contract, id, place, incident, tags, runs, trials, quarantine, bundle } = result;
  const attributes = { name: id, classname: contract, time: timeOf([result]), file: place.file, line: place.line };
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
    ]),
    ...outcomeOf(result),
  ]);
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
function notRun(left: number, verdict: string): Element {
  const name = `${count(left, "golden task")} not run`;
  return element("testsuite", { name: "promptctl test", tests: 1, failures: 0, errors: 1, skipped: 0 }, [
    element("testcase", { name, classname: "promptctl" }, [element("error", { message: verdict, type: "not run" })]),
  ]);
}

function countsOf(results: readonly KeptResult[]) {
  const number = (kind: ReturnType<typeof kindOf>): number =>
    results.filter((result) => kindOf(result) === kind).length;
  return {
    tests: results.length,
    failures: number("failure"),
    errors: number("error"),
    skipped: number("skipped"),
    time: timeOf(results),
  };
}

/** Seconds of the agent, as far as they were measured. */
function timeOf(results: readonly KeptResult[]): string {
  const seconds = results.flatMap(({ trials }) =>
    trials.map((trial) => (trial.kind === "judged" ? (trial.seconds ?? 0) : 0)),
  );
  return seconds.reduce((sum, one) => sum + one, 0).toFixed(3);
}

type Property = readonly [name: string, value: string | null];

function properties(all: readonly Property[]): Element {
  return element(
    "properties",
    {},
    all.flatMap(([name, value]) => (value === null ? [] : [element("property", { name, value })])),
  );
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*[\r\n]+\s*/g, " ");
}
