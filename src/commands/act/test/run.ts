import { availableParallelism } from "node:os";
import type { AgentMode } from "../../../agents/agent.ts";
import type { Bundle } from "../../../core/bundle/bundle.ts";
import { type Defined, nameOfResult, keyOfDefined } from "../../../core/golden/results/definition.ts";
import type { ResultsHeader, RunEnd } from "../../../core/golden/results/file.ts";
import type { KeptResult } from "../../../core/golden/results/kept.ts";
import { type ComparedSides, compareSides, isAsked } from "../../../core/regression/compare-sides.ts";
import { count } from "../../../core/text.ts";
import type { TestRun } from "../../../report/test/outcome.ts";
import type { World } from "../../../world/world.ts";
import type { Before } from "../../gather/test/before.ts";
import type { Cast } from "../../gather/test/cast.ts";
import type { Choice } from "../../gather/test/choose.ts";
import type { TestFlags } from "../../gather/test/flags.ts";
import type { Project } from "../../gather/project.ts";
import { type Earlier, noEarlier, resumable } from "../../gather/test/resume.ts";
import type { Stage } from "../../gather/test/stage.ts";
import type { Suite } from "../../gather/test/suite.ts";
import { patiently } from "./patient.ts";
import type { Purse } from "./purse.ts";
import { noteFailed, openResults } from "./results.ts";
import type { Players } from "./run-task.ts";
import { runTasks } from "./run-tasks.ts";
import { watchProgress } from "./show-progress.ts";

/** A run that was made here, as far as it came. */
export interface Ran extends TestRun {
  readonly reused: number;
  readonly path: string;
}

/** Everything that a run needs. */
export interface Staged {
  readonly suite: Suite;
  readonly choice: Choice;
  readonly stage: Stage;
  readonly flags: TestFlags;
  readonly purse: Purse;
  readonly before: Before | null;
}

/**
 * Runs what was chosen. What is done is on disk at once, so that an interruption loses only what was running.
 *
 * @throws Failure what an agent throws, and WRITE_FAILED
 */
export async function runChoice(
  world: World,
  project: Project,
  { suite, choice, stage, flags, purse, before }: Staged,
): Promise<Ran> {
  const { tasks, shard } = choice;
  const { agent } = stage.head;
  const bundles = new Map(suite.built.map(({ bundle }) => [bundle.contract.name, bundle]));
  const header = headerOf(choice, stage, bundles, before);
  const earlier = flags.resume ? await resumable(world, project, header, tasks, flags.results) : noEarlier;
  const file = await openResults(world, project, header, flags.results);
  const results = await takeOver(earlier, file.copy);
  const left = tasks.filter((one) => !results.has(keyOfDefined(one)));
  world.terminal.progress(sayStart(left.length, results.size, { agent: agent.name, base: before?.name ?? null }));

  const progress = watchProgress(world, { wanted: tasks.length, reused: results.size, purse });
  const players = ({ agent: one, judge, judged }: Cast): Players => ({
    ask: patiently(one, world),
    judge,
    pay: purse.payer({ agent: one.mode, judge: judged }),
  });
  let end: RunEnd | null = null;
  try {
    end = await runTasks(left, bundles, {
      jobs: flags.jobs ?? jobsFor(agent.mode),
      signal: world.signal,
      head: players(stage.head),
      ofBase: players(stage.ofBase),
      base: stage.base === null ? null : players(stage.base),
      closed: purse.closed,
      done: (result, runs, baseRuns) => {
        file.add(result, runs, baseRuns);
        results.set(nameOfResult(result), result);
        progress.done(result);
      },
    });
  } finally {
    progress.end();
    file.close(end);
    await noteFailed(world, project, [...results.values()]);
  }
  const measured = inOrder(tasks, results);
  return {
    results: measured,
    compared: comparedIn(measured, before, shard),
    wanted: tasks.length,
    end,
    shard,
    again: flags.again,
    retried: stage.retried(),
    unsaid: stage.unsaid(),
    spent: purse.spent(),
    reused: tasks.length - left.length,
    path: file.path,
  };
}

/** Of a part in which no task asks the same of both sides, the other parts have what there is to compare. */
function comparedIn(
  measured: readonly KeptResult[],
  before: Before | null,
  shard: Choice["shard"],
): ComparedSides | null {
  const compared = compareSides(measured, before?.name ?? null);
  return compared !== null && shard !== null && !isAsked(compared) ? null : compared;
}

/** A program needs a processor; who asks others, or the disk, mostly waits. */
function jobsFor(mode: AgentMode): number {
  return mode === "command" ? availableParallelism() : 8;
}

function headerOf(
  { selection, chosen, narrowed, shard }: Choice,
  { head: { agent } }: Stage,
  bundles: ReadonlyMap<string, Bundle>,
  before: Before | null,
): ResultsHeader {
  const contracts = Object.fromEntries([...bundles].map(([name, { digest }]) => [name, digest]));
  return {
    runner: agent.name,
    mode: agent.mode,
    base: before?.name ?? null,
    contracts,
    selection,
    chosen,
    narrowed,
    shard,
  };
}

async function takeOver({ lines, forget }: Earlier, copy: (line: string) => void): Promise<Map<string, KeptResult>> {
  const results = new Map<string, KeptResult>();
  for await (const { line, result } of lines) {
    const key = nameOfResult(result);
    if (results.has(key)) continue;
    copy(line);
    results.set(key, result);
  }
  await forget();
  return results;
}

function sayStart(
  left: number,
  reused: number,
  { agent, base }: { readonly agent: string; readonly base: string | null },
): string {
  const kept =
    reused === 0 ? "" : ` (${count(reused, "result")} of an earlier run ${reused === 1 ? "is" : "are"} kept)`;
  const beside = base === null ? "" : `, and beside them ${base}`;
  return left === 0
    ? `nothing is left to run${kept}`
    : `running ${count(left, "golden task")} with ${agent}${beside}${kept}`;
}

function inOrder(tasks: readonly Defined[], results: ReadonlyMap<string, KeptResult>): readonly KeptResult[] {
  return tasks.flatMap((one) => results.get(keyOfDefined(one)) ?? []);
}
