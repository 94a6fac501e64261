import { gathered } from "./gathered.ts";
import { type GitContext, gitBytes } from "./plumbing.ts";

/**
 * Reads blobs straight from the object store, never through work-tree filters: line-ending conversion
 * and keyword expansion change bytes, and so would change digests.
 *
 * @returns the bytes in the order of the ids; `null` where this clone does not have the object
 */
export async function readBlobs(context: GitContext, ids: readonly string[]): Promise<readonly (Uint8Array | null)[]> {
  if (ids.length === 0) return [];
  const input = new TextEncoder().encode(ids.map((id) => `${id}\n`).join(""));
  const output = await gitBytes(context, "read objects", ["cat-file", "--batch"], input);
  const blobs: (Uint8Array | null)[] = [];
  let position = 0;
  for (const id of ids) {
    const end = output.indexOf(newline, position);
    const header = new TextDecoder().decode(output.subarray(position, end));
    position = end + 1;
    // `<id> blob <size>`, or `<id> missing`
    const size = /^\S+ \w+ (\d+)$/.exec(header)?.[1];
    if (size === undefined || id === "") blobs.push(null);
    else {
      blobs.push(output.slice(position, position + Number(size)));
      position += Number(size) + 1;
    }
  }
  return blobs;
}

const newline = 0x0a;

/** Reads blobs one by one, in one process for those of one moment. */
export function blobReader(context: GitContext): (id: string) => Promise<Uint8Array | null> {
  const read = gathered(async (ids) => {
    const blobs = await readBlobs(context, ids);
    return new Map(ids.map((id, index) => [id, blobs[index] ?? null]));
  });
  return async (id) => (await read(id)) ?? null;
}
