/**
 * What nobody can avoid who seals contracts without remembering anything: every YAML file below a folder is read, parsed
 * with `yaml`, written canonically (RFC 8785) and hashed.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import canonicalize from "canonicalize";
import { parse } from "yaml";

const entries = readdirSync(process.argv[2], { recursive: true, withFileTypes: true });
const digests = new Set();
for (const { parentPath, name } of entries.filter((entry) => entry.name.endsWith(".yaml"))) {
  const value = parse(readFileSync(join(parentPath, name), "utf8"));
  digests.add(createHash("sha256").update(canonicalize(value)).digest("hex"));
}
if (digests.size === 0) throw new Error("no file was parsed");
