import { isAbsolute, join } from "node:path";
import { promptId } from "../../core/bundle/digest.ts";
import type { Config } from "../../core/config/config.ts";
import type { Environment } from "../../core/contract/contract.ts";
import { renderContractPartly } from "../../core/contract/render-partly.ts";
import { Failure } from "../../core/failure.ts";
import { isJsonObject, type JsonObject } from "../../core/json.ts";
import { environmentOf } from "../../core/label/policy.ts";
import type { Path } from "../../core/place.ts";
import { exportContract } from "../../core/provider/export.ts";
import type { ProviderName } from "../../core/provider/names.ts";
import { refusals } from "../../core/provider/refusals.ts";
import { decodeText, sayList } from "../../core/text.ts";
import { parseYaml } from "../../core/yaml/parse.ts";
import type { ExportedContract } from "../../report/exported.ts";
import { readBytes } from "../../world/files.ts";
import type { World } from "../../world/world.ts";
import type { BuiltContract } from "./sealed.ts";

/** What texts are rendered with; a variable that has neither a value nor a default stays in the text. */
export interface Values {
  readonly variables: JsonObject;
  readonly environment: Environment | null;
}

/**
 * @param vars a YAML or JSON file of variables
 * @param label whose environment the texts are told
 * @throws Failure USAGE, INVALID_FILES, UNKNOWN_LABEL
 */
export async function readValues(
  world: World,
  { labels }: Config,
  { vars, label }: { readonly vars: string | null; readonly label: string | null },
): Promise<Values> {
  const policy = labels.find((one) => one.label === label);
  if (label !== null && policy === undefined)
    throw new Failure("UNKNOWN_LABEL", { label, known: labels.map((known) => known.label) });
  return {
    variables: vars === null ? {} : await readVariables(world, vars),
    environment: policy === undefined ? null : environmentOf(policy, labels),
  };
}

/** @throws Failure USAGE, BAD_TEMPLATE */
export function exportContracts(
  provider: ProviderName,
  built: readonly BuiltContract[],
  { variables, environment }: Values,
): readonly ExportedContract[] {
  const declared = new Set(built.flatMap(({ bundle }) => Object.keys(bundle.contract.variables)));
  const strangers = Object.keys(variables).filter((name) => !declared.has(name));
  if (strangers.length > 0) {
    throw new Failure("USAGE", {
      message: `--vars: ${sayList(strangers)} ${strangers.length === 1 ? "is" : "are"} no variable of ${sayList(built.map(({ bundle }) => bundle.contract.name))}`,
      hint: declared.size === 0 ? "no variable is declared there" : `declared are ${sayList([...declared])}`,
    });
  }
  return built.map(({ bundle: { contract, digest } }) => {
    // Several contracts share one file of values, and each takes its own.
    const own = Object.entries(variables).filter(([name]) => Object.hasOwn(contract.variables, name));
    const { rendered, open } = renderContractPartly(contract, Object.fromEntries(own), environment);
    const exported = exportContract(provider, contract, rendered);
    return {
      contract: contract.name,
      promptId: promptId(contract.name, digest),
      digest,
      open: open.filter(({ path }) => !exported.notCarried.some((left) => isInside(path, left.path))),
      refused: refusals(provider, contract),
      ...exported,
    };
  });
}

function isInside(path: Path, part: Path): boolean {
  return part.every((step, index) => path[index] === step);
}

async function readVariables(world: World, path: string): Promise<JsonObject> {
  const bytes = await readBytes(isAbsolute(path) ? path : join(world.cwd, path));
  if (bytes === null) {
    const hint = "paths are relative to the current folder, or to --cwd";
    throw new Failure("USAGE", { message: `--vars: there is no file ${path}`, hint });
  }
  const text = decodeText(bytes);
  if (text === null)
    throw new Failure("USAGE", { message: `--vars: ${path} is not UTF-8 text`, hint: "save it as UTF-8" });
  const { value, faults } = parseYaml(path, text);
  const errors = faults.filter(({ level }) => level === "error");
  if (errors.length > 0)
    throw new Failure("INVALID_FILES", { findings: errors.length, where: path }, { findings: errors });
  if (isJsonObject(value)) return value;
  throw new Failure("USAGE", {
    message: `--vars: ${path} is no map of names and values`,
    hint: "write one variable a line: customer_name: Ada",
  });
}
