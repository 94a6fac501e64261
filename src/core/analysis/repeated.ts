import { murmur3Of } from "../label/bucket.ts";

/**
 * Whether a run came before: of the last eight million at least, in 32 MiB (B. H. Bloom, Space/time trade-offs in hash
 * coding with allowable errors, 1970). Of a hundred runs that came once fewer than one is taken for a second coming.
 */
export function rememberRuns(capacity = 8_000_000): (run: string) => boolean {
  const bits = 2 ** Math.ceil(Math.log2(capacity * 16));
  let young = new Uint8Array(bits / 8);
  let old = new Uint8Array(bits / 8);
  let count = 0;
  return (run) => {
    // Two hashes make any number of them (Kirsch and Mitzenmacher, Less hashing, same performance, 2006).
    const first = murmur3Of(run, 3);
    const step = murmur3Of(run, 4) | 1;
    if (holds(young, bits, first, step) || holds(old, bits, first, step)) return true;
    if (count === capacity) {
      [old, young] = [young, old.fill(0)];
      count = 0;
    }
    count += 1;
    for (let hash = 0; hash < hashes; hash += 1) {
      const place = (first + Math.imul(hash, step)) & (bits - 1);
      young[place >>> 3] = (young[place >>> 3] ?? 0) | (1 << (place & 7));
    }
    return false;
  };
}

const hashes = 4;

function holds(filter: Uint8Array, bits: number, first: number, step: number): boolean {
  for (let hash = 0; hash < hashes; hash += 1) {
    const place = (first + Math.imul(hash, step)) & (bits - 1);
    if (((filter[place >>> 3] ?? 0) & (1 << (place & 7))) === 0) return false;
  }
  return true;
}
