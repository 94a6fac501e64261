import { Failure } from "../core/failure.ts";
import type { Report } from "../report/report.ts";
import type { World } from "../world/world.ts";
import { runbookBlocks } from "../report/runbook.ts";
import { promptId } from "../core/bundle/digest.ts";
import { asJson } from "../report/formats/json.ts";
import { bundleDocument } from "../core/bundle/seal.ts";
import { buildContracts, readContracts } from "./gather/contracts.ts";
import { configIn, openProject, type Project, repositoryIn } from "./gather/project.ts";
import { type NamedBundle, namedBundles } from "./gather/side.ts";
import { treeAt } from "./gather/revision.ts";

interface ShowInput {
  readonly what: string;
  readonly at: string | null;
  readonly contract: string | null;
}

export async function show({ what, at, contract }: ShowInput, world: World): Promise<Report> {
  const project = await openProject(world);
  const found = await find(world, project, what, at);
  const shown = choose(found, contract, what);
  const { bundle, description, owner, from } = shown;
  return {
    command: "show",
    answer: "yes",
    verdict: `${promptId(bundle.contract.name, bundle.digest)}, from ${from}`,
    blocks: runbookBlocks(bundle.contract, { description, owner }),
    data: {
      promptId: promptId(bundle.contract.name, bundle.digest),
      digest: bundle.digest,
      description,
      owner,
      from,
      bundle: asJson(bundleDocument(bundle.contract)),
    },
  };
}

/** A contract of the tree comes first: that is what its author types. */
async function find(world: World, project: Project, what: string, at: string | null): Promise<readonly NamedBundle[]> {
  const tree = at === null ? project.workingTree : (await treeAt(repositoryIn(project), at)).tree;
  const config = at === null ? project.config : await configIn(tree, project.prefix);
  const contracts = await readContracts(tree, project.prefix, config);
  if (contracts.authored.some(({ contract }) => contract.name === what)) {
    return buildContracts(contracts, config, [what]).map(({ authored, bundle }) => ({
      bundle,
      description: authored.description,
      owner: authored.owner,
      from: tree.name,
    }));
  }
  const released = project.repository === null ? null : await namedBundles(world, project, what);
  if (released !== null) return released;
  throw new Failure("UNKNOWN_CONTRACT", {
    name: what,
    known: contracts.authored.map(({ contract }) => contract.name),
    where: tree.name,
  });
}

function choose(found: readonly NamedBundle[], contract: string | null, what: string): NamedBundle {
  const names = found.map(({ bundle }) => bundle.contract.name);
  const chosen = contract === null ? found : found.filter(({ bundle }) => bundle.contract.name === contract);
  const [only] = chosen;
  if (only === undefined) throw new Failure("UNKNOWN_CONTRACT", { name: contract ?? what, known: names, where: what });
  if (chosen.length > 1)
    throw new Failure("USAGE", {
      message: `${what} serves ${names.join(", ")}`,
      hint: "say which one with --contract",
    });
  return only;
}
