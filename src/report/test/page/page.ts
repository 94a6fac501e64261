import type { KeptResult } from "../../../core/golden/results/kept.ts";
import { nameOfResult } from "../../../core/golden/results/definition.ts";
import { groupBy } from "../../../core/group.ts";
import { count, sayList, thousands } from "../../../core/text.ts";
import { type Markup, markup } from "../../html/markup.ts";
import { type Part, sayParts, sayWays } from "../../html/parts.ts";
import { verdictOf } from "../../html/verdict.ts";
import type { Report } from "../../report.ts";
import type { Tested } from "../tested.ts";
import { sayCompared } from "./compared.ts";
import { sayFacts, sayTally } from "./facts.ts";
import { gatherRuns, room } from "./gather-runs.ts";
import { sayFolded, sayTask, type TaskItem } from "./task-item.ts";
import { sayTasks } from "./task-rows.ts";
import { sayWorse, worseIn } from "./worse.ts";

/** So many tasks are told in full, and so many are listed: a longer page is one that nobody reads. */
const told = 500;
const listed = 5_000;

/** Golden tasks as a page: the verdict, what failed, what is not known, and then every task with its runs. */
export async function sayTested(report: Report, tested: Tested): Promise<Markup> {
  const runs = await gatherRuns(tested);
  const answers = groupBy(tested.compared?.tasks ?? [], ({ task }) => task);
  const answersOf = new Map(answers.map((group) => [group[0]?.task ?? "", group]));
  const items = tested.results.map((result, at): TaskItem => {
    const name = nameOfResult(result);
    return { result, anchor: `task-${at + 1}`, runs: runs.get(name) ?? null, answers: answersOf.get(name) ?? [] };
  });
  const parts = partsOf(items, tested);
  return markup`${verdictOf(report, [sayTally(tested), sayFacts(tested)])} ${sayWays(parts)}
    ${sayParts(parts)}
    <footer>${sayLeftOut(tested, items)}</footer>`;
}

function partsOf(items: readonly TaskItem[], { compared, base }: Tested): readonly Part[] {
  const counted = items.filter(({ result }) => result.quarantine === null);
  const failed = counted.filter(({ result }) => result.outcome === "failed");
  const unmeasured = counted.filter(({ result }) => result.outcome === "unmeasured");
  const quarantined = items.filter(({ result }) => result.quarantine !== null);
  const passed = counted.filter(({ result, runs }) => result.outcome === "passed" && isWorthTelling(result, runs));
  const first = [...failed, ...unmeasured, ...quarantined, ...passed];
  const anchored = new Set([...[failed, unmeasured, quarantined].flatMap((part) => part.slice(0, told)), ...passed]);
  const rows = [...new Set([...first, ...items])]
    .slice(0, listed)
    .map((item) => ({ ...item, anchor: anchored.has(item) ? item.anchor : null }));
  const worse = compared === null ? [] : worseIn(compared, items, anchored);
  const parts: readonly Part[] = [
    { anchor: "failed", title: "Failed", number: failed.length, body: inFull(failed) },
    { anchor: "worse", title: "Worse than the base", number: worse.length, body: sayWorse(worse) },
    { anchor: "unmeasured", title: "Could not be measured", number: unmeasured.length, body: byReason(unmeasured) },
    { anchor: "quarantine", title: "In quarantine", number: quarantined.length, body: inFull(quarantined) },
    {
      anchor: "compared",
      title: "Base against head",
      number: compared === null ? 0 : null,
      body: compared === null ? [] : sayCompared(compared, items, base),
    },
    {
      anchor: "tasks",
      title: "Every task",
      number: items.length,
      body: [...sayTasks(rows), ...more(items.length - rows.length, "task", "is", "are")],
    },
    { anchor: "passed", title: "Passed, run by run", number: passed.length, body: passed.map(sayFolded) },
  ];
  return parts.filter(({ number }) => number !== 0);
}

function isWorthTelling({ trials }: KeptResult, runs: Markup | null): boolean {
  return runs !== null || trials.length > 1;
}

function inFull(items: readonly TaskItem[]): readonly Markup[] {
  return [...items.slice(0, told).map(sayTask), ...more(items.length - told, "task", "is", "are")];
}

/** One reason often stops many: it is said once. */
function byReason(items: readonly TaskItem[]): readonly Markup[] {
  const groups = groupBy(items.slice(0, told), ({ result }) => whyOf(result));
  return [
    ...groups.map((group) => {
      const [first] = group;
      if (group.length === 1 || first === undefined) return markup`${group.map(sayTask)}`;
      return markup`<p class="text"><span class="warn">? ${count(group.length, "task")}:</span> ${whyOf(first.result)}</p>
        <details class="run">
          <summary>The ${thousands(group.length)} tasks</summary>
          ${group.map(sayTask)}
        </details>`;
    }),
    ...more(items.length - told, "task", "is", "are"),
  ];
}

function whyOf({ trials }: KeptResult): string {
  for (const trial of trials) if (trial.kind === "unmeasured") return trial.why;
  return "";
}

function more(number: number, noun: string, one: string, many: string): readonly Markup[] {
  if (number <= 0) return [];
  return [markup`<p class="dim">${count(number, `more ${noun}`)} ${number === 1 ? one : many} not on this page.</p>`];
}

const megabytes = (room.told + room.passed) / 1_000_000;

/** A page that left something out says so, and where it is. */
function sayLeftOut({ files }: Tested, items: readonly TaskItem[]): Markup {
  const without = items.filter(({ runs }) => runs === null).length;
  const where = files.length === 0 ? null : markup`<p>Every run with its whole transcript: ${sayList(files)}</p>`;
  return markup`${where}${without === 0 ? null : markup`<p>The transcripts of ${count(without, "task")} are not on this page, which has room for ${thousands(megabytes)} MB of them.</p>`}`;
}
