import { isAbsolute, join } from "node:path";
import { hexOf, promptId } from "../core/bundle/digest.ts";
import { count, thousands } from "../core/text.ts";
import { countTokens, tokenEncoding } from "../core/tokens.ts";
import { asJson } from "../report/formats/json.ts";
import { type Report, table } from "../report/report.ts";
import { writeBytes } from "../world/files.ts";
import type { World } from "../world/world.ts";
import { buildContracts, readContracts } from "./gather/contracts.ts";
import { configIn, openProject, repositoryIn } from "./gather/project.ts";
import { treeAt } from "./gather/revision.ts";

interface BuildInput {
  readonly contract: readonly string[];
  readonly ref: string | null;
  readonly out: string | null;
}

export async function build({ contract: names, ref, out }: BuildInput, world: World): Promise<Report> {
  const project = await openProject(world);
  const tree = ref === null ? project.workingTree : (await treeAt(repositoryIn(project), ref)).tree;
  const config = ref === null ? project.config : await configIn(tree, project.prefix);

  const built = buildContracts(await readContracts(tree, project.prefix, config), config, names);
  const bundles = await Promise.all(
    built.map(async ({ bundle }) => ({ ...bundle, tokens: await countTokens(bundle.contract) })),
  );

  const folder = out === null ? null : isAbsolute(out) ? out : join(world.cwd, out);
  if (folder !== null) {
    for (const { digest, bytes } of bundles) await writeBytes(join(folder, `${hexOf(digest)}.json`), bytes);
  }
  return {
    command: "build",
    answer: "yes",
    verdict: `${count(bundles.length, "bundle")} from ${tree.name}${folder === null ? "" : `, written to ${out ?? ""}`}`,
    blocks: [
      table(
        ["contract", "prompt id", "tokens", "digest"],
        bundles.map(({ contract, digest, tokens }) => [
          contract.name,
          promptId(contract.name, digest),
          thousands(tokens.total),
          digest,
        ]),
      ),
    ],
    data: {
      from: tree.name,
      encoding: tokenEncoding,
      bundles: bundles.map(({ contract, digest, bytes, tokens }) => ({
        contract: contract.name,
        digest,
        promptId: promptId(contract.name, digest),
        bytes: bytes.length,
        tokens: asJson(tokens),
      })),
    },
  };
}
