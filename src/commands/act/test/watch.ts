import { join, relative, sep } from "node:path";
import { Failure } from "../../../core/failure.ts";
import type { KeptResult } from "../../../core/golden/results/kept.ts";
import type { Defined } from "../../../core/golden/results/definition.ts";
import { nameOf } from "../../../core/golden/task.ts";
import { findingBlocks } from "../../../report/findings.ts";
import { paragraph, type Report, toned } from "../../../report/report.ts";
import { answerOf, sayOutcome, tallyOf, type TestRun } from "../../../report/test/outcome.ts";
import { testReport } from "../../../report/test/report.ts";
import { ignoredPaths } from "../../../world/git/ignored.ts";
import { type FolderWatch, watchFolder } from "../../../world/watch.ts";
import type { World } from "../../../world/world.ts";
import { openProject, type Project } from "../../gather/project.ts";
import { chooseTasks } from "../../gather/test/choose.ts";
import type { TestFlags } from "../../gather/test/flags.ts";
import { openStage } from "../../gather/test/stage.ts";
import { touchesProgram } from "../../gather/test/program.ts";
import { resultsFolder } from "../../gather/test/store.ts";
import { subjectOf } from "../../gather/test/subject.ts";
import { readSuite } from "../../gather/test/suite.ts";
import { openPurse, type Purse } from "./purse.ts";
import { runChoice } from "./run.ts";

const skipped = new Set([".git", "node_modules", ".promptctl"]);

/**
 * Runs what is concerned whenever a file changes, until somebody says stop: tasks that mean something else, and
 * those of contracts that do; everything, where another file changed, which may be the agent's own.
 */
export async function watchTests(world: World, flags: TestFlags): Promise<Report> {
  const first = await openProject(world);
  const watch = await watchFolder(first.root, skipped, world.signal);
  const known = new Map<string, KeptResult>();
  let purse: Purse | null = null;
  let latest: TestRun | null = null;
  try {
    for (;;) {
      try {
        const project = await openProject(world);
        ({ purse, run: latest } = await runConcerned(world, project, flags, known, purse));
        show(world, latest, flags.maxSpend !== null && purse.closed() !== null);
      } catch (error) {
        if (!(error instanceof Failure) || error.kind === "stopped") throw error;
        const said = [...findingBlocks(error.findings), paragraph(toned("bad", error.message))];
        world.terminal.show([...said, ...(error.hint === null ? [] : [paragraph(error.hint)])]);
      }
      world.terminal.progress("\nwatching; Ctrl-C ends it");
      const changed = await nextChange(watch, first);
      if (changed === null) break;
      const paths = changed.map((path) => relative(first.root, path).split(sep).join("/"));
      if (touchesProgram(paths, first.config)) known.clear();
    }
  } catch (error) {
    if (!world.signal.aborted) throw error;
  } finally {
    watch.close();
  }
  const nothing: TestRun = {
    results: [],
    wanted: 0,
    end: "interrupted",
    shard: null,
    again: [],
    retried: 0,
    unsaid: [],
    spent: 0,
    compared: null,
  };
  const run = { ...(latest ?? nothing), end: "interrupted" as const };
  const report = testReport({ ...run, reused: 0, path: null, evidence: [], unsaved: null });
  return { ...report, verdict: `watched until now: ${sayOutcome({ ...run, end: "finished" }, tallyOf(run))}` };
}

/** What git ignores is written by programs, also by the one that is tested: to run it again would never end. */
async function nextChange(watch: FolderWatch, { repository }: Project): Promise<readonly string[] | null> {
  for (;;) {
    const paths = await watch.next();
    if (paths === null || repository === null) return paths === null ? null : [...paths];
    const ignored = await ignoredPaths(repository, [...paths]);
    const left = [...paths].filter((path) => !ignored.has(path));
    if (left.length > 0) return left;
  }
}

async function runConcerned(
  world: World,
  project: Project,
  flags: TestFlags,
  known: Map<string, KeptResult>,
  before: Purse | null,
): Promise<{ readonly purse: Purse; readonly run: TestRun }> {
  const subject = await subjectOf(world, project, null, flags.contracts);
  const suite = await readSuite(project, subject, flags.contracts);
  const choice = await chooseTasks(world, project, suite, { ...flags, noneIsFine: true });
  const stage = await openStage(world, project, flags, subject, null);
  const purse = before ?? openPurse(flags.maxSpend);
  const concerned = choice.tasks.filter((one) => !isKnown(one, known.get(nameOf(one.task))));
  const named = { ...flags, results: join(resultsFolder(project), "watch.jsonl") };
  const run = await runChoice(world, project, {
    suite,
    choice: { ...choice, tasks: concerned },
    stage,
    flags: named,
    purse,
    before: null,
  });
  for (const result of run.results) known.set(nameOf(result), result);
  const results = choice.tasks.flatMap(({ task }) => known.get(nameOf(task)) ?? []);
  return { purse, run: { ...run, results, wanted: choice.tasks.length } };
}

function isKnown({ definition, bundle }: Defined, result: KeptResult | undefined): boolean {
  return result?.definition === definition && result.bundle === bundle && result.outcome !== "unmeasured";
}

function show({ terminal }: World, run: TestRun, isSpent: boolean): void {
  const tally = tallyOf(run);
  const { blocks } = testReport({ ...run, reused: 0, path: null, evidence: [], unsaved: null });
  const tone = { yes: "good", no: "bad", unknown: "warn", stopped: "warn" } as const;
  const verdict = paragraph(toned(tone[answerOf(run, tally)], sayOutcome(run, tally)));
  const spent = isSpent ? [paragraph("nothing more is run: --max-spend-usd is reached")] : [];
  terminal.show([...blocks, verdict, ...spent]);
}
