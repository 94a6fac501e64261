import { pathToFileURL } from "node:url";
import type { LanguageModelV3 } from "@ai-sdk/provider";
import type * as Sdk from "ai";
import { Failure, sayCause } from "../../core/failure.ts";
import { didYouMean } from "../../core/nearest.ts";
import { findPackage, type FoundPackage } from "./find-package.ts";
import { knownProviders, type ModelPackage, packageOf, sdkMajor } from "./packages.ts";

export type {
  LanguageModelV3,
  LanguageModelV3CallOptions,
  LanguageModelV3Content,
  LanguageModelV3FunctionTool,
  LanguageModelV3GenerateResult,
  LanguageModelV3Message,
  LanguageModelV3Prompt,
  LanguageModelV3Usage,
  SharedV3Warning,
} from "@ai-sdk/provider";

/** What the SDK has for one provider: its own words for errors, and a maker of models. */
export interface Loaded {
  readonly sdk: typeof Sdk;
  readonly make: (settings: MakerSettings, model: string) => LanguageModelV3;
}

interface MakerSettings {
  readonly apiKey: string | undefined;
  readonly baseURL: string | undefined;
  readonly fetch: typeof fetch;
}

/**
 * Loads `ai` and a provider's package: of the project, or those beside promptctl.
 *
 * @param folder of the project
 * @throws Failure UNKNOWN_PROVIDER, MODEL_PACKAGE
 */
export async function loadProvider(provider: string, folder: string): Promise<Loaded> {
  // It becomes a part of a path.
  if (!/^[a-z0-9][a-z0-9.-]*$/.test(provider))
    throw new Failure("UNKNOWN_PROVIDER", { name: provider, known: ["openai", "anthropic", "google"] });
  const wanted = packageOf(provider);
  const broken = (why: string, cause?: unknown): Failure =>
    new Failure("MODEL_PACKAGE", { provider, why, folder, install: installs(wanted) }, { cause });
  const [ai, own] = await Promise.all([findPackage("ai", folder), findPackage(wanted.name, folder)]);
  if (ai === null || own === null) {
    const missing = [...(ai === null ? ["ai"] : []), ...(own === null ? [wanted.name] : [])];
    const meant = wanted.major === null ? didYouMean(provider, knownProviders) : null;
    throw broken(`${missing.join(" and ")} cannot be found${meant === null ? "" : ` (${meant})`}`);
  }
  for (const [{ name, version }, major] of [[ai, sdkMajor] as const, [own, wanted.major] as const]) {
    if (major !== null && !version.startsWith(`${major}.`))
      throw broken(`${name} ${version} is another major than ${major}`);
  }
  const module = await load(own, broken);
  const create = creatorIn(module, provider, wanted);
  if (create === null) throw broken(`${own.name} makes no models`);
  return {
    sdk: (await load(ai, broken)) as unknown as typeof Sdk,
    make: (settings, name) => {
      const made = create({ ...settings, name: provider === "openai-compatible" ? provider : undefined });
      const maker = (wanted.maker === null ? null : made[wanted.maker]) ?? made["languageModel"] ?? made;
      const model = (maker as (name: string) => unknown)(name);
      if (!isUsable(model)) throw broken(`${own.name} makes models of another generation`);
      return model;
    },
  };
}

/** What to install, as npm takes it. */
function installs({ name, major }: ModelPackage): string {
  return `ai@${sdkMajor} ${name}${major === null ? "" : `@${major}`}`;
}

/** A package may be broken, or lack what it needs itself. */
async function load(
  { name, version, entry }: FoundPackage,
  broken: (why: string, cause: unknown) => Failure,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(pathToFileURL(entry).href)) as Readonly<Record<string, unknown>>;
  } catch (cause) {
    throw broken(`${name} ${version} does not load: ${sayCause(cause)}`, cause);
  }
}

type Creator = (settings: object) => Readonly<Record<string, unknown>>;

/** `createOpenAI`, `createGroq`, … of a module. */
function creatorIn(module: Readonly<Record<string, unknown>>, provider: string, wanted: ModelPackage): Creator | null {
  const plain = `create${provider.replaceAll(/[^a-z0-9]/g, "")}`;
  const name = wanted.create ?? Object.keys(module).find((key) => key.toLowerCase() === plain);
  const create = name === undefined ? undefined : module[name];
  return typeof create === "function" ? (create as Creator) : null;
}

/** Whether a model speaks the language that providers of AI SDK 6 speak. */
function isUsable(model: unknown): model is LanguageModelV3 {
  return typeof model === "object" && model !== null && "doGenerate" in model && versionOf(model) === "v3";
}

function versionOf(model: object): unknown {
  return "specificationVersion" in model ? model.specificationVersion : undefined;
}
