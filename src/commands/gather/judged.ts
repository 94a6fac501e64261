import { type Config, configName } from "../../core/config/config.ts";
import { folderOf } from "../../core/contract/folder-of.ts";
import { readContract, soundContract } from "../../core/contract/read.ts";
import type { Finding } from "../../core/finding.ts";
import { type ReadGoldens, readGoldens } from "../../core/golden/read.ts";
import { isRecording } from "../../core/golden/recording/place.ts";
import { beginLint, type Lint } from "../../core/lint/lint.ts";
import type { ContractSketch, GoldenSketch } from "../../core/lint/sketch.ts";
import { waiversName } from "../../core/lint/waivers-name.ts";
import type { Tree } from "../../core/ports.ts";
import { readSource, type SourceFile } from "../../core/source.ts";
import { parseYaml } from "../../core/yaml/parse.ts";
import { filesBeside } from "./contracts.ts";
import { inBatches } from "./in-batches.ts";
import { inPrefix, listMatching } from "./project.ts";

/** What the rules say of a tree, and what they looked at. */
export interface JudgedTree {
  readonly findings: readonly Finding[];
  /** Files of contracts, and of golden tasks. */
  readonly paths: readonly string[];
  readonly goldenPaths: readonly string[];
  readonly contracts: readonly ContractSketch[];
  readonly goldens: readonly GoldenSketch[];
  readonly waivers: SourceFile | null;
}

/** Reads a tree and judges it, piece by piece. */
export async function judgeTree(tree: Tree, prefix: string, config: Config): Promise<JudgedTree> {
  const { all, matching: paths } = await listMatching(tree, prefix, config.contracts);
  const { all: beside, matching: goldenPaths } = await listMatching(tree, prefix, config.goldens);
  const lint = beginLint();
  await addAll(lint, tree, paths, goldenPaths);
  const waivers = await yamlIn(tree, inPrefix(prefix, waiversName));
  const findings = await lint.end({
    config,
    settings: await yamlIn(tree, inPrefix(prefix, configName)),
    waivers,
    files: filesBeside(paths, all),
    recordings: beside.filter(isRecording),
  });
  return { findings, paths, goldenPaths, contracts: lint.contracts, goldens: lint.goldens, waivers };
}

/** Some contracts at a time, each with its golden tasks, so that few are in memory. */
async function addAll(lint: Lint, tree: Tree, paths: readonly string[], goldenPaths: readonly string[]): Promise<void> {
  const goldensOf = goldensByFolder(goldenPaths, new Set(paths.map(folderOf)));
  const read = (files: readonly string[]): Promise<readonly ReadGoldens[]> =>
    Promise.all(files.map((file) => readGoldens(tree, file)));
  /** Golden tasks of a contract that is not called like their folder. */
  const strays: string[] = [];

  for await (const contracts of inBatches(paths, atATime, (path) => readContract(tree, path))) {
    await lint.addContracts(contracts);
    for (const one of contracts) {
      const sound = soundContract(one)?.contract ?? null;
      const goldens = await read(goldensOf(folderOf(one.path)));
      const isOwn = ({ drafts }: ReadGoldens): boolean =>
        drafts.every(({ task }) => task.contract === (sound?.name ?? folderOf(one.path)));
      await lint.addGoldens(goldens);
      await lint.judgeTasks(goldens.filter(isOwn), sound === null ? [] : [sound]);
      strays.push(...goldens.filter((golden) => !isOwn(golden)).map(({ file }) => file));
    }
  }
  const others = await read(goldensOf(null));
  await lint.addGoldens(others);
  const left = [...others, ...(await read(strays))];
  const names = new Set(left.flatMap(({ drafts }) => drafts.map(({ task }) => task.contract)));
  const asked = lint.contracts.filter(({ name, isBroken }) => names.has(name) && !isBroken);
  const known = await Promise.all(asked.map(async ({ path }) => soundContract(await readContract(tree, path))));
  await lint.judgeTasks(
    left,
    known.flatMap((one) => one?.contract ?? []),
  );
}

const atATime = 8;

/** Which files of golden tasks lie in the folder of a contract; `null` asks for those that lie in none. */
function goldensByFolder(
  paths: readonly string[],
  folders: ReadonlySet<string>,
): (folder: string | null) => readonly string[] {
  const found = new Map<string | null, string[]>();
  for (const path of paths) {
    const folder = path.split("/").findLast((step) => folders.has(step)) ?? null;
    found.set(folder, [...(found.get(folder) ?? []), path]);
  }
  return (folder) => {
    const own = found.get(folder) ?? [];
    // Two contracts may have one name, which is said of them; their tasks are read once.
    found.delete(folder);
    return own;
  };
}

async function yamlIn(tree: Tree, path: string): Promise<SourceFile | null> {
  const { text } = await readSource(tree, path);
  return text === null ? null : { file: path, text, yaml: parseYaml(path, text) };
}
