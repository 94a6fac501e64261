/** A token of an encoding: its text, or its bytes where they are no text. */
export type Token = string | readonly number[];

/** The tokens of an encoding, searched as they lie in a file: reading it builds nothing. */
export interface Vocabulary {
  /** Those that occur in some texts, in the order in which the encoding merges them: no other one can matter there. */
  tokensIn(texts: readonly string[]): readonly Token[];
}

/**
 * The file that `openVocabulary` searches. Its numbers are `Uint32`, the small end first: how many tokens there are; for each
 * byte, and behind the last, how many tokens begin with a smaller one; where each token begins, and where the last ends;
 * for each twice its place in the order of merging, and one more where it is given as a text. Then the bytes of all
 * tokens, sorted.
 *
 * @param tokens in the order of merging; holes are not used
 */
export function packVocabulary(tokens: readonly (Token | undefined)[]): Uint8Array {
  const sorted = tokens
    .flatMap((token, rank) =>
      token === undefined ? [] : [{ bytes: bytesOf(token), place: 2 * rank + (typeof token === "string" ? 1 : 0) }],
    )
    .map((one) => ({ ...one, order: String.fromCharCode(...one.bytes) }))
    .toSorted((left, right) => (left.order < right.order ? -1 : 1));
  const starts = [0];
  for (const { bytes } of sorted) starts.push((starts.at(-1) ?? 0) + bytes.length);
  const firsts = sorted.map(({ bytes }) => bytes[0] ?? 0);
  const smaller = Array.from({ length: 257 }, (_, byte) => firsts.filter((first) => first < byte).length);
  const numbers = Uint32Array.from([sorted.length, ...smaller, ...starts, ...sorted.map(({ place }) => place)]);
  const packed = new Uint8Array(numbers.byteLength + (starts.at(-1) ?? 0));
  const view = new DataView(packed.buffer);
  for (const [index, number] of numbers.entries()) view.setUint32(4 * index, number, true);
  for (const [index, { bytes }] of sorted.entries()) packed.set(bytes, numbers.byteLength + (starts[index] ?? 0));
  return packed;
}

/** How many bytes of the file are numbers, by how many tokens there are. */
export function bytesOfNumbers(tokens: number): number {
  return (259 + 2 * tokens) * 4;
}

/** @param packed at a multiple of four bytes of its buffer, its numbers in the order of this machine */
export function openVocabulary(packed: Uint8Array): Vocabulary {
  const numbers = (from: number, length: number): Uint32Array =>
    new Uint32Array(packed.buffer, packed.byteOffset + from * 4, length);
  const [size = 0] = numbers(0, 1);
  const smaller = numbers(1, 257);
  const starts = numbers(258, size + 1);
  const places = numbers(259 + size, size);
  const bytes = packed.subarray(bytesOfNumbers(size));
  const start = (token: number): number => starts[token] ?? 0;
  const placeOf = (token: number): number => places[token] ?? 0;

  /** Adds the tokens that a text has at one of its bytes. */
  function addTokensAt(text: Uint8Array, at: number, found: Set<number>): void {
    const first = text[at] ?? 0;
    let [from, to] = [smaller[first] ?? 0, smaller[first + 1] ?? 0];
    // So many bytes of the text begin all tokens of the range.
    for (let depth = 1; from < to; depth += 1) {
      // Sorted, a token stands before all that begin with it.
      if (start(from + 1) - start(from) === depth) {
        found.add(from);
        from += 1;
      }
      const next = text[at + depth];
      if (next === undefined) return;
      from = firstFrom(from, to, depth, next);
      to = firstFrom(from, to, depth, next + 1);
    }
  }

  /** The first token of a range whose byte behind `depth` others is `least` or more. */
  function firstFrom(from: number, to: number, depth: number, least: number): number {
    let [low, high] = [from, to];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((bytes[start(middle) + depth] ?? 0) < least) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    tokensIn: (texts) => {
      const found = new Set<number>();
      for (const text of texts) {
        const encoded = encoder.encode(text);
        for (let at = 0; at < encoded.length; at += 1) addTokensAt(encoded, at, found);
      }
      return [...found]
        .toSorted((left, right) => placeOf(left) - placeOf(right))
        .map((token) => {
          const own = bytes.subarray(start(token), start(token + 1));
          return placeOf(token) % 2 === 1 ? utf8.decode(own) : [...own];
        });
    },
  };
}

function bytesOf(token: Token): Uint8Array {
  return typeof token === "string" ? encoder.encode(token) : Uint8Array.from(token);
}

const encoder = new TextEncoder();
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
