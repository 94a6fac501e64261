import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type AuthoredContract, readContract, soundContract } from "../../src/core/contract/read.ts";
import type { Contract } from "../../src/core/contract/contract.ts";
import { parseYaml } from "../../src/core/yaml/parse.ts";
import { memoryTree } from "../helpers/tree.ts";

export const contractPath = "prompts/support/contract.yaml";

/** The names of the folders directly inside a folder. */
export function foldersIn(folder: URL): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
}

/** The names of the files directly inside a folder that end so, without the ending. */
export function namesIn(folder: URL, ending: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .toSorted();
}

/** Every file below a folder: path → content. */
export function filesIn(folder: URL): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [relative(fileURLToPath(folder), path), readFileSync(path, "utf8")];
    }),
  );
}

/** A YAML file of the tests themselves: a fault in it is a fault of the test. */
export function readYaml<Shape>(file: URL): Shape {
  const { value, faults } = parseYaml(file.pathname, readFileSync(file, "utf8"));
  if (faults.length > 0) throw new Error(`${file.pathname}: ${faults.map(({ message }) => message).join("; ")}`);
  return value as unknown as Shape;
}

/** A contract that must be readable, with the fragments beside it. */
export async function authoredFrom(
  text: string,
  files: Readonly<Record<string, string>> = {},
): Promise<AuthoredContract> {
  const beside = Object.entries(files).map(([path, content]) => [`prompts/support/${path}`, content]);
  const read = await readContract(memoryTree({ [contractPath]: text, ...Object.fromEntries(beside) }), contractPath);
  const authored = soundContract(read);
  if (authored === null) throw new Error(read.findings.map(({ message }) => message).join("; "));
  return authored;
}

export async function contractFrom(text: string, files: Readonly<Record<string, string>> = {}): Promise<Contract> {
  return (await authoredFrom(text, files)).contract;
}
