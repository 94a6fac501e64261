import { basename, relative, resolve, sep } from "node:path";
import { folderOf } from "../../core/contract/folder-of.ts";
import { readContract, soundContract } from "../../core/contract/read.ts";
import { Failure } from "../../core/failure.ts";
import { glob } from "../../core/glob.ts";
import { contractName } from "../../core/import/names.ts";
import type { Destination } from "../../core/import/plan.ts";
import type { Target } from "../../core/import/translation.ts";
import type { World } from "../../world/world.ts";
import type { ImportWish } from "./import-wish.ts";
import { filesMatching, inPrefix, type Project } from "./project.ts";

/** Where an import goes, and what is there. */
export interface ImportTarget extends Destination, Target {
  readonly contract: string;
  /** The tools that the contract has already. */
  readonly tools: readonly string[];
}

/**
 * The contract that an import is for: the one that is named, or the one that the source is called like. Golden
 * tasks are for a contract that is there: without a name, for the only one.
 *
 * @param called the names that the source gives itself, the best first
 * @throws Failure USAGE
 */
export async function targetOf(
  project: Project,
  called: readonly (string | null)[],
  wish: ImportWish,
  world: World,
): Promise<ImportTarget> {
  const { format } = wish;
  const { config, prefix, root, workingTree } = project;
  const contract = wish.contract ?? (await nameWithout(project, called, wish));
  const usual = `${folderIn(config.contracts)}${contract}`;
  const chosen = wish.out === null ? null : relative(root, resolve(world.cwd, wish.out)).split(sep).join("/");
  const folder = format.gives === "tasks" ? usual : (chosen ?? usual);
  const goldens = format.gives === "tasks" && chosen !== null ? chosen : `${folderIn(config.goldens)}${contract}`;

  const path = inPrefix(prefix, `${folder}/contract.yaml`);
  const there = (await workingTree.read(path)).kind !== "absent";
  const authored = there ? soundContract(await readContract(workingTree, path)) : null;
  return {
    contract,
    folder,
    goldens,
    existing: there,
    model: wish.model,
    format: format.name,
    variables: Object.keys(authored?.contract.variables ?? {}),
    oneShot: authored?.contract.messages.at(-1)?.role === "user",
    tools: authored?.contract.tools.flatMap(({ name, aliases }) => [name, ...aliases]) ?? [],
  };
}

async function nameWithout(
  { workingTree, prefix, config }: Project,
  called: readonly (string | null)[],
  { format, out }: ImportWish,
): Promise<string> {
  if (format.gives === "tasks") {
    const known = (await filesMatching(workingTree, prefix, config.contracts)).map(folderOf);
    const [only] = known;
    if (only !== undefined && known.length === 1) return only;
    const there = known.length === 0 ? "there is none yet" : `there is ${known.join(", ")}`;
    throw new Failure("USAGE", {
      message: `which contract are these tests about? ${there}`,
      hint: "name it: --contract <name>",
    });
  }
  const [name] = [out === null ? null : basename(resolve(out)), ...called].flatMap(
    (text) => contractName(text ?? "") ?? [],
  );
  if (name !== undefined) return name;
  throw new Failure("USAGE", { message: "what is the contract to be called?", hint: "name it: --contract <name>" });
}

/** The folder that a glob of promptctl.yaml looks into, with its `/`. */
function folderIn(pattern: string): string {
  const { folder } = glob(pattern);
  return folder === "" ? "" : `${folder}/`;
}
