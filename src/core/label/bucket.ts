/**
 * MurmurHash3, x86, 32 bit, over UTF-8 bytes (Austin Appleby, public domain; the same function as
 * flagd's fractional evaluation, so that its published vectors hold here).
 */
export function murmur3(bytes: Uint8Array, seed = 0, length = bytes.length): number {
  const blocks = length - (length % 4);
  let hash = seed;
  for (let index = 0; index < blocks; index += 4) hash = mixed(hash, littleEndian(bytes, index, 4));
  if (length > blocks) hash ^= scramble(littleEndian(bytes, blocks, length - blocks));
  return avalanche(hash, length);
}

function littleEndian(bytes: Uint8Array, from: number, count: number): number {
  let block = 0;
  for (let index = from + count - 1; index >= from; index -= 1) block = (block << 8) | (bytes[index] ?? 0);
  return block;
}

function mixed(hash: number, block: number): number {
  const next = hash ^ scramble(block);
  return (Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64) | 0;
}

function avalanche(sum: number, length: number): number {
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
  const whole = absorb(begunWith(salt), session);
  const hash = whole === null ? murmur3OfBytes(`${salt}\0${session}`, 0) : finished(whole);
  return Math.floor((hash * 10_000) / 2 ** 32);
}

/** Every run that is analysed comes through here: texts of ASCII, which nearly all are, are hashed as they stand. */
export function murmur3Of(text: string, seed = 0): number {
  const whole = absorb({ hash: seed, block: 0, shift: 0, length: 0 }, text);
  return whole === null ? murmur3OfBytes(text, seed) : finished(whole);
}

/** A hash that is under way: more bytes may come. */
interface Begun {
  readonly hash: number;
  /** Of the next four bytes those that came, and how many bits they are. */
  readonly block: number;
  readonly shift: number;
  readonly length: number;
}

/** A ramp has one salt, and every session that is opened asks for it: hashed once, it halves what a bucket costs. */
function begunWith(salt: string): Begun | null {
  if (last.salt !== salt) last = { salt, begun: absorb({ hash: 0, block: 0, shift: 0, length: 0 }, `${salt}\0`) };
  return last.begun;
}

let last: { readonly salt: string | null; readonly begun: Begun | null } = { salt: null, begun: null };

/** `null` where a character is not one byte. */
function absorb(begun: Begun | null, text: string): Begun | null {
  if (begun === null) return null;
  let { hash, block, shift } = begun;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 127) return null;
    block |= code << shift;
    shift = (shift + 8) & 31;
    if (shift > 0) continue;
    hash = mixed(hash, block);
    block = 0;
  }
  return { hash, block, shift, length: begun.length + text.length };
}

function finished({ hash, block, length }: Begun): number {
  return avalanche(hash ^ scramble(block), length);
}

function murmur3OfBytes(text: string, seed: number): number {
  // Short texts take no memory of their own.
  if (text.length * 3 > shared.length) return murmur3(encoder.encode(text), seed);
  return murmur3(shared, seed, encoder.encodeInto(text, shared).written);
}

const encoder = new TextEncoder();
const shared = new Uint8Array(1_024);
