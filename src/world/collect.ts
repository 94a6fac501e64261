import type { Readable } from "node:stream";

export interface Collected {
  bytes(): Uint8Array;
  /** There was more than is kept. */
  cut(): boolean;
}

/**
 * What a stream gives, up to so many bytes: its beginning or its end.
 *
 * @param full called once, when there is more than is kept
 */
export function collect(
  stream: Readable,
  { most, keep, full }: { readonly most: number; readonly keep: "head" | "tail"; readonly full?: () => void },
): Collected {
  const chunks: Buffer[] = [];
  let size = 0;
  let cut = false;
  stream.on("data", (data: Buffer | string) => {
    const chunk = typeof data === "string" ? Buffer.from(data) : data;
    if (cut && keep === "head") return;
    chunks.push(chunk);
    size += chunk.length;
    if (size <= most) return;
    if (!cut) full?.();
    cut = true;
    if (keep === "tail") size -= dropFront(chunks, size - most);
  });
  return {
    bytes: () => {
      const all = Buffer.concat(chunks);
      return keep === "head" ? all.subarray(0, most) : all.subarray(-most);
    },
    cut: () => cut,
  };
}

/** Drops whole chunks from the front, as long as what goes is not more than may go; returns the bytes that went. */
function dropFront(chunks: Buffer[], spare: number): number {
  let gone = 0;
  while (gone + (chunks[0]?.length ?? spare + 1) <= spare) gone += chunks.shift()?.length ?? 0;
  return gone;
}
