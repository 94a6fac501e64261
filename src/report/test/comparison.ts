import { type Answered, falseAlarms } from "../../core/regression/answer.ts";
import { type ComparedSides, isAsked, isComparable } from "../../core/regression/compare-sides.ts";
import { usuallyTolerated } from "../../core/regression/questions.ts";
import type { KeptResult } from "../../core/golden/results/kept.ts";
import type { Standing } from "../../core/golden/results/standing.ts";
import { nameOf } from "../../core/golden/task.ts";
import type { Estimate } from "../../core/statistics/tally.ts";
import type { Summary } from "../../core/statistics/summary.ts";
import { count, sayList, someOf, thousands } from "../../core/text.ts";
import { type Block, type Cell, heading, paragraph, table, toned } from "../report.ts";
import { sayDollars } from "./outcome.ts";
import { percent, sayEstimate } from "./rates.ts";

/** What the base does beside this: over all tasks, then single tasks, then what could not be compared. */
export function comparisonBlocks(compared: ComparedSides, results: readonly KeptResult[]): readonly Block[] {
  const { overall, tasks } = compared;
  const told = tasks.filter(({ comparison: { verdict } }) => verdict === "regression" || verdict === "improvement");
  return [
    ...(overall.length === 0 ? [] : [heading(`beside ${compared.base}`), overallTable(compared)]),
    ...(told.length === 0
      ? []
      : [
          table(
            ["task", "of its runs", "base", "head", "change", "verdict"],
            told.slice(0, shown).map(({ task, ...one }) => [task, ...overallRow(one)]),
          ),
          ...(told.length > shown ? [paragraph(`and ${count(told.length - shown, "more difference")}`)] : []),
        ]),
    ...standingNotes(compared, results),
    ...limitNotes(compared),
  ];
}

/** `tokens 6,920 → 13,820 (+91 %)` */
export function sayAnswered({ metric, comparison }: Pick<Answered, "metric" | "comparison">): string {
  const [base, head] = sideTexts({ metric, comparison });
  const change = sayChange(comparison);
  return `${metricNames[metric]} ${base} → ${head}${change === "" ? "" : ` (${change})`}`;
}

export function overallTable({ overall }: ComparedSides): Block {
  return table(["over all tasks", "base", "head", "change", "verdict"], overall.map(overallRow));
}

/** More rows than that are for the page. */
const shown = 20;

function overallRow({ metric, comparison, decides }: Answered): readonly Cell[] {
  const [base, head] = sideTexts({ metric, comparison });
  return [metricNames[metric], base, head, sayChange(comparison), sayVerdict(comparison, decides)];
}

export const metricNames: Readonly<Record<Answered["metric"], string>> = {
  success: "passes",
  tokens: "tokens",
  tool_calls: "tool calls",
  spend_usd: "spend",
  seconds: "seconds",
};

/** What a side comes to: one number, and how far it can be trusted or what it reaches; `""` where that is not known. */
export interface SideSaid {
  readonly number: string;
  readonly range: string;
}

export function sidesIn(
  metric: Answered["metric"],
  comparison: Answered["comparison"],
): readonly [base: SideSaid, head: SideSaid] {
  if (comparison.kind === "outcomes") return [shareOf(comparison.base), shareOf(comparison.head)];
  return [saySummary(metric, comparison.base), saySummary(metric, comparison.head)];
}

/** Each side on one line. */
export function sideTexts({ metric, comparison }: Pick<Answered, "metric" | "comparison">): readonly [string, string] {
  if (comparison.kind === "outcomes") return [sayEstimate(comparison.base), sayEstimate(comparison.head)];
  const [base, head] = sidesIn(metric, comparison);
  return [onOneLine(base), onOneLine(head)];
}

function onOneLine({ number, range }: SideSaid): string {
  return range === "" ? number : `${number}, ${range}`;
}

function shareOf(share: Estimate): SideSaid {
  if (share.estimate === null) return { number: sayEstimate(share), range: "" };
  return { number: `${percent(share.estimate)} %`, range: `${percent(share.low)}–${percent(share.high)} %` };
}

function saySummary(metric: Answered["metric"], { median, p95 }: Summary): SideSaid {
  if (median === null) return { number: "–", range: "" };
  return { number: sayAmount(metric, median), range: p95 === null ? "" : `p95 ${sayAmount(metric, p95)}` };
}

export function sayAmount(metric: Answered["metric"], amount: number): string {
  return metric === "spend_usd" ? sayDollars(amount) : thousands(Number(amount.toPrecision(4)));
}

export function sayChange(comparison: Answered["comparison"]): string {
  if (comparison.kind === "outcomes" || comparison.ratio === null) return "";
  const change = Math.round((comparison.ratio - 1) * 100);
  return change === 0 ? "none" : `${change > 0 ? "+" : "−"}${Math.abs(change)} %`;
}

