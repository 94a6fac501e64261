import { constants, openSync } from "node:fs";
import { open, stat } from "node:fs/promises";
import { Socket } from "node:net";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { createGunzip, gunzip } from "node:zlib";
import { Failure, sayCause } from "../../core/failure.ts";
import { codeOf } from "../files.ts";
import type { RecordSource } from "./sources.ts";

/**
 * The bytes of a source, unpacked where they are packed: the first bytes say that, whatever the file is called. A piece
 * holds until the next one is asked for.
 *
 * @throws Failure READ_FAILED, USAGE
 */
export async function* openBytes(source: RecordSource, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const { name } = source;
  const path = source.kind === "stdin" ? "" : source.path;
  try {
    const pipe = await pipeOf(source);
    const raw = pipe === null ? bytesOf(path) : untilStopped(pipe, signal);
    const [first, whole] = await peek(raw);
    const packer = packers.find(({ magic }) => isPackedBy(first, magic));
    if (packer === undefined) yield* whole;
    else if (packer.name === "gzip") yield* unpacked(whole);
    else
      throw new Failure("USAGE", {
        message: `${name} is packed with ${packer.name}`,
        hint: `unpack it on the way: ${packer.cat} ${source.kind === "stdin" ? "FILE" : name} | promptctl … --runs -`,
      });
  } catch (error) {
    if (error instanceof Failure || codeOf(error) === "") throw error;
    throw new Failure("READ_FAILED", { path: name, why: sayCause(error) }, { cause: error });
  }
}

/** The bytes of a whole file, unpacked where they are packed by gzip and can be. */
export async function unpackedBytes(bytes: Uint8Array): Promise<Uint8Array> {
  return isPackedBy(bytes, packers[0].magic) ? promisify(gunzip)(bytes).catch(() => bytes) : bytes;
}

function isPackedBy(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

const packers = [
  { name: "gzip", magic: [0x1f, 0x8b], cat: "zcat" },
  { name: "zstd", magic: [0x28, 0xb5, 0x2f, 0xfd], cat: "zstdcat" },
  { name: "bzip2", magic: [0x42, 0x5a, 0x68], cat: "bzcat" },
  { name: "xz", magic: [0xfd, 0x37, 0x7a, 0x58], cat: "xzcat" },
] as const;

/** A named pipe, or what is piped in; `null` for a file that has an end. */
async function pipeOf(source: RecordSource): Promise<Readable | null> {
  if (source.kind === "stdin") return process.stdin;
  if (!(await stat(source.path)).isFIFO()) return null;
  // Opened in the usual way it would wait for somebody who writes, and hear nobody who says stop.
  const fd = openSync(source.path, constants.O_RDONLY | constants.O_NONBLOCK);
  return new Socket({ fd, readable: true, writable: false });
}

/** Whoever says stop is heard while others are waited for, who may never write again. */
async function* untilStopped(pipe: Readable, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const stop = (): void => void pipe.destroy();
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    yield* pipe as AsyncIterable<Uint8Array>;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** One buffer for the whole file: to make a new one for every piece costs more than to read it. */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, "r");
  try {
    const buffer = new Uint8Array(piece);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, piece, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

const piece = 1024 * 1024;

/** The first bytes, and all of them again. */
async function peek(bytes: AsyncIterable<Uint8Array>): Promise<readonly [Uint8Array, AsyncGenerator<Uint8Array>]> {
  const all = bytes[Symbol.asyncIterator]();
  let first = new Uint8Array(0);
  while (first.length < 4) {
    const { value, done } = await all.next();
    if (done === true) break;
    const joined = new Uint8Array(first.length + value.length);
    joined.set(first);
    joined.set(value, first.length);
    first = joined;
  }
  return [first, behind(first, all)];
}

async function* behind(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first;
    for (;;) {
      const { value, done } = await rest.next();
      if (done === true) return;
      yield value;
    }
  } finally {
    await rest.return?.();
  }
}

/** Of a file that is still being written the end is missing: what is there is read, as of any other file. */
async function* unpacked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  // What is on its way through the unpacker must not be written over.
  const copied = Readable.from(copies(bytes), { objectMode: false });
  const stream = copied.on("error", (error) => stream.destroy(error)).pipe(createGunzip({ chunkSize: piece }));
  try {
    yield* stream as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (codeOf(error) !== "Z_BUF_ERROR") throw error;
  }
}

async function* copies(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const one of bytes) yield one.slice();
}
