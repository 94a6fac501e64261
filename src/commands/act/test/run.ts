import { availableParallelism } from "node:os";
import type { AgentMode } from "../../../agents/agent.ts";
import type { Bundle } from "../../../core/bundle/bundle.ts";
import type { Defined } from "../../../core/golden/results/definition.ts";
import type { ResultsHeader, RunEnd } from "../../../core/golden/results/file.ts";
import type { KeptResult } from "../../../core/golden/results/kept.ts";
import { nameOf } from "../../../core/golden/task.ts";
import { count } from "../../../core/text.ts";
import type { TestRun } from "../../../report/test/outcome.ts";
import type { World } from "../../../world/world.ts";
import type { Base } from "../../gather/test/base.ts";
import type { Choice } from "../../gather/test/choose.ts";
import type { TestFlags } from "../../gather/test/flags.ts";
import type { Project } from "../../gather/project.ts";
import { type Earlier, noEarlier, resumable } from "../../gather/test/resume.ts";
import type { Stage } from "../../gather/test/stage.ts";
import type { Suite } from "../../gather/test/suite.ts";
import { patiently } from "./patient.ts";
import type { Purse } from "./purse.ts";
import { noteFailed, openResults } from "./results.ts";
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
  readonly base: Base | null;
}

/**
 * Runs what was chosen. What is done is on disk at once, so that an interruption loses only what was running.
 *
 * @throws Failure what an agent throws, and WRITE_FAILED
 */
export async function runChoice(
  world: World,
  project: Project,
  { suite, choice, stage, flags, purse, base }: Staged,
): Promise<Ran> {
  const { tasks, shard } = choice;
  const { agent, judge } = stage;
  const bundles = new Map(suite.built.map(({ bundle }) => [bundle.contract.name, bundle]));
  const header = headerOf(choice, stage, bundles, base);
  const earlier = flags.resume ? await resumable(world, project, header, tasks, flags.results) : noEarlier;
  const file = await openResults(world, project, header, flags.results);
  const results = await takeOver(earlier, file.copy);
  const left = tasks.filter(({ task }) => !results.has(nameOf(task)));
  world.terminal.progress(sayStart(left.length, results.size, agent.name));

  const progress = watchProgress(world, { wanted: tasks.length, reused: results.size, purse });
  let end: RunEnd | null = null;
  try {
    end = await runTasks(agent, left, bundles, {
      jobs: flags.jobs ?? jobsFor(agent.mode),
      signal: world.signal,
      ask: (one) => patiently(one, world),
      judge,
      base,
      purse,
      done: (result, attempted) => {
        file.add(result, attempted);
        results.set(nameOf(result), result);
        progress.done(result);
      },
    });
  } finally {
    progress.end();
    file.close(end);
    await noteFailed(world, project, [...results.values()]);
  }
  return {
    results: inOrder(tasks, results),
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

/** A program needs a processor; who asks others, or the disk, mostly waits. */
function jobsFor(mode: AgentMode): number {
  return mode === "command" ? availableParallelism() : 8;
}

function headerOf(
  { selection, chosen, narrowed, shard }: Choice,
  { agent }: Stage,
  bundles: ReadonlyMap<string, Bundle>,
  base: Base | null,
): ResultsHeader {
  const contracts = Object.fromEntries([...bundles].map(([name, { digest }]) => [name, digest]));
  return {
    runner: agent.name,
    mode: agent.mode,
    base: base?.name ?? null,
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
    if (results.has(nameOf(result))) continue;
    copy(line);
    results.set(nameOf(result), result);
  }
  await forget();
  return results;
}

function sayStart(left: number, reused: number, agent: string): string {
  const kept =
    reused === 0 ? "" : ` (${count(reused, "result")} of an earlier run ${reused === 1 ? "is" : "are"} kept)`;
  return left === 0 ? `nothing is left to run${kept}` : `running ${count(left, "golden task")} with ${agent}${kept}`;
}

function inOrder(tasks: readonly Defined[], results: ReadonlyMap<string, KeptResult>): readonly KeptResult[] {
  return tasks.flatMap(({ task }) => results.get(nameOf(task)) ?? []);
}
