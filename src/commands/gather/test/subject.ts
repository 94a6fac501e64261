import type { Bundle } from "../../../core/bundle/bundle.ts";
import type { AuthoredContract } from "../../../core/contract/read.ts";
import { Failure } from "../../../core/failure.ts";
import { sourceOfBundle } from "../../../core/label/history.ts";
import { didYouMean } from "../../../core/nearest.ts";
import type { Tree } from "../../../core/ports.ts";
import { commitsAmong } from "../../../world/git/ancestry.ts";
import { commitTree } from "../../../world/git/tree.ts";
import type { World } from "../../../world/world.ts";
import { type BuiltContract, sealedAt } from "../sealed.ts";
import { namedSide } from "../diff/named.ts";
import type { BundleSide } from "../diff/side.ts";
import type { Project } from "../project.ts";
import { logOf, releasesAt } from "../releases.ts";
import { findTips } from "../tips.ts";

/** A bundle that golden tasks are run with, and what its author says of it, where it comes from files. */
export interface Examined {
  readonly bundle: Bundle;
  readonly authored: Pick<AuthoredContract, "path" | "renamedFrom"> | null;
}

/** What the golden tasks of today are run with: the contracts as they are here, or bundles that were named. */
export interface Subject {
  /** What was named, for people; `null` is the working tree. */
  readonly name: string | null;
  readonly examined: readonly Examined[];
  /** Files in which a contract's own recordings are, beside those of today: a bundle of before was asked in other words. */
  readonly recordings: (contract: string) => Tree | null;
}

/**
 * @param named a revision, label, digest, folder or bundle file
 * @param names of contracts; empty means all
 * @throws Failure NO_CONTRACTS, UNKNOWN_CONTRACT, INVALID_FILES, and what `namedSide` throws
 */
export async function subjectOf(
  world: World,
  project: Project,
  named: string | null,
  names: readonly string[],
): Promise<Subject> {
  if (named === null) {
    const { workingTree, prefix, config } = project;
    return {
      name: null,
      examined: await sealedAt(workingTree, prefix, config, names, examine),
      recordings: () => null,
    };
  }
  const side = await namedSide(world, project, named);
  const { name } = side;
  if (side.kind === "bundles") {
    const examined = chosenOf(side, names).map((bundle) => ({ bundle, authored: null }));
    return { name, examined, recordings: await sourcesOf(world, project, examined) };
  }
  const examined = await sealedAt(side.tree, side.prefix, side.config, names, examine);
  return { name, examined, recordings: () => side.tree };
}

function examine({ bundle, authored: { path, renamedFrom } }: BuiltContract): Examined {
  return { bundle, authored: { path, renamedFrom } };
}

/** @throws Failure UNKNOWN_CONTRACT */
function chosenOf({ name: where, bundles }: BundleSide, names: readonly string[]): readonly Bundle[] {
  const known = [...bundles.keys()];
  const chosen = names.length === 0 ? known.toSorted() : names;
  return chosen.map((name) => {
    const bundle = bundles.get(name);
    if (bundle === undefined)
      throw new Failure("UNKNOWN_CONTRACT", { name, known, where, meant: didYouMean(name, known) });
    return bundle;
  });
}

/** The commits that bundles were built from, as far as they are known and here: nobody is asked. */
export async function sourcesOf(
  world: World,
  { repository, config }: Project,
  examined: readonly Examined[],
): Promise<Subject["recordings"]> {
  if (repository === null) return () => null;
  const releases = await releasesAt(repository, await findTips({ ...world, offline: true }, repository, config));
  const log = await logOf(
    releases,
    examined.map(({ bundle }) => bundle.contract.name),
  );
  const sources = examined.flatMap(({ bundle }) => {
    const commit = sourceOfBundle(log, bundle.digest);
    return commit === null ? [] : [{ contract: bundle.contract.name, commit }];
  });
  const here = await commitsAmong(
    repository,
    sources.map(({ commit }) => commit),
  );
  const trees = new Map(
    sources.flatMap(({ contract, commit }) =>
      here.has(commit) ? [[contract, commitTree(repository, commit)] as const] : [],
    ),
  );
  return (contract) => trees.get(contract) ?? null;
}
