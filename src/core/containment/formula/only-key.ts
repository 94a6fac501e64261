import type { Formula } from "./formula.ts";

/** The one name that a set of names has, where it is such a set. */
export function onlyKey(keys: Formula): string | null {
  if (keys.kind !== "fact" || keys.says.what !== "values" || keys.says.not || keys.says.among.size !== 1) return null;
  const [name] = keys.says.among.values();
  return typeof name === "string" ? name : null;
}
