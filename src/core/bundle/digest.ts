import { hash } from "node:crypto";

/** `sha256:` and 64 lower-case hex digits of exactly a file's bytes. */
export type Digest = `sha256:${string}`;

/** @param content bytes, or a text as UTF-8: to encode it first takes five times as long as to hash it */
export function digestOf(content: Uint8Array | string): Digest {
  return `sha256:${hash("sha256", content, "hex")}`;
}

export function isDigest(value: unknown): value is Digest {
  return typeof value === "string" && /^sha256:[0-9a-f]{64}$/.test(value);
}

/** What a file is called that holds these bytes: `sha256sum` of it prints its own name. */
export function hexOf(digest: Digest): string {
  return digest.slice("sha256:".length);
}

/** `support@1a2b3c4d5e6f`: what every run logs. */
export function promptId(contract: string, digest: Digest): string {
  return `${contract}@${hexOf(digest).slice(0, 12)}`;
}

/** Where a bundle lies: on the release branch, in a place, in a cache. */
export function bundlePath(digest: Digest): string {
  return `bundles/${hexOf(digest)}.json`;
}
