import { murmur3Of } from "../label/bucket.ts";

/**
 * Whether a run came before: of the last eight million at least, in 32 MiB (B. H. Bloom, Space/time trade-offs in hash
 * coding with allowable errors, 1970). Of a hundred runs that came once fewer than one is taken for a second coming.
 */
export function rememberRuns(capacity = 8_000_000): (run: string) => boolean {
  const bits = 2 ** Math.ceil(Math.log2(capacity * 16));
  let young = new Uint8Array(bits / 8);
  let old = new Uint8Array(0);
  let count = 0;
  return (run) => {
    const places = placesOf(run, bits);
    if (places.every((place) => isSet(young, place)) || places.every((place) => isSet(old, place))) return true;
    if (count === capacity) {
      old = young;
      young = new Uint8Array(bits / 8);
      count = 0;
    }
    count += 1;
    for (const place of places) young[place >>> 3] = (young[place >>> 3] ?? 0) | (1 << (place & 7));
    return false;
  };
}

/** Two hashes make any number of them (Kirsch and Mitzenmacher, Less hashing, same performance, 2006). */
function placesOf(run: string, bits: number): readonly number[] {
  const [one, other] = [murmur3Of(run, 3), murmur3Of(run, 4) | 1];
  return [0, 1, 2, 3].map((step) => ((one + Math.imul(step, other)) >>> 0) & (bits - 1));
}

function isSet(filter: Uint8Array, place: number): boolean {
  return ((filter[place >>> 3] ?? 0) & (1 << (place & 7))) !== 0;
}
