/**
 * MurmurHash3, x86, 32 bit, over UTF-8 bytes (Austin Appleby, public domain; the same function as
 * flagd's fractional evaluation, so that its published vectors hold here).
 */
export function murmur3(bytes: Uint8Array, seed = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const blocks = bytes.length - (bytes.length % 4);
  let hash = seed;
  for (let index = 0; index < blocks; index += 4) {
    hash ^= scramble(view.getUint32(index, true));
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
  }
  let tail = 0;
  for (let index = bytes.length - 1; index >= blocks; index -= 1) tail = (tail << 8) | (bytes[index] ?? 0);
  if (bytes.length > blocks) hash ^= scramble(tail);
  hash ^= bytes.length;
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
  const hash = murmur3(new TextEncoder().encode(`${salt}\0${session}`));
  return Math.floor((hash * 10_000) / 2 ** 32);
}
