import type { Bundle } from "../../core/bundle/bundle.ts";
import { sealBundle } from "../../core/bundle/seal.ts";
import type { AuthoredContract } from "../../core/contract/read.ts";
import { Failure } from "../../core/failure.ts";
import { sourceOfBundle } from "../../core/label/history.ts";
import { type LabelPolicy, sourceOf } from "../../core/label/policy.ts";
import type { Tree } from "../../core/ports.ts";
import { readSource } from "../../core/source.ts";
import { commitOf } from "../../world/git/repository.ts";
import type { World } from "../../world/world.ts";
import type { BuiltContract } from "./sealed.ts";
import { configIn, type Project, repositoryIn } from "./project.ts";
import { logOf, type Releases } from "./releases.ts";
import { requireCommit, treeAt } from "./revision.ts";
import { namedBundles } from "./bundles.ts";

/** A bundle that could be put on a label, and the commit it was built from, where it is known. */
export interface CandidateBundle {
  readonly bundle: Bundle;
  readonly commit: string | null;
}

export interface CandidateQuery {
  readonly policy: LabelPolicy;
  readonly policies: readonly LabelPolicy[];
  readonly to: string | null;
  readonly names: readonly string[];
}

/**
 * What a label would take: what is named with `--to`; else what the label before it serves; else HEAD.
 *
 * @throws Failure UNKNOWN_REF, UNKNOWN_CONTRACT, NOTHING_TO_TAKE, UNCOMMITTED, INVALID_FILES
 */
export async function candidatesFor(
  world: World,
  project: Project,
  releases: Releases,
  query: CandidateQuery,
): Promise<readonly CandidateBundle[]> {
  const { policy, policies, to, names } = query;
  const repository = repositoryIn(project);
  if (to !== null) {
    const commit = await commitOf(repository, to);
    if (commit !== null) return (await builtAt(project, commit, names)).map((built) => candidateOf(built, commit));
    const found = await namedBundles(world, project, to);
    if (found === null) throw new Failure("UNKNOWN_REF", { ref: to });
    const bundles = chosen(
      found.map(({ bundle }) => bundle),
      names,
      to,
    );
    return fromReleases(releases, bundles);
  }
  const source = sourceOf(policy, policies);
  if (source !== null) return servedBy(releases, policy.label, source, names);
  const head = await requireCommit(repository, "HEAD");
  const built = await builtAt(project, head, names);
  await requireCommitted(project, head, built);
  return built.map((one) => candidateOf(one, head));
}

function candidateOf({ bundle }: BuiltContract, commit: string): CandidateBundle {
  return { bundle, commit };
}

async function builtAt(project: Project, commit: string, names: readonly string[]): Promise<readonly BuiltContract[]> {
  const { tree } = await treeAt(repositoryIn(project), commit);
  const config = await configIn(tree, project.prefix);
  const { contractsAt } = await import("./sealed.ts");
  return contractsAt(tree, project.prefix, config, names);
}

async function servedBy(
  releases: Releases,
  label: string,
  source: string,
  names: readonly string[],
): Promise<readonly CandidateBundle[]> {
  const contracts = [...releases.pointers].filter(
    ([name, labels]) => labels.has(source) && (names.length === 0 || names.includes(name)),
  );
  const missing = names.filter((name) => !contracts.some(([contract]) => contract === name));
  if (contracts.length === 0 || missing.length > 0)
    throw new Failure("NOTHING_TO_TAKE", { label, from: source, contracts: missing });
  const bundles = await Promise.all(
    contracts.map(async ([, labels]) => {
      // The ramp is what the canary's sessions ran; it ends by becoming what everybody gets.
      const digest = labels.get(label)?.ramp?.bundle ?? labels.get(source)?.current;
      if (digest === undefined) throw new Failure("NOTHING_TO_TAKE", { label, from: source, contracts: [] });
      return releases.bundle(digest);
    }),
  );
  return fromReleases(releases, bundles);
}

/** What was released says what it was built from. */
async function fromReleases(releases: Releases, bundles: readonly Bundle[]): Promise<readonly CandidateBundle[]> {
  const log = await logOf(
    releases,
    bundles.map(({ contract }) => contract.name),
  );
  return bundles.map((bundle) => ({ bundle, commit: sourceOfBundle(log, bundle.digest) }));
}

function chosen(bundles: readonly Bundle[], names: readonly string[], where: string): readonly Bundle[] {
  const known = bundles.map(({ contract }) => contract.name);
  for (const name of names) if (!known.includes(name)) throw new Failure("UNKNOWN_CONTRACT", { name, known, where });
  return names.length === 0 ? bundles : bundles.filter(({ contract }) => names.includes(contract.name));
}

/**
 * A release is built from a commit, so what is on disk must be what is committed. Contents decide, not
 * `git status`: an ignored or "assumed unchanged" file changes a bundle all the same.
 */
async function requireCommitted(project: Project, head: string, built: readonly BuiltContract[]): Promise<void> {
  const { workingTree, prefix, config } = project;
  const { tree } = await treeAt(repositoryIn(project), head);
  const differ: BuiltContract[] = [];
  for (const one of built)
    if ((await differing(one.authored.document.files, workingTree, tree)).length > 0) differ.push(one);
  if (differ.length === 0) return;
  // Another text may still mean the same.
  const { readContracts } = await import("./contracts.ts");
  const { authored } = await readContracts(workingTree, prefix, config);
  const changed = await Promise.all(
    differ.map(async ({ bundle }) => {
      const here = authored.find(({ contract }) => contract.name === bundle.contract.name);
      if (here === undefined) return [`${bundle.contract.name} (missing or broken in the working tree)`];
      return sealBundle(here.contract).digest === bundle.digest ? [] : changedFiles(here, workingTree, tree);
    }),
  );
  const paths = changed.flat();
  if (paths.length > 0) throw new Failure("UNCOMMITTED", { paths });
}

async function changedFiles(
  { document, path }: AuthoredContract,
  here: Tree,
  committed: Tree,
): Promise<readonly string[]> {
  const changed = await differing(document.files, here, committed);
  return changed.length > 0 ? changed : [path];
}

async function differing(files: readonly string[], here: Tree, committed: Tree): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const file of files)
    if ((await readSource(here, file)).text !== (await readSource(committed, file)).text) changed.push(file);
  return changed;
}
