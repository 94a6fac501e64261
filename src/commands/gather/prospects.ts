import { folderOf } from "../../core/contract/folder-of.ts";
import { foldersAbove } from "../../core/golden/folders-above.ts";
import { type Proof, proofsOf } from "../../core/golden/proof.ts";
import type { Task } from "../../core/golden/task.ts";
import { type Bake, bakesOf } from "../../core/label/bake.ts";
import type { LabelPolicy } from "../../core/label/policy.ts";
import type { Standing } from "../../core/label/standing.ts";
import { type Ground, groundOfToday } from "./ground.ts";
import { filesMatching, type Project } from "./project.ts";
import type { Releases } from "./releases.ts";

/** What the policy of today says about a bundle that a label serves. */
export interface Prospect {
  /** Whether it passed the golden tasks of today, by kind. */
  readonly proofs: readonly Proof[];
  /** The labels that take it next, and how long it has to bake. */
  readonly bakes: readonly Bake[];
}

export interface Prospects {
  /** One for each standing. */
  readonly prospects: readonly Prospect[];
  /** The contracts that are on the default branch today: others were deleted or renamed, and their labels stay. */
  readonly contracts: ReadonlySet<string>;
}

/** @returns `null` where there is no policy that can be read */
export async function prospectsOf(
  project: Project,
  releases: Releases,
  standings: readonly Standing[],
  now: Date,
): Promise<Prospects | null> {
  // Of nothing nothing is asked: a repository may have no commit yet.
  if (standings.length === 0) return { prospects: [], contracts: new Set() };
  const ground = await groundOfToday(project, releases.remoteHead);
  if (ground === null) return null;
  const { labels } = ground.config;
  const served = new Set(standings.map(({ pointer }) => pointer.contract));
  const tasks = await tasksOf(project, ground, served);
  const paths = await filesMatching(ground.tree, project.prefix, ground.config.contracts);
  const prospects = await Promise.all(
    standings.map(async (standing) => {
      const { contract, current } = standing.pointer;
      const mine = tasks.filter((task) => task.contract === contract);
      const proofs = await proofsOf(current, mine, releases, labels);
      return { proofs, bakes: bakesAhead(releases, labels, standing, now) };
    }),
  );
  return { prospects, contracts: new Set(paths.map(folderOf)) };
}

/** Golden tasks of some contracts: they lie in folders that are called like these. */
async function tasksOf(
  { prefix }: Project,
  { tree, config }: Ground,
  contracts: ReadonlySet<string>,
): Promise<readonly Task[]> {
  const paths = await filesMatching(tree, prefix, config.goldens);
  const theirs = paths.filter((path) => foldersAbove(path).some((folder) => contracts.has(folder)));
  return theirs.length === 0 ? [] : (await (await import("./goldens.ts")).readGoldensAt(tree, theirs)).tasks;
}

/** A label that serves the bundle already does not wait for it. */
function bakesAhead(
  { pointers }: Releases,
  labels: readonly LabelPolicy[],
  { pointer, put }: Standing,
  now: Date,
): readonly Bake[] {
  const { contract, label, current, issuedAt } = pointer;
  const servedFor = (now.getTime() - Date.parse(put?.after.issuedAt ?? issuedAt)) / 1_000;
  const serves = (name: string): boolean => pointers.get(contract)?.get(name)?.current === current;
  return bakesOf(labels, label, servedFor).filter((bake) => !serves(bake.label));
}
