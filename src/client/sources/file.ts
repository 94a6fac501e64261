import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { bundlePath } from "../../core/bundle/digest.ts";
import { Failure, sayCause } from "../../core/failure.ts";
import { pointerPath } from "../../core/label/pointer.ts";
import { type Source, sourceLimits } from "../polling/source.ts";

/** A published folder: `file:.promptctl/live`, or a `file:///…` URL. Files have no validators: all is read each time. */
export function fileSource(url: string): Source {
  const folder = url.startsWith("file://") ? pathOf(url) : resolve(url.slice("file:".length));
  return {
    name: folder,
    pointer: async (contract, label, _validator, signal) => {
      const bytes = await readCapped(join(folder, pointerPath(contract, label)), sourceLimits.pointer, signal);
      return bytes === null ? { kind: "missing" } : { kind: "bytes", bytes, validator: null };
    },
    bundle: async (digest, signal) => {
      const bytes = await readCapped(join(folder, bundlePath(digest)), sourceLimits.bundle, signal);
      return bytes === null ? { kind: "missing" } : { kind: "bytes", bytes };
    },
    close: () => undefined,
  };
}

/** @throws Failure USAGE: `file://./live` names a computer, and no folder */
function pathOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch (error) {
    throw new Failure("USAGE", {
      message: `the source '${url}' is no folder: ${sayCause(error)}`,
      hint: 'write source: "file:.promptctl/live", or "file:///srv/live"',
    });
  }
}

/** Opened once and read from that descriptor: a file that is swapped meanwhile cannot be half of two. */
export async function readCapped(path: string, limit: number, signal?: AbortSignal): Promise<Uint8Array | null> {
  // Non-blocking: a named pipe would wait for a writer, and no deadline ends an open.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
    throw error;
  });
  if (file === null) return null;
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw new Error(`${path} is not a file`);
    if (stats.size > limit) throw new Error(`${path} is larger than ${limit} bytes`);
    return await file.readFile({ signal });
  } finally {
    await file.close();
  }
}
