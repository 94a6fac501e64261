import { resolve } from "node:path";
import type { ResultsHeader } from "../core/golden/results/file.ts";
import type { Report } from "../report/report.ts";
import { fullReport } from "../report/test/full-report.ts";
import { listReport } from "../report/test/list.ts";
import { sayGone } from "../report/test/progress.ts";
import type { TestReport } from "../report/test/report.ts";
import { runSparingly } from "../world/engine.ts";
import type { World } from "../world/world.ts";
import { keepEvidence, type KeptEvidence, type Made } from "./act/test/keep-evidence.ts";
import { openPurse } from "./act/test/purse.ts";
import { runChoice } from "./act/test/run.ts";
import { openProject, type Project, repositoryIn } from "./gather/project.ts";
import type { Before } from "./gather/test/before.ts";
import { chooseTasks } from "./gather/test/choose.ts";
import { readFlags, type TestFlags, type TestInput } from "./gather/test/flags.ts";
import { refuseCommittedMemory } from "./gather/test/memory.ts";
import { openStage } from "./gather/test/stage.ts";
import { subjectOf } from "./gather/test/subject.ts";
import { readSuite, type Suite } from "./gather/test/suite.ts";
import { transcriptsIn } from "./gather/test/transcripts.ts";

export async function test(input: TestInput, world: World): Promise<Report> {
  const flags = readFlags(input);
  runSparingly("compiling", "room", "heap");
  if (flags.watch) return (await import("./act/test/watch.ts")).watchTests(world, flags);
  const project = await openProject(world);
  if (flags.save) repositoryIn(project);
  if (flags.base !== null || flags.resume || flags.failed)
    await refuseCommittedMemory(world, project, flags.resume ? flags.results : null);
  const subject = await subjectOf(world, project, flags.bundle, flags.contracts);
  if (subject.name !== null) world.terminal.progress(`golden tasks of today, with the bundles of ${subject.name}`);
  const here = await readSuite(project, subject, flags.contracts);
  if (flags.merge.length > 0) return mergeParts(world, project, here, flags);
  const { before, suite } = await besideBase(world, project, here, flags);
  const choice = await chooseTasks(world, project, suite, flags);
  if (flags.list || choice.tasks.length === 0) return listReport(choice.tasks, choice.none);

  const stage = await openStage(world, project, flags, subject, before);
  const purse = openPurse(flags.maxSpend);
  const run = await runChoice(world, project, { suite, choice, stage, flags, purse, before });

  const kept = await evidenceIn(world, project, here, flags, {
    run,
    header: { ...choice, runner: stage.head.agent.name, mode: stage.head.agent.mode },
  });
  const { name: runner, mode } = stage.head.agent;
  return toldWith(world, project, { ...run, ...kept }, { runner, mode, base: before?.name ?? null }, [run.path]);
}

/** With a base every task is asked of both, and what the base has and this has not is asked here too. */
async function besideBase(
  world: World,
  project: Project,
  suite: Suite,
  flags: TestFlags,
): Promise<{ readonly before: Before | null; readonly suite: Suite }> {
  if (flags.base === null) return { before: null, suite };
  const { goneSince, readBefore, suiteBeside } = await import("./gather/test/before.ts");
  const before = await readBefore(world, project, flags.base, flags);
  const gone = flags.contracts.length > 0 || flags.bundle !== null ? [] : goneSince(suite, before);
  if (gone.length > 0) world.terminal.progress(sayGone(gone, before.name));
  return { before, suite: suiteBeside(suite, before) };
}

/** The parts of a run that was divided, as one. */
async function mergeParts(world: World, project: Project, suite: Suite, flags: TestFlags): Promise<Report> {
  const { mergeFiles } = await import("./act/test/merge.ts");
  const run = await mergeFiles(world, suite, flags.merge);
  const kept = await evidenceIn(world, project, suite, flags, { run, header: run.header });
  return toldWith(world, project, { ...run, ...kept, reused: 0, path: null }, run.header, flags.merge);
}

/** The whole of it; transcripts are read from disk, and only if somebody wants a page. */
function toldWith(
  world: World,
  { prefix: root }: Project,
  report: TestReport,
  { runner, mode, base }: Pick<ResultsHeader, "runner" | "mode" | "base">,
  files: readonly string[],
): Report {
  const paths = files.map((file) => resolve(world.cwd, file));
  return fullReport({ ...report, runner, mode, base, root, files, transcripts: () => transcriptsIn(paths) });
}

/** Stored only where that was asked for. */
async function evidenceIn(
  world: World,
  project: Project,
  suite: Suite,
  { save }: TestFlags,
  made: Made,
): Promise<KeptEvidence> {
  return save ? keepEvidence(world, project, suite, made) : { evidence: [], unsaved: null };
}
