import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "../core/failure.ts";
import { count } from "../core/text.ts";
import { attackBlocks, nextSteps } from "../report/attacks.ts";
import { list, type Report } from "../report/report.ts";
import { workflowBlocks } from "../report/workflows.ts";
import { isFolder, readBytes } from "../world/files.ts";
import { existing, writeNewFiles } from "../world/new-files.ts";
import type { World } from "../world/world.ts";
import { type PlannedAttacks, planAttacks } from "./gather/attacks.ts";
import { filesMatching, openProject } from "./gather/project.ts";
import { projectWithStarter, starterFiles } from "./gather/starter.ts";
import { planWorkflows } from "./gather/workflows.ts";

/** The starter as files of the package: what is checked by our own tests is what a newcomer gets. */
const starter = fileURLToPath(new URL("../../src/starter/", import.meta.url));
const workflows = fileURLToPath(new URL("../../src/workflows/", import.meta.url));
const manifest = fileURLToPath(new URL("../../package.json", import.meta.url));

interface InitInput {
  readonly security: boolean;
  readonly github: boolean;
  readonly contract: readonly string[];
}

/** All or nothing: where one file of the starter stands in the way, none is written. */
export async function init({ security, github, contract }: InitInput, world: World): Promise<Report> {
  if (!(await isFolder(world.cwd))) throw new Failure("NO_FOLDER", { folder: world.cwd });
  if (github && security)
    throw new Failure("USAGE", {
      message: "--github and --security write different things",
      hint: "say one at a time",
    });
  if (security) return initSecurity(contract, world);
  if (contract.length > 0)
    throw new Failure("USAGE", { message: "--contract says whose security tasks to write", hint: "add --security" });
  if (github) return initGithub(world);
  const files = await starterFiles(starter);
  await writeAll(world.cwd, files);
  const paths = Object.keys(files);
  return {
    command: "init",
    answer: "yes",
    verdict: `${count(paths.length, "file")} written; next: promptctl check && promptctl test`,
    blocks: [list(paths)],
    data: { files: paths },
  };
}

/** Golden tasks of attacks on the contracts that are there; in an empty folder the starter comes with them. */
async function initSecurity(names: readonly string[], world: World): Promise<Report> {
  const here = await openProject(world);
  const { workingTree, prefix, config, configured } = here;
  const isEmpty = !configured && (await filesMatching(workingTree, prefix, config.contracts)).length === 0;
  const begun = isEmpty ? await starterFiles(starter) : {};
  const project = isEmpty ? await projectWithStarter(world, here, begun) : here;
  const plans = await planAttacks(project, names);

  const files = {
    ...begun,
    ...Object.fromEntries(plans.flatMap(({ file, text }) => (text === null ? [] : [[file, text]]))),
  };
  await writeAll(project.root, files);
  const paths = Object.keys(files);
  const demanding = project.config.labels.filter(({ requires }) => requires.includes("security"));
  const next = nextSteps(
    project.config.runner,
    demanding.map(({ label }) => label),
  );
  return {
    command: "init",
    answer: "yes",
    verdict:
      paths.length === 0 ? "nothing was written" : `${count(paths.length, "file")} written; next: promptctl check`,
    blocks: [
      ...(isEmpty ? [list(Object.keys(begun))] : []),
      ...attackBlocks(plans),
      ...(paths.length === 0 ? [] : next),
    ],
    data: { files: paths, security: plans.map(dataOf) },
  };
}

/** The workflows of this repository; those that are there stay as they are. */
async function initGithub(world: World): Promise<Report> {
  const project = await openProject(world, "use the rest");
  const { top, files, kept } = await planWorkflows(workflows, await ownVersion(), project);
  await writeAll(top, files);
  const paths = Object.keys(files);
  return {
    command: "init",
    answer: "yes",
    verdict:
      paths.length === 0
        ? "nothing was written: all workflows are there"
        : `${count(paths.length, "workflow")} written; next: read them, commit, push`,
    blocks: workflowBlocks(paths, kept),
    data: { files: paths, kept: [...kept] },
  };
}

async function ownVersion(): Promise<string> {
  const bytes = await readBytes(manifest);
  const { version }: { readonly version?: unknown } = JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array()));
  return String(version);
}

/** @throws Failure EXISTS */
async function writeAll(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  const inFolder = Object.fromEntries(Object.entries(files).map(([path, text]) => [join(folder, path), text]));
  const inTheWay = await existing(Object.keys(inFolder));
  if (inTheWay.length > 0)
    throw new Failure("EXISTS", { paths: Object.keys(files).filter((path) => inTheWay.includes(join(folder, path))) });
  await writeNewFiles(inFolder);
}

function dataOf({ contract, file, text, tasks, left }: PlannedAttacks) {
  return {
    contract,
    file: text === null ? null : file,
    tasks: tasks.map(({ name, attack }) => ({ id: name, attack: attack.id })),
    left: left.map(({ attack, why }) => ({ attack, why })),
  };
}
