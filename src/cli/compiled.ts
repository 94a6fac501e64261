import { isAscii } from "node:buffer";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { Script } from "node:vm";
import { type Digest, digestOf } from "../core/bundle/digest.ts";
import type { Memory } from "../world/memory.ts";

/**
 * What a CommonJS file exports. What it and the files beside it that it asks for compile to is kept, for the next call under
 * this name: to compile them takes as long as most verbs work. From 22.1 on node does the same by itself.
 */
export function requireCompiled(path: string, memory: Memory, name: string): unknown {
  const kept = readKept(memory.recall(name));
  const calls = memory.count(name);
  const loaded = new Map<string, Loaded>();

  const load = (file: string): unknown => {
    const known = loaded.get(file);
    if (known !== undefined) return known.module.exports;
    const outside = createRequire(file);
    const text = Buffer.concat([head, readFileSync(file), tail]);
    // What was kept cannot import: V8 forgets for which module it would be. The bundler leaves no letters but these, so that
    // a text takes half the room.
    if (text.includes("import(") || !isAscii(text)) return outside(file);
    const source = digestOf(text);
    const before = kept.get(basename(file));
    const cachedData = before?.source === source ? before.compiled : undefined;
    const script = new Script(text.toString("latin1"), { filename: file, cachedData });
    const module: CommonJs = { exports: {} };
    // What V8 rejects was made by other settings, as they are while a verb works.
    loaded.set(file, { source, script, module, isNew: cachedData === undefined });
    const inside = (id: string): unknown => (id.startsWith("./") ? load(join(dirname(file), id)) : outside(id));
    const wrapper = script.runInThisContext() as Wrapper;
    wrapper.call(module.exports, module.exports, inside, module, file, dirname(file));
    return module.exports;
  };

  // Only then it is known which functions were needed; who was refused needed few. Later calls may need others.
  process.once("exit", (code) => {
    const isDue = again.includes(calls) || [...loaded.values()].some(({ isNew }) => isNew);
    if (code < 2 && isDue) memory.keep(name, writeKept(loaded, kept));
  });
  return load(path);
}

/** What node puts around a CommonJS file. https://nodejs.org/api/modules.html#the-module-wrapper */
const head = Buffer.from("(function (exports, require, module, __filename, __dirname) {");
const tail = Buffer.from("\n})");

/** The calls after which it is written again. */
const again = [4, 16, 64];

interface Loaded {
  readonly source: Digest;
  readonly script: Script;
  readonly module: CommonJs;
  /** Nothing was kept of it. */
  readonly isNew: boolean;
}

interface CommonJs {
  exports: unknown;
}

type Wrapper = (
  exports: unknown,
  require: (id: string) => unknown,
  module: CommonJs,
  filename: string,
  folder: string,
) => void;

/** What a file compiled to, when it was this. */
interface Kept {
  /** V8 itself takes a text of the same length for the same. */
  readonly source: Digest;
  readonly compiled: Uint8Array;
}

/** One line of JSON, what it lists, and the digest of both: V8 does not look whether bytes are whole. */
function writeKept(loaded: ReadonlyMap<string, Loaded>, before: ReadonlyMap<string, Kept>): Uint8Array {
  const now = [...loaded].map(([file, { source, script }]): [string, Kept] => {
    const [compiled, known] = [script.createCachedData(), before.get(basename(file))];
    // In a long call V8 gives up functions that it needed at the beginning.
    const isLess = known?.source === source && known.compiled.length > compiled.length;
    return [basename(file), isLess ? known : { source, compiled }];
  });
  const all = [...new Map([...before, ...now])];
  const list = all.map(([file, { source, compiled }]) => ({ file, source, size: compiled.length }));
  const parts = [Buffer.from(`${JSON.stringify(list)}\n`), ...all.map(([, { compiled }]) => compiled)];
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(digestOf(content)), content]);
}

function readKept(bytes: Buffer | null): ReadonlyMap<string, Kept> {
  const [digest, content] = [bytes?.subarray(0, digestSize), bytes?.subarray(digestSize)];
  if (digest === undefined || content === undefined || digest.toString() !== digestOf(content)) return new Map();
  let at = content.indexOf("\n") + 1;
  const list = JSON.parse(content.toString("utf8", 0, at)) as readonly Listed[];
  return new Map(
    list.map(({ file, source, size }) => [file, { source, compiled: content.subarray(at, (at += size)) }]),
  );
}

interface Listed {
  readonly file: string;
  readonly source: Digest;
  readonly size: number;
}

/** Of a digest, as it is written. */
const digestSize = "sha256:".length + 64;
