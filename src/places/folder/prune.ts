import { join } from "node:path";
import { type Digest, hexOf, isDigest } from "../../core/bundle/digest.ts";
import { bundlesNamedBy } from "../../core/label/retention.ts";
import { decodeText } from "../../core/text.ts";
import { readBytes, removeFile, writeBytes } from "../../world/files.ts";
import { bundleFile, bundlesIn, pointersIn } from "./contents.ts";

/** The bundles that were taken away, one digest a line. Without it the next publication would bring them back. */
const memory = ".pruned";

export async function prunedIn(folder: string): Promise<ReadonlySet<Digest>> {
  const bytes = await readBytes(join(folder, memory));
  const lines = (bytes === null ? null : decodeText(bytes))?.split("\n") ?? [];
  return new Set(lines.map((line) => `sha256:${line}`).filter(isDigest));
}

/** Only while nobody publishes: a pointer may name one of them again, and is looked at here for the last time. */
export async function pruneFrom(folder: string, digests: readonly Digest[]): Promise<readonly Digest[]> {
  const named = new Set((await pointersIn(folder)).flatMap(bundlesNamedBy));
  const going = digests.filter((digest) => !named.has(digest));
  const before = await prunedIn(folder);
  if (going.some((digest) => !before.has(digest))) await remember(folder, new Set([...before, ...going]));
  const there = await bundlesIn(folder);
  const gone = going.filter((digest) => there.has(digest));
  for (const digest of gone) await removeFile(bundleFile(folder, digest));
  return gone;
}

/** What is published is wanted again, and would be missed again. */
export async function welcomeBack(folder: string, digests: ReadonlyMap<Digest, unknown>): Promise<void> {
  const before = await prunedIn(folder);
  const left = [...before].filter((digest) => !digests.has(digest));
  if (left.length < before.size) await remember(folder, new Set(left));
}

async function remember(folder: string, digests: ReadonlySet<Digest>): Promise<void> {
  const lines = [...digests].map((digest) => `${hexOf(digest)}\n`).toSorted();
  await writeBytes(join(folder, memory), new TextEncoder().encode(lines.join("")));
}
