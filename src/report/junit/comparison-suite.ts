import type { Answered } from "../../core/regression/answer.ts";
import { type ComparedSides, isComparable } from "../../core/regression/compare-sides.ts";
import { textOf } from "../report.ts";
import { metricNames, sayChance, sayChange, sayVerdict, sideTexts } from "../test/comparison-words.ts";
import { properties, type Suite } from "./suite.ts";
import { type Element, element } from "./xml.ts";

/** A test for each metric over all tasks that decides, and one for each regression of a single task. */
export function comparisonSuite(compared: ComparedSides): readonly Suite[] {
  const worse = compared.tasks.filter(isWorse);
  const overall = compared.overall.filter(({ decides }) => decides);
  const cases = [
    ...overall.map((one) => caseOf(one, "over all tasks")),
    ...worse.map((one) => caseOf(one, `in ${one.task}`)),
    ...(isComparable(compared) ? [] : [nothingToCompare]),
  ];
  if (cases.length === 0) return [];
  const failures = overall.filter(isWorse).length + worse.length;
  const counts = { tests: cases.length, failures, errors: isComparable(compared) ? 0 : 1, skipped: 0 };
  return [{ said: element("testsuite", { name: suite, ...counts }, cases), counts }];
}

const suite = "base against head";

function isWorse({ comparison, decides }: Answered): boolean {
  return decides && comparison.verdict === "regression";
}

function caseOf(one: Answered, where: string): Element {
  const { metric, comparison, decides } = one;
  const [base, head] = sideTexts(one);
  const said = textOf(sayVerdict(comparison, decides));
  const change = sayChange(comparison);
  const message = `${metricNames[metric]} ${where}: base ${base}; head ${head}${change === "" ? "" : ` (${change})`}, ${sayChance(comparison)}`;
  return element("testcase", { name: `${metricNames[metric]} ${where}`, classname: suite }, [
    properties([
      ["verdict", comparison.verdict],
      ["base", base],
      ["head", head],
      ["p", String(Number(comparison.p.toPrecision(6)))],
      ["effect", String(Number(comparison.effect.toPrecision(6)))],
      ["test", `${comparison.test}, ${comparison.method}`],
    ]),
    ...(isWorse(one) ? [element("failure", { message, type: "regression" }, said)] : []),
  ]);
}

const nothingToCompare = element("testcase", { name: "anything to compare", classname: suite }, [
  element("error", { message: "nothing can be compared: no task asks the same of both sides", type: "not comparable" }),
]);
