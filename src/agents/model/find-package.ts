import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, parse } from "node:path";
import { fileURLToPath } from "node:url";
import { isJsonObject, parseJson } from "../../core/json.ts";

/** A package that is installed. */
export interface FoundPackage {
  readonly name: string;
  readonly version: string;
  readonly entry: string;
}

/** A package of a project, or beside promptctl; `null` where there is none. */
export async function findPackage(name: string, folder: string): Promise<FoundPackage | null> {
  for (const from of [join(folder, "package.json"), fileURLToPath(import.meta.url)]) {
    const entry = resolve(name, from);
    if (entry !== null) return { name, entry, version: await versionAt(name, dirname(entry)) };
  }
  return null;
}

function resolve(name: string, from: string): string | null {
  try {
    return createRequire(from).resolve(name);
  } catch {
    return null;
  }
}

/** The version of the package that a folder is in. */
async function versionAt(name: string, folder: string): Promise<string> {
  const text = await readFile(join(folder, "package.json"), "utf8").catch(() => "null");
  const manifest = parseJson(text);
  if (isJsonObject(manifest) && manifest["name"] === name) return String(manifest["version"]);
  return folder === parse(folder).root ? "of an unknown version" : versionAt(name, dirname(folder));
}
