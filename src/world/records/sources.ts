import { readdir, realpath, stat } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { Failure, sayCause } from "../../core/failure.ts";
import { glob } from "../../core/glob.ts";
import { absent, codeOf } from "../files.ts";

/** Where records are read from. */
export type RecordSource =
  | { readonly kind: "stdin"; readonly name: string }
  /** `name` is what a person called it, or what a glob found. */
  | { readonly kind: "file"; readonly name: string; readonly path: string };

/** @throws Failure USAGE, NO_RECORDS, READ_FAILED */
export async function sourcesNamed(named: readonly string[], cwd: string): Promise<readonly RecordSource[]> {
  const found = new Map<string, RecordSource>();
  for (const name of named) {
    if (name === "-") found.set("-", { kind: "stdin", name: "what is piped in" });
    else for (const file of await filesNamed(name, cwd)) found.set(file.real, file.source);
  }
  return [...found.values()];
}

interface FoundFile {
  /** Links lead to the same file. */
  readonly real: string;
  readonly source: RecordSource;
}

async function filesNamed(name: string, cwd: string): Promise<readonly FoundFile[]> {
  const there = await stat(resolve(cwd, name)).catch(readFailed(name));
  if (there?.isDirectory() === true)
    throw new Failure("USAGE", {
      message: `${name} is a folder`,
      hint: `name the files in it: '${join(name, "*.jsonl")}'`,
    });
  if (there !== null) return [await foundAt(name, cwd)];
  const { folder, isGlob, matches } = globOf(name);
  if (!isGlob)
    throw new Failure("NO_RECORDS", { message: `there is no file ${name}`, hint: "--runs takes run records" });
  const files = (await filesBelow(resolve(cwd, folder), folder, depthOf(name, folder))).filter(matches);
  if (files.length === 0)
    throw new Failure("NO_RECORDS", {
      message: `no file matches ${name}`,
      hint: "`*` stands for names in one folder, `**` for folders too; paths are relative to where you are",
    });
  return Promise.all(files.toSorted().map((file) => foundAt(file, cwd)));
}

function globOf(name: string) {
  const pattern = sep === "\\" ? name.replaceAll(sep, "/") : name;
  const { folder, matches } = glob(pattern.replace(/^\.\//, ""));
  return {
    folder: folder === "" && pattern.startsWith("/") ? "/" : folder,
    isGlob: /[*?[\]{}()!]/.test(name),
    matches,
  };
}

/** How many folders deep a glob looks. */
function depthOf(pattern: string, folder: string): number {
  return pattern.includes("**")
    ? Infinity
    : pattern.split("/").length - (folder === "" ? 0 : folder.split("/").length) - 1;
}

/** Paths begin with the folder as it was written, so that the glob matches them. */
async function filesBelow(path: string, written: string, depth: number): Promise<readonly string[]> {
  const entries = (await readdir(path, { withFileTypes: true }).catch(readFailed(written))) ?? [];
  const prefix = written === "" || written.endsWith("/") ? written : `${written}/`;
  const found = entries.map(async (entry): Promise<readonly string[]> => {
    const name = `${prefix}${entry.name}`;
    if (!entry.isDirectory()) return [name];
    return depth <= 0 || skipped.test(entry.name) ? [] : filesBelow(join(path, entry.name), name, depth - 1);
  });
  return (await Promise.all(found)).flat();
}

/** A glob means neither hidden folders nor installed packages. */
const skipped = /^(?:\..*|node_modules)$/;

async function foundAt(name: string, cwd: string): Promise<FoundFile> {
  const path = resolve(cwd, name);
  return { real: await realpath(path).catch(() => path), source: { kind: "file", name, path } };
}

function readFailed(path: string): (error: unknown) => null {
  return (error) => {
    try {
      return absent(error);
    } catch (cause) {
      throw codeOf(cause) === "" ? cause : new Failure("READ_FAILED", { path, why: sayCause(cause) }, { cause });
    }
  };
}
