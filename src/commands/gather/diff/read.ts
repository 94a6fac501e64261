import type { Digest } from "../../../core/bundle/digest.ts";
import { sealBundle } from "../../../core/bundle/seal.ts";
import type { Contract } from "../../../core/contract/contract.ts";
import { lintContract } from "../../../core/contract/lint.ts";
import { folderOf } from "../../../core/contract/folder-of.ts";
import { type AuthoredContract, type Draft, type ReadContract, readContract } from "../../../core/contract/read.ts";
import { contractLaws } from "../../../core/contract/rules/index.ts";
import type { Finding } from "../../../core/finding.ts";
import { foldersAbove } from "../../../core/golden/folders-above.ts";
import { readGoldens } from "../../../core/golden/read.ts";
import type { Task } from "../../../core/golden/task.ts";
import type { Path, Place } from "../../../core/place.ts";
import { inBatches } from "../in-batches.ts";
import { filesMatching } from "../project.ts";
import type { BundleSide, Side, TreeSide } from "./side.ts";
import type { Touched } from "./touched.ts";

/** What a side says of the contracts that may differ, read as far as it can be. */
export interface ReadSide {
  readonly contracts: ReadonlyMap<string, SideContract>;
  /** Contracts that are there and of which nothing can be read: neither gone nor new. */
  readonly unreadable: ReadonlySet<string>;
  /** New name → old name, as contracts say it of themselves. */
  readonly renamedFrom: ReadonlyMap<string, string>;
  /** What `check` would refuse. */
  readonly faults: readonly Finding[];
  goldensOf(contract: string): Promise<SideGoldens>;
}

export interface SideContract {
  readonly contract: Contract;
  /** `null` where a part of it is broken. */
  readonly digest: Digest | null;
  /** How it was written; `null` for a bundle. */
  readonly authored: AuthoredContract | null;
  readonly broken: readonly Path[];
}

export interface SideGoldens {
  /** Of sound files; `null` where none are known, as of a bundle. */
  readonly tasks: readonly Task[] | null;
  readonly faults: readonly Finding[];
  /** Files in which they are: what these hold is not known. */
  readonly broken: ReadonlySet<string>;
  /** Where a part of a task stands; `null` where there is no such task. */
  placeOf(task: string, path: Path): Place | null;
}

/**
 * Both sides.
 *
 * @param touched what may differ; `null` reads everything
 */
export async function readSides(
  { base, head }: { readonly base: Side; readonly head: Side },
  touched: Touched | null,
): Promise<{ readonly before: ReadSide; readonly after: ReadSide }> {
  return { before: await readSide(base, touched), after: await readSide(head, touched) };
}

async function readSide(side: Side, touched: Touched | null): Promise<ReadSide> {
  return side.kind === "bundles" ? readBundles(side) : readTree(side, touched);
}

function readBundles({ bundles }: BundleSide): ReadSide {
  const opened = [...bundles].map(([name, { contract, digest }]): [string, SideContract] => [
    name,
    { contract, digest, authored: null, broken: [] },
  ]);
  return {
    contracts: new Map(opened),
    unreadable: new Set(),
    renamedFrom: new Map(),
    faults: [],
    goldensOf: async () => ({ tasks: null, faults: [], broken: new Set(), placeOf: () => null }),
  };
}

async function readTree(side: TreeSide, touched: Touched | null): Promise<ReadSide> {
  const { tree, prefix, config } = side;
  const paths = touched?.contracts ?? (await filesMatching(tree, prefix, config.contracts));
  const read: ReadContract[] = [];
  for await (const some of inBatches(paths, atATime, (path) => readContract(tree, path)))
    read.push(...some.filter(({ missing }) => !missing));
  const drafts = read.flatMap(({ draft }) => draft ?? []);
  const goldens = touched?.goldens ?? (await filesMatching(tree, prefix, config.goldens));
  const faults = [
    ...read.flatMap(({ findings }) => findings),
    ...drafts.flatMap((one) => lintContract(one, contractLaws)),
  ];
  return {
    contracts: new Map(drafts.map((draft) => [draft.authored.contract.name, contractOf(draft)])),
    unreadable: new Set(read.flatMap(({ path, draft }) => (draft === null ? [folderOf(path)] : []))),
    renamedFrom: new Map(
      drafts.flatMap(({ authored: { contract, renamedFrom } }) =>
        renamedFrom === null ? [] : [[contract.name, renamedFrom]],
      ),
    ),
    faults: faults.filter(({ level }) => level === "error"),
    goldensOf: (name) => readGoldensOf(side, name, goldens),
  };
}

const atATime = 16;

function contractOf({ authored, broken }: Draft): SideContract {
  const { contract } = authored;
  return { contract, digest: broken.length > 0 ? null : sealBundle(contract).digest, authored, broken };
}

/** A golden task lies below a folder that is called like its contract. */
async function readGoldensOf({ tree }: TreeSide, name: string, paths: readonly string[]): Promise<SideGoldens> {
  const own = paths.filter((path) => foldersAbove(path).includes(name));
  const read = (await Promise.all(own.map((path) => readGoldens(tree, path)))).filter(({ missing }) => !missing);
  const faults = read.flatMap(({ findings }) => findings);
  const tasks = read.flatMap((file) => file.tasks).filter(({ contract }) => contract === name);
  const drafts = read.flatMap((file) => file.drafts);
  return {
    tasks,
    faults,
    broken: new Set(read.flatMap(({ file, findings }) => (findings.length > 0 ? [file] : []))),
    placeOf: (id, path) => drafts.find(({ task }) => task.id === id)?.subject.locate(path) ?? null,
  };
}
