import { readFileSync } from "node:fs";

/** As the package says it; the bundle holds what it said. */
export function version(): string {
  return typeof PROMPTCTL_VERSION === "undefined" ? packedVersion() : PROMPTCTL_VERSION;
}

declare const PROMPTCTL_VERSION: string | undefined;

function packedVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "unknown";
}
