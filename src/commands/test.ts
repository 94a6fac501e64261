import { availableParallelism } from "node:os";
import { type ModelMode, openAgent } from "../agents/index.ts";
import { configName, type Runner } from "../core/config/config.ts";
import { Failure } from "../core/failure.ts";
import { evidenceOf } from "../core/golden/evidence.ts";
import type { TaskResult } from "../core/golden/judge.ts";
import { lintGoldens } from "../core/golden/lint.ts";
import { goldenLaws } from "../core/golden/rules/index.ts";
import type { Task } from "../core/golden/task.ts";
import type { Evidence } from "../core/label/evidence.ts";
import { count, sayList } from "../core/text.ts";
import { asJson } from "../report/formats/json.ts";
import { paragraph, type Report } from "../report/report.ts";
import { resultBlocks } from "../report/results.ts";
import type { World } from "../world/world.ts";
import { saveEvidence } from "./act/evidence.ts";
import { runTasks, type TaskRun } from "./act/run-tasks.ts";
import { buildContracts, type BuiltContract, readContracts } from "./gather/contracts.ts";
import { type Goldens, readAllGoldens } from "./gather/goldens.ts";
import { openProject, repositoryIn } from "./gather/project.ts";

interface TestInput {
  readonly contract: readonly string[];
  readonly filter: string | null;
  readonly tag: readonly string[];
  readonly jobs: string | null;
  readonly live: boolean;
  readonly record: boolean;
  readonly save: boolean;
}

export async function test(input: TestInput, world: World): Promise<Report> {
  const jobs = readJobs(input.jobs);
  const narrowed = input.filter !== null || input.tag.length > 0;
  if (input.save && narrowed)
    throw new Failure("USAGE", {
      message: "--save needs every task: a narrowed run proves nothing",
      hint: "leave out --filter and --tag",
    });
  const project = await openProject(world);
  if (input.save) repositoryIn(project);
  const { workingTree, prefix, config } = project;
  const built = buildContracts(await readContracts(workingTree, prefix, config), config, input.contract);
  const goldens = await readAllGoldens(workingTree, prefix, config);
  const tasks = chooseTasks(goldens, built, input, config.goldens);
  if (config.runner === null) throw new Failure("NO_RUNNER", { config: configName });

  const mode = readMode(input, config.runner);
  const agent = await openAgent(
    config.runner,
    { folder: project.root, env: world.env, signal: world.signal },
    { mode },
  );
  world.terminal.progress(`running ${count(tasks.length, "golden task")} with ${agent.name}`);
  const runs = tasks.flatMap((task): readonly TaskRun[] => {
    const contract = built.find(({ bundle }) => bundle.contract.name === task.contract);
    return contract === undefined ? [] : [{ task, bundle: contract.bundle }];
  });
  const results = await runTasks(agent, runs, { jobs, signal: world.signal });

  const evidence = built.flatMap(({ bundle }) => evidenceOf(bundle, results, agent.name));
  const saved = input.save && evidence.length > 0;
  if (saved) await saveEvidence(world, project, evidence);
  return reportOf(results, saved ? evidence : [], input.save && !saved);
}

function readJobs(jobs: string | null): number {
  const number = jobs === null ? availableParallelism() : Number(jobs);
  if (!Number.isInteger(number) || number < 1)
    throw new Failure("USAGE", { message: `--jobs takes a whole number from 1, not '${jobs ?? ""}'` });
  return number;
}

/** @throws Failure USAGE: a program is asked anyway, and nobody should believe that it was recorded */
function readMode({ live, record }: TestInput, runner: Runner): ModelMode {
  if (live && record)
    throw new Failure("USAGE", {
      message: "--record asks the model itself, as --live does",
      hint: "leave out --live, or --record where nothing is to be recorded",
    });
  const flag = record ? "--record" : live ? "--live" : null;
  if (flag !== null && runner.kind !== "model")
    throw new Failure("USAGE", {
      message: `${flag} is for the runner { model: {} }, and ${configName} names a ${runner.kind}: it is asked every time`,
      hint: `leave out ${flag}`,
    });
  return record ? "record" : live ? "live" : "replay";
}

/** @throws Failure INVALID_FILES, NO_GOLDENS, UNKNOWN_TASK */
function chooseTasks(
  goldens: Goldens,
  built: readonly BuiltContract[],
  { contract: only, filter, tag }: TestInput,
  pattern: string,
): readonly Task[] {
  const contracts = built.map(({ bundle }) => bundle.contract);
  const isMine = (task: Task): boolean => contracts.some(({ name }) => name === task.contract);
  const mine = goldens.tasks.filter(isMine);
  const considered = goldens.drafts.filter(({ task }) => only.length === 0 || isMine(task));
  // Laws only: a task that names a tool which is gone is run, and fails. That is what it is for.
  const lint = lintGoldens(considered, contracts, goldenLaws);
  const faults = [...goldens.findings.filter(({ level }) => level === "error"), ...lint];
  if (faults.length > 0)
    throw new Failure("INVALID_FILES", { findings: faults.length, where: "the golden tasks" }, { findings: faults });
  if (mine.length === 0) throw new Failure("NO_GOLDENS", { pattern, contracts: contracts.map(({ name }) => name) });
  const chosen = mine.filter(
    ({ id, tags }) =>
      (filter === null || id.includes(filter)) && (tag.length === 0 || tag.some((one) => tags.includes(one))),
  );
  if (chosen.length === 0) {
    const known = tag.length > 0 ? [...new Set(mine.flatMap(({ tags }) => tags))] : mine.map(({ id }) => id);
    throw new Failure("UNKNOWN_TASK", { filter: [filter, ...tag].filter((part) => part !== null).join(", "), known });
  }
  return chosen;
}

function reportOf(results: readonly TaskResult[], saved: readonly Evidence[], unsaved: boolean): Report {
  const counted = results.filter(({ task }) => task.quarantine === null);
  const number = (outcome: TaskResult["outcome"]): number =>
    counted.filter((result) => result.outcome === outcome).length;
  const [passed, failed, unmeasured] = [number("passed"), number("failed"), number("unmeasured")];
  const quarantined = results.length - counted.length;
  const said = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(unmeasured > 0 ? [`${unmeasured} could not be measured`] : []),
    `${passed} passed`,
    ...(quarantined > 0 ? [`${quarantined} in quarantine`] : []),
  ];
  const kept = saved.map(
    ({ contract, kind, failed: lost }) => `${kind} of ${contract}${lost.length > 0 ? " (failed)" : ""}`,
  );
  return {
    command: "test",
    answer: failed > 0 ? "no" : unmeasured > 0 ? "unknown" : "yes",
    verdict: `${count(results.length, "golden task")}: ${said.join(", ")}`,
    blocks: [
      ...resultBlocks(results),
      ...(kept.length > 0 ? [paragraph(`evidence saved: ${sayList(kept)}`)] : []),
      ...(unsaved ? [paragraph("no evidence saved: what was not measured to its end proves nothing")] : []),
    ],
    data: { passed, failed, unmeasured, quarantined, evidence: asJson(saved), tasks: results.map(taskData) },
  };
}

function taskData({ task, outcome, trials }: TaskResult) {
  return asJson({
    id: task.id,
    contract: task.contract,
    place: task.place,
    incident: task.incident,
    quarantine: task.quarantine,
    tags: task.tags,
    outcome,
    trials,
  });
}
