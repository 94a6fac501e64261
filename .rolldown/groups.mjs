import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isLazy } from "./lazy.mjs";

const dist = join(import.meta.dirname, "../dist");

/**
 * What is always loaded together is one file: all that its entries import and no group before it does. By itself the
 * bundler makes dozens of small ones, one for each set of verbs.
 */
export function groupsOf(groups) {
  const taken = new Set();
  return Object.entries(groups).map(([name, entries], index) => {
    const all = new Set(entries.flatMap((entry) => [...importedBy(join(dist, `${entry}.js`))]));
    const own = new Set([...all].filter((id) => !taken.has(id)));
    for (const id of own) taken.add(id);
    return { name, test: (id) => own.has(id), priority: 100 - index };
  });
}

/** A compiled file and all of ours that it imports when it is loaded. */
function importedBy(file, seen = new Set()) {
  if (seen.has(file) || isLazy(file)) return seen;
  seen.add(file);
  const imports = readFileSync(file, "utf8").matchAll(/^(?:import|export)\s(?:[^;"']*?from\s+)?"(\.[^"]+)"/gm);
  for (const [, to] of imports) importedBy(join(file, "..", to), seen);
  return seen;
}
