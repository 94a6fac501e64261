import { existsSync, readFileSync } from "node:fs";
import { endianness } from "node:os";
import { BytePairEncodingCore } from "gpt-tokenizer/BytePairEncodingCore";
import { O200KBase } from "gpt-tokenizer/encodingParams/o200k_base";
import { piecesOf, tokenEncoding, type Tokenizer } from "../core/tokens.ts";
import { bytesOfNumbers, openVocabulary, type Vocabulary } from "../core/vocabulary.ts";

/**
 * Counts tokens. The tables of an encoding take longer to load than a hundred contracts to compare: only what occurs in the
 * texts is looked up, each word once.
 */
export interface TokenCounter {
  /** Counts many texts at once: cheaper than one by one. */
  prepare(texts: readonly string[]): void;
  readonly count: Tokenizer;
}

/** One for all who count: words come again. */
export function openTokenCounter(): TokenCounter {
  return (opened ??= countWith(readVocabulary()));
}

let opened: TokenCounter | null = null;

export function countWith(vocabulary: Vocabulary): TokenCounter {
  const texts = new Map<string, number>();
  const words = new Map<string, number>();

  function prepare(asked: readonly string[]): void {
    const unknown = [...new Set(asked)].filter((text) => !texts.has(text));
    if (unknown.length > 0 && texts.size > mostTexts) texts.clear();
    // Nothing is merged across words.
    const split = unknown.map((text) => piecesOf(text).flatMap((piece) => piece.match(tokenSplitRegex) ?? []));
    countWords([...new Set(split.flat())].filter((word) => !words.has(word)));
    for (const [index, text] of unknown.entries())
      texts.set(text, split[index]?.reduce((sum, word) => sum + (words.get(word) ?? 0), 0) ?? 0);
  }

  function countWords(unknown: readonly string[]): void {
    if (unknown.length === 0) return;
    const tokens = vocabulary.tokensIn(unknown).map((token) => (typeof token === "string" ? token : [...token]));
    const core = new BytePairEncodingCore(O200KBase(tokens));
    for (const word of unknown) words.set(word, core.countNative(word));
  }

  return {
    prepare,
    count: (text) => {
      prepare([text]);
      return texts.get(text) ?? 0;
    },
  };
}

/** Texts whose count is remembered: those of ten thousand contracts would fill the memory. */
const mostTexts = 5_000;

const { tokenSplitRegex } = O200KBase([]);

function readVocabulary(): Vocabulary {
  const packed = readFileSync(vocabularyFile());
  if (endianness() === "BE") packed.subarray(0, bytesOfNumbers(packed.readUInt32LE(0))).swap32();
  return openVocabulary(packed);
}

/** The build writes it beside the bundled program; what is not bundled lies two folders below its root. */
function vocabularyFile(): URL {
  const beside = new URL(`${tokenEncoding}.tokens`, import.meta.url);
  return existsSync(beside) ? beside : new URL(`../../dist/program/${tokenEncoding}.tokens`, import.meta.url);
}
