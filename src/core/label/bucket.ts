/**
 * MurmurHash3, x86, 32 bit, over UTF-8 bytes (Austin Appleby, public domain; the same function as
 * flagd's fractional evaluation, so that its published vectors hold here).
 */
export function murmur3(bytes: Uint8Array, seed = 0, length = bytes.length): number {
  const blocks = length - (length % 4);
  let hash = seed;
  for (let index = 0; index < blocks; index += 4) hash = mixed(hash, littleEndian(bytes, index, 4));
  if (length > blocks) hash ^= scramble(littleEndian(bytes, blocks, length - blocks));
  return finished(hash, length);
}

function littleEndian(bytes: Uint8Array, from: number, count: number): number {
  let block = 0;
  for (let index = from + count - 1; index >= from; index -= 1) block = (block << 8) | (bytes[index] ?? 0);
  return block;
}

function mixed(hash: number, block: number): number {
  const next = hash ^ scramble(block);
  return Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64;
}

function finished(sum: number, length: number): number {
  let hash = sum ^ length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function scramble(block: number): number {
  const mixed = Math.imul(block, 0xcc9e2d51);
  return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
}

/** Which of the 10,000 buckets a session falls into. NUL parts salt and id, so that no two pairs collide. */
export function bucketOf(salt: string, session: string): number {
  return Math.floor((murmur3Of(`${salt}\0${session}`) * 10_000) / 2 ** 32);
}

/**
 * Every session that is opened, and every run that is analysed, comes through here: texts of ASCII, which nearly all are,
 * are hashed as they stand, and short ones take no memory of their own.
 */
export function murmur3Of(text: string, seed = 0): number {
  const blocks = text.length - (text.length % 4);
  let hash = seed;
  for (let index = 0; index < blocks; index += 4) {
    const one = text.charCodeAt(index);
    const two = text.charCodeAt(index + 1);
    const three = text.charCodeAt(index + 2);
    const four = text.charCodeAt(index + 3);
    if ((one | two | three | four) > 127) return murmur3OfBytes(text, seed);
    hash = mixed(hash, one | (two << 8) | (three << 16) | (four << 24));
  }
  if (text.length === blocks) return finished(hash, blocks);
  let block = 0;
  for (let index = text.length - 1; index >= blocks; index -= 1) {
    const code = text.charCodeAt(index);
    if (code > 127) return murmur3OfBytes(text, seed);
    block = (block << 8) | code;
  }
  return finished(hash ^ scramble(block), text.length);
}

function murmur3OfBytes(text: string, seed: number): number {
  if (text.length * 3 > shared.length) return murmur3(encoder.encode(text), seed);
  return murmur3(shared, seed, encoder.encodeInto(text, shared).written);
}

const encoder = new TextEncoder();
const shared = new Uint8Array(1_024);
