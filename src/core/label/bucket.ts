/**
 * MurmurHash3, x86, 32 bit, over UTF-8 bytes (Austin Appleby, public domain; the same function as
 * flagd's fractional evaluation, so that its published vectors hold here).
 */
export function murmur3(bytes: Uint8Array, seed = 0, length = bytes.length): number {
  const blocks = length - (length % 4);
  let hash = seed;
  for (let index = 0; index < blocks; index += 4) {
    hash ^= scramble(littleEndian(bytes, index, 4));
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
  }
  if (length > blocks) hash ^= scramble(littleEndian(bytes, blocks, length - blocks));
  hash ^= length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function littleEndian(bytes: Uint8Array, from: number, count: number): number {
  let block = 0;
  for (let index = from + count - 1; index >= from; index -= 1) block = (block << 8) | (bytes[index] ?? 0);
  return block;
}

function scramble(block: number): number {
  const mixed = Math.imul(block, 0xcc9e2d51);
  return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
}

/** Which of the 10,000 buckets a session falls into. NUL parts salt and id, so that no two pairs collide. */
export function bucketOf(salt: string, session: string): number {
  return Math.floor((murmur3Of(`${salt}\0${session}`) * 10_000) / 2 ** 32);
}

/** Every session that is opened comes through here: short texts, which nearly all are, take no memory of their own. */
export function murmur3Of(text: string, seed = 0): number {
  if (text.length * 3 > shared.length) return murmur3(encoder.encode(text), seed);
  return murmur3(shared, seed, encoder.encodeInto(text, shared).written);
}

const encoder = new TextEncoder();
const shared = new Uint8Array(1_024);
