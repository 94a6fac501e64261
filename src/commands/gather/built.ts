import { isAbsolute, join } from "node:path";
import { type Digest, hexOf, promptId } from "../../core/bundle/digest.ts";
import { Failure } from "../../core/failure.ts";
import { isProviderName, type ProviderName, providerNames, titleOf } from "../../core/provider/names.ts";
import { providers } from "../../core/provider/providers/index.ts";
import { count, thousands } from "../../core/text.ts";
import { allTexts, countTokens, type TokenCount, tokenEncoding } from "../../core/tokens.ts";
import { exportBlocks } from "../../report/exported.ts";
import { asJson } from "../../report/formats/json.ts";
import { type Report, table } from "../../report/report.ts";
import { writeBytes } from "../../world/files.ts";
import { openTokenCounter, type TokenCounter } from "../../world/tokenizer.ts";
import type { World } from "../../world/world.ts";
import { type BuiltContract, contractsAt, sealedAt } from "./sealed.ts";
import { exportContracts, readValues, type Values } from "./exports.ts";
import { configIn, type Project, repositoryIn } from "./project.ts";
import { treeAt } from "./revision.ts";

export interface BuildInput {
  readonly contract: readonly string[];
  readonly ref: string | null;
  readonly out: string | null;
  readonly as: string | null;
  readonly vars: string | null;
  readonly label: string | null;
}

/** Contracts, sealed, or as requests of a provider. */
export async function buildProject(world: World, project: Project, input: BuildInput): Promise<Report> {
  const { contract: names, ref, out, as, vars, label } = input;
  const provider = readProvider(as, { vars, label });
  const tree = ref === null ? project.workingTree : (await treeAt(repositoryIn(project), ref)).tree;
  const config = ref === null ? project.config : await configIn(tree, project.prefix);

  const folder = out === null ? null : isAbsolute(out) ? out : join(world.cwd, out);
  const target = { from: tree.name, out, folder };
  if (provider === null) {
    const counter = openTokenCounter();
    const keep = (built: BuiltContract): SealedBundle => measured(built, counter, folder !== null);
    return buildBundles(await sealedAt(tree, project.prefix, config, names, keep), target);
  }
  const built = await contractsAt(tree, project.prefix, config, names);
  return buildExports(provider, built, await readValues(world, config, { vars, label }), target);
}

interface Target {
  /** What was built. */
  readonly from: string;
  /** As it was asked for; `null` writes nothing. */
  readonly out: string | null;
  readonly folder: string | null;
}

/** What is said of a bundle. */
interface SealedBundle {
  readonly contract: string;
  readonly digest: Digest;
  readonly tokens: TokenCount;
  readonly size: number;
  /** `null` where nobody writes them. */
  readonly bytes: Uint8Array | null;
}

function measured({ bundle }: BuiltContract, counter: TokenCounter, isWritten: boolean): SealedBundle {
  const { contract, digest, bytes } = bundle;
  counter.prepare(allTexts(contract));
  const tokens = countTokens(contract, counter.count);
  return { contract: contract.name, digest, tokens, size: bytes.length, bytes: isWritten ? bytes : null };
}

async function buildBundles(bundles: readonly SealedBundle[], { from, out, folder }: Target): Promise<Report> {
  for (const { digest, bytes } of bundles)
    if (folder !== null && bytes !== null) await writeBytes(join(folder, `${hexOf(digest)}.json`), bytes);
  return {
    command: "build",
    answer: "yes",
    verdict: `${count(bundles.length, "bundle")} from ${from}${out === null ? "" : `, written to ${out}`}`,
    blocks: [
      table(
        ["contract", "prompt id", "tokens", "digest"],
        bundles.map(({ contract, digest, tokens }) => [
          contract,
          promptId(contract, digest),
          thousands(tokens.total),
          digest,
        ]),
      ),
    ],
    data: {
      from,
      encoding: tokenEncoding,
      bundles: bundles.map(({ contract, digest, size, tokens }) => ({
        contract,
        digest,
        promptId: promptId(contract, digest),
        bytes: size,
        tokens: asJson(tokens),
      })),
    },
  };
}

async function buildExports(
  provider: ProviderName,
  built: readonly BuiltContract[],
  values: Values,
  { from, out, folder }: Target,
): Promise<Report> {
  const exported = exportContracts(provider, built, values).map((one) => ({
    ...one,
    file: folder === null ? null : `${one.contract}.${provider}.json`,
  }));
  for (const { file, request } of exported) {
    const bytes = new TextEncoder().encode(`${JSON.stringify(request, null, 2)}\n`);
    if (folder !== null && file !== null) await writeBytes(join(folder, file), bytes);
  }
  const refused = exported.reduce((sum, one) => sum + one.refused.length, 0);
  const { document } = providers[provider];
  const verdict = [
    `${count(exported.length, "contract")} of ${from} for ${titleOf(provider)}: ${document}`,
    ...(refused === 0 ? [] : [`${count(refused, "part")} would be refused or left undone`]),
    ...(out === null ? [] : [`written to ${out}`]),
  ];
  return {
    command: "build",
    answer: "yes",
    verdict: verdict.join("; "),
    blocks: exported.flatMap((one) => exportBlocks(one, provider, one.file)),
    data: { from, provider, document, exports: asJson(exported) },
  };
}

/** @throws Failure UNKNOWN_PROVIDER, USAGE */
function readProvider(as: string | null, beside: Readonly<Record<string, string | null>>): ProviderName | null {
  if (as !== null) {
    if (isProviderName(as)) return as;
    throw new Failure("UNKNOWN_PROVIDER", { name: as, known: providerNames });
  }
  const alone = Object.entries(beside).find(([, value]) => value !== null);
  if (alone === undefined) return null;
  throw new Failure("USAGE", {
    message: `--${alone[0]} fills in texts, and a bundle keeps its templates`,
    hint: "say for which provider: --as openai",
  });
}
