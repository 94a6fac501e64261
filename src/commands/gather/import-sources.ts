import { realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, resolve, sep } from "node:path";
import type { ImportFormat, Source } from "../../core/import/translation.ts";
import { decodeText } from "../../core/text.ts";
import { isFolder, readBytes } from "../../world/files.ts";
import { listMcpTools } from "../../world/mcp.ts";
import { readStandardInput } from "../../world/stdin.ts";
import type { World } from "../../world/world.ts";
import type { ImportWish } from "./import-wish.ts";

/** What an import reads. One file that cannot be read does not stop the others. */
export interface ImportSources {
  readonly sources: readonly NamedSource[];
  readonly unreadable: readonly { readonly source: string; readonly why: string }[];
}

export interface NamedSource extends Source {
  /** A name for the contract, where the source has none of its own: the server's, or the file's. */
  readonly called: string | null;
}

/** @throws Failure PROCESS_MISSING, MCP_FAILED, INTERRUPTED */
export async function gatherSources(
  { format, files, command, patience }: ImportWish,
  world: World,
): Promise<ImportSources> {
  if (command.length > 0) return { sources: [await askServer(command, patience, world)], unreadable: [] };
  const read = await Promise.all(files.map((file) => readSourceFile(format, file, world)));
  return {
    sources: read.flatMap((one) => ("why" in one ? [] : [one])),
    unreadable: read.flatMap((one) => ("why" in one ? [one] : [])),
  };
}

async function askServer(
  [command = "", ...args]: readonly string[],
  patience: number,
  world: World,
): Promise<NamedSource> {
  const name = [command, ...args].join(" ");
  world.terminal.progress(`asking ${name} for its tools`);
  const { cwd, env, signal } = world;
  const { server, tools } = await listMcpTools({ command, args, cwd, env, signal, timeout: patience * 1_000 });
  return { name, called: server, text: JSON.stringify({ tools }), related: {} };
}

async function readSourceFile(
  format: ImportFormat,
  file: string,
  world: World,
): Promise<NamedSource | { readonly source: string; readonly why: string }> {
  const piped = file === "-";
  const path = resolve(world.cwd, piped ? "." : file);
  if (!piped && (await isFolder(path))) return { source: file, why: "this is a folder: name the files in it" };
  const bytes = piped ? await readStandardInput() : await readBytes(path);
  if (bytes === null) return { source: file, why: "there is no such file" };
  const text = decodeText(bytes);
  if (text === null) return { source: file, why: "it is not UTF-8 text" };
  const source = { name: piped ? "stdin" : file, text };
  const related = await readAllRelated(format, source, piped ? world.cwd : dirname(path), world);
  return { ...source, called: piped ? null : nameOf(path), related };
}

/** The files that a source names, and those that these name. */
async function readAllRelated(
  format: ImportFormat,
  source: Pick<Source, "name" | "text">,
  folder: string,
  world: World,
): Promise<Source["related"]> {
  const related: Record<string, string | null> = {};
  const open = [source];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    for (const name of format.names?.(next) ?? []) {
      if (Object.hasOwn(related, name)) continue;
      const text = await readRelated(folder, name, world);
      related[name] = text;
      if (text !== null) open.push({ name, text });
    }
  }
  return related;
}

/** `a/weather.prompt.yml` → `weather`; of a name that says the tool only, the folder's. */
function nameOf(path: string): string {
  const name = basename(path).replace(/\.(?:prompt\.ya?ml|prompt|prompty|jsonl?|ya?ml)$/, "");
  return /^(?:promptfooconfig.*|tools|prompt)$/.test(name) ? basename(dirname(path)) : name;
}

/** A prompt file must not reach for what is not beside it or in the folder where we work. */
async function readRelated(folder: string, name: string, world: World): Promise<string | null> {
  if (isAbsolute(name)) return null;
  const path = await realpath(resolve(folder, name)).catch(() => null);
  const rooms = await Promise.all([folder, world.cwd].map((room) => realpath(room).catch(() => null)));
  if (path === null || !rooms.some((room) => room !== null && path.startsWith(`${room}${sep}`))) return null;
  if (await isFolder(path)) return null;
  const bytes = await readBytes(path);
  return bytes === null ? null : decodeText(bytes);
}
