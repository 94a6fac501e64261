import { count } from "../core/text.ts";
import { Failure } from "../core/failure.ts";
import type { Contract } from "../core/contract/contract.ts";
import type { Task } from "../core/golden/task.ts";
import { lintGoldens } from "../core/golden/lint.ts";
import { findingBlocks } from "../report/findings.ts";
import { asJson } from "../report/formats/json.ts";
import type { Report } from "../report/report.ts";
import type { World } from "../world/world.ts";
import { type Contracts, readContracts } from "./gather/contracts.ts";
import { type Goldens, readAllGoldens } from "./gather/goldens.ts";
import { openProject } from "./gather/project.ts";

interface CheckInput {
  readonly contract: readonly string[];
}

export async function check({ contract: names }: CheckInput, world: World): Promise<Report> {
  const { workingTree, prefix, config } = await openProject(world);
  const contracts = await readContracts(workingTree, prefix, config);
  const goldens = await readAllGoldens(workingTree, prefix, config);
  if (contracts.paths.length === 0)
    throw new Failure("NO_CONTRACTS", { pattern: config.contracts, where: workingTree.name });
  requireKnown(names, contracts.paths, workingTree.name);

  const lint = lintGoldens(tasksToLint(contracts, goldens), soundContracts(contracts));
  const all = [...contracts.findings, ...goldens.findings, ...lint];
  const findings =
    names.length === 0
      ? all
      : all.filter(({ place }) => place !== null && names.some((name) => belongsTo(place.file, name)));
  const errors = findings.filter(({ level }) => level === "error").length;
  const warnings = findings.length - errors;

  const tasks = goldens.tasks.filter((task) => names.length === 0 || names.includes(task.contract)).length;
  const checked = `${count(names.length === 0 ? contracts.paths.length : names.length, "contract")} and ${count(tasks, "golden task")}`;
  const faults = [
    ...(errors > 0 ? [count(errors, "error")] : []),
    ...(warnings > 0 ? [count(warnings, "warning")] : []),
  ].join(", ");
  return {
    command: "check",
    answer: errors > 0 ? "no" : "yes",
    verdict: errors > 0 ? `${faults} in ${checked}` : `${checked} are valid${faults === "" ? "" : `, with ${faults}`}`,
    blocks: findingBlocks(findings),
    data: { contracts: contracts.paths, goldens: goldens.paths, findings: asJson(findings) },
  };
}

/** Contracts without an error of their own: about the others a golden task can say nothing new. */
function soundContracts({ authored, findings }: Contracts): readonly Contract[] {
  const faulty = new Set(findings.flatMap(({ level, contract }) => (level === "error" ? [contract] : [])));
  return authored.map(({ contract }) => contract).filter(({ name }) => !faulty.has(name));
}

function tasksToLint(contracts: Contracts, { tasks }: Goldens): readonly Task[] {
  const sound = new Set(soundContracts(contracts).map(({ name }) => name));
  const there = new Set(contracts.paths.map((path) => path.split("/").at(-2) ?? ""));
  return tasks.filter(({ contract }) => sound.has(contract) || !there.has(contract));
}

function requireKnown(names: readonly string[], paths: readonly string[], where: string): void {
  const known = paths.map((path) => path.split("/").at(-2) ?? "");
  for (const name of names) if (!known.includes(name)) throw new Failure("UNKNOWN_CONTRACT", { name, known, where });
}

function belongsTo(file: string, contract: string): boolean {
  return file.split("/").includes(contract);
}
