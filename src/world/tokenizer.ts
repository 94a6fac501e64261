import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { endianness } from "node:os";
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import { BytePairEncodingCore } from "gpt-tokenizer/BytePairEncodingCore";
import type { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { O200KBase } from "gpt-tokenizer/encodingParams/o200k_base";
import { piecesOf, tokenEncoding, type Tokenizer } from "../core/tokens.ts";
import { openVocabulary, type Vocabulary } from "../core/vocabulary.ts";

/**
 * Counts tokens. The tables of an encoding take longer to load than a hundred contracts to compare: of a few texts only
 * what occurs in them is looked up, and many are counted in a thread of their own.
 */
export interface TokenCounter {
  /** There will be many texts: starts the thread, which takes a while. */
  load(): void;
  /** Has texts counted, many while this thread does something else. */
  prepare(texts: readonly string[]): Promise<void>;
  /** What was prepared is known; this thread waits for anything else. */
  readonly count: Tokenizer;
}

export function openTokenCounter(): TokenCounter {
  const started = (): Counting => (running ??= startThread());
  const counting = (texts: readonly string[]): Counting =>
    running ??
    (texts.reduce((sum, { length }) => sum + length, 0) > fewLetters
      ? started()
      : (alone ??= countHere() ?? started()));
  return {
    load: () => void started(),
    prepare: (texts) => counting(texts).prepare(texts),
    count: (text) => counting([text]).count(text),
  };
}

/** A letter takes a microsecond to look up, and the thread 300 milliseconds to start. */
const fewLetters = 100_000;

/** One for all who count: the tables are the same. */
let running: Counting | null = null;
let alone: Counting | null = null;

type Counting = Pick<TokenCounter, "prepare" | "count">;

/** Counts in this thread, with the tokens only that can occur; `null` where their file was not built. */
function countHere(): Counting | null {
  const vocabulary = readVocabulary();
  return vocabulary === null ? null : countWith(vocabulary);
}

export function countWith(vocabulary: Vocabulary): Counting {
  const known = new Map<string, number>();
  const countAll = (texts: readonly string[]): void => {
    // Nothing is merged across them, and most come again.
    const pieces = texts.map((text) => piecesOf(text).flatMap((piece) => piece.match(tokenSplitRegex) ?? []));
    const unique = [...new Set(pieces.flat())];
    const tokens = vocabulary.tokensIn(unique).map((token) => (typeof token === "string" ? token : [...token]));
    const core = new BytePairEncodingCore(O200KBase(tokens));
    const counts = new Map(unique.map((piece) => [piece, core.countNative(piece)]));
    for (const [index, text] of texts.entries())
      known.set(text, pieces[index]?.reduce((sum, piece) => sum + (counts.get(piece) ?? 0), 0) ?? 0);
  };
  const countUnknown = (texts: readonly string[]): void => {
    const unknown = texts.filter((text) => !known.has(text));
    if (unknown.length > 0) countAll(unknown);
  };
  return {
    prepare: (texts) => Promise.resolve(countUnknown(texts)),
    count: (text) => {
      countUnknown([text]);
      return known.get(text) ?? 0;
    },
  };
}

const { tokenSplitRegex } = O200KBase([]);

/** It lies beside the bundled program, and nowhere else; and was written by a machine that begins with the small end. */
function readVocabulary(): Vocabulary | null {
  if (endianness() === "BE") return null;
  try {
    return openVocabulary(readFileSync(new URL(`${tokenEncoding}.tokens`, import.meta.url)));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

function startThread(): Counting {
  const { port1: here, port2: port } = new MessageChannel();
  const turn = new Int32Array(new SharedArrayBuffer(4));
  const encoding = createRequire(import.meta.url).resolve("gpt-tokenizer/encoding/o200k_base");
  const worker = new Worker(program, { eval: true, workerData: { encoding, port, turn }, transferList: [port] });
  worker.unref();
  here.unref();
  const known = new Map<string, number>();
  const waiting = new Map<number, Question>();
  let asked = 0;

  function ask(texts: readonly string[], answered: () => void, failed: (error: unknown) => void): number {
    asked += 1;
    waiting.set(asked, { texts, answered, failed });
    here.postMessage({ id: asked, texts: texts.map(piecesOf) });
    return asked;
  }
  function take({ id, counts }: Answer): void {
    const { texts, answered } = waiting.get(id) ?? { texts: [], answered: () => undefined };
    waiting.delete(id);
    for (const [index, text] of texts.entries()) known.set(text, counts[index] ?? 0);
    if (waiting.size === 0) here.unref();
    answered();
  }
  worker.on("error", (error) => {
    running = null;
    for (const { failed } of waiting.values()) failed(error);
  });
  here.on("message", take);
  here.unref();

  return {
    prepare: (texts) => {
      const unknown = [...new Set(texts)].filter((text) => !known.has(text));
      if (unknown.length === 0) return Promise.resolve();
      here.ref();
      return new Promise((resolve, reject) => void ask(unknown, resolve, reject));
    },
    count: (text) => {
      if (!known.has(text)) ask([text], ignore, ignore);
      while (!known.has(text)) {
        const seen = Atomics.load(turn, 0);
        const received = receiveMessageOnPort(here) as { readonly message: Answer } | undefined;
        if (received !== undefined) take(received.message);
        else if (Atomics.wait(turn, 0, seen, patience) === "timed-out") throw new Error("no tokens were counted");
      }
      return known.get(text) ?? 0;
    },
  };
}

function ignore(): void {
  // Who waits for the answer takes it.
}

interface Question {
  readonly texts: readonly string[];
  readonly answered: () => void;
  readonly failed: (error: unknown) => void;
}

interface Answer {
  readonly id: number;
  readonly counts: readonly number[];
}

/** Milliseconds after which the other thread is taken to be gone. */
const patience = 60_000;

interface Given {
  readonly encoding: string;
  readonly port: MessagePort;
  readonly turn: Int32Array;
}

type Encoding = { readonly countTokens: typeof countTokens };

/**
 * What the other thread runs, handed to it as text: it sees nothing of this file. Control tokens written into a prompt
 * are text there, not control.
 */
function serve({ encoding, port, turn }: Given, load: (path: string) => Encoding): void {
  const tokens = load(encoding);
  const options = { disallowedSpecial: new Set<string>() };
  port.on("message", ({ id, texts }: { readonly id: number; readonly texts: readonly (readonly string[])[] }) => {
    const countAll = (pieces: readonly string[]): number =>
      pieces.reduce((sum, piece) => sum + (piece === "" ? 0 : tokens.countTokens(piece, options)), 0);
    port.postMessage({ id, counts: texts.map(countAll) });
    Atomics.add(turn, 0, 1);
    Atomics.notify(turn, 0);
  });
}

const program = `(${String(serve)})(require("node:worker_threads").workerData, require)`;
