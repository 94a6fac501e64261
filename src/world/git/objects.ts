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

/** Gathers the reads of one moment into one process. */
export function blobReader(context: GitContext): (id: string) => Promise<Uint8Array | null> {
  let batch: Batch | null = null;
  return async (id) => {
    batch ??= openBatch(context, () => (batch = null));
    const { ids, blobs } = batch;
    ids.add(id);
    return (await blobs).get(id) ?? null;
  };
}

interface Batch {
  readonly ids: Set<string>;
  readonly blobs: Promise<ReadonlyMap<string, Uint8Array | null>>;
}

function openBatch(context: GitContext, close: () => void): Batch {
  const ids = new Set<string>();
  const blobs = new Promise<void>((resolve) => void setImmediate(resolve)).then(async () => {
    close();
    const asked = [...ids];
    const read = await readBlobs(context, asked);
    return new Map(asked.map((id, index) => [id, read[index] ?? null]));
  });
  return { ids, blobs };
}
