import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/** Of all that the program is made of, packages included: what it remembers is of this build only. */
export function identityOfBuild() {
  const hash = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  for (const path of readdirSync(join(root, "dist"), { recursive: true }).toSorted())
    if (path.endsWith(".js") && !/^(?:program|library)\b/.test(path))
      hash.update(readFileSync(join(root, "dist", path)));
  return hash.digest("hex").slice(0, 16);
}