export function sayVerdict({ verdict, p, effect, enough }: Answered["comparison"], decides: boolean): Cell {
  const shownBy = `(${sayChance({ p, effect })})`;
  switch (verdict) {
    case "regression":
      return decides ? toned("bad", `WORSE ${shownBy}`) : toned("warn", `more ${shownBy}; does not decide`);
    case "improvement":
      return toned("good", `better ${shownBy}`);
    case "no difference shown":
      return toned("dim", `no difference shown ${shownBy}`);
    case "too few samples":
      return toned("dim", `too few for a verdict: ${thousands(enough)} would do`);
  }
}

/** `p < 0.001, effect +0.81` */
export function sayChance({ p, effect }: Pick<Answered["comparison"], "p" | "effect">): string {
  return `p ${p < 0.001 ? "< 0.001" : p.toFixed(3)}, effect ${sayEffect(effect)}`;
}

/** From −1, all of head is below base, to +1, all of it is above. */
function sayEffect(effect: number): string {
  const said = Math.abs(effect).toFixed(2);
  return said === "0.00" ? "0" : `${effect > 0 ? "+" : "−"}${said}`;
}

/** What decides, and what could not be said. */
export function limitNotes(compared: ComparedSides): readonly Block[] {
  const { unmeasured, tooFew, overall, since } = compared;
  return [
    ...(overall.length === 0 ? [] : [paragraph(toned("dim", whatDecides))]),
    ...(unmeasured.tasks.length === 0
      ? []
      : [
          paragraph(
            toned(
              "warn",
              `the base could not be measured in ${count(unmeasured.tasks.length, "task")} (${someOf(unmeasured.tasks)}): ${unmeasured.why.slice(0, 3).join("; ")}. Where its program cannot run as it was committed, --same-runner asks the base with the runner of here.`,
            ),
          ),
        ]),
    ...(since === null
      ? []
      : [
          paragraph(
            toned(
              "dim",
              `runs of the base were taken over from earlier, the oldest of ${since.slice(0, 10)}: .promptctl/base holds them`,
            ),
          ),
        ]),
    ...(tooFew === 0 || compared.compared === 0
      ? []
      : [
          paragraph(
            toned(
              "dim",
              `${count(tooFew, "task")} ran too seldom for a verdict of ${tooFew === 1 ? "its" : "their"} own: \`repeat\` runs a task more often`,
            ),
          ),
        ]),
    ...(isComparable(compared) ? [] : [paragraph(toned("warn", `nothing can be compared: ${whyNothing(compared)}`))]),
  ];
}

function whyNothing(compared: ComparedSides): string {
  return isAsked(compared) ? "no task that counts was measured on both sides" : "no task asks the same of both sides";
}

const whatDecides =
  `Each task counts once, by the median of its runs; the change is the median of the changes of all tasks. Worse is what is shown to be more than ${usuallyTolerated.replace("%", " %")} above the base, or than max_increase of a ` +
  `task says (one that is new or higher counts once the base has it); where nothing changed, chance says so in ${falseAlarms * 100} of 100 runs at most.`;

/** Tasks that were not compared, and those of the base that were. */
function standingNotes({ standings: { same } }: ComparedSides, results: readonly KeptResult[]): readonly Block[] {
  const of = (kind: Standing["kind"]): readonly string[] =>
    results.flatMap((one) => (one.standing?.kind === kind ? [nameOf(one)] : []));
  const [added, changed, removed, weakened] = [of("added"), of("changed"), of("removed"), of("weakened")];
  const aside = [
    ...(same > 0 ? [`${count(same, "task")} of contracts that are what they were`] : []),
    ...(added.length > 0 ? [count(added.length, "new task")] : []),
    ...(changed.length > 0 ? [saySome(changed, ["asks something else now", "ask something else now"])] : []),
  ];
  const former = [
    ...(removed.length > 0 ? [saySome(removed, ["is gone here", "are gone here"])] : []),
    ...(weakened.length > 0 ? [saySome(weakened, ["proves less here", "prove less here"])] : []),
  ];
  const said = `run as the base has them: ${sayList(former)}. ${ofItsOwn}`;
  return [
    ...(aside.length === 0 ? [] : [paragraph(toned("dim", `not compared: ${sayList(aside)}`))]),
    ...(former.length === 0 ? [] : [paragraph(toned("warn", said))]),
  ];
}

/** `2 tasks that ask something else now (support/a and support/b)` */
function saySome(tasks: readonly string[], [one, several]: readonly [one: string, several: string]): string {
  return `${count(tasks.length, "task")} that ${tasks.length === 1 ? one : several} (${someOf(tasks)})`;
}

export const ofItsOwn = "A task is taken out, or made to prove less, in a change of its own.";
