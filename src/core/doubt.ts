import { type Json, partAt } from "./json.ts";
import type { Path } from "./place.ts";

/** Looks at a value, and remembers at what. */
export interface Watched<Value> {
  readonly value: Value;
  /** Whether a part was looked at, or the list of keys that it is missing from. */
  sawAny(parts: readonly Path[]): boolean;
}

/**
 * A rule that looked at a broken part is not believed, every other rule is: so that one typing error hides
 * no other fault, and invents none. Positions in lists do not count, because lists are sorted on the way.
 */
export function watch<Value extends object>(value: Value): Watched<Value> {
  const seen = new Set<string>();
  return {
    value: watched(value, [], seen),
    sawAny: (parts) => {
      const looked = withParents(seen);
      return parts.some((part) => {
        // Where something else stands for it, it is not missing from the list of keys.
        const missing = partAt(value as Json, part) === undefined;
        return (missing && seen.has(keyOf([...part.slice(0, -1), keys]))) || looked.has(keyOf(part));
      });
    },
  };
}

/** Whoever looked at a part looked into what it is a part of. */
function withParents(seen: ReadonlySet<string>): ReadonlySet<string> {
  const looked = new Set(seen);
  for (const key of seen) {
    for (let end = key.lastIndexOf("/"); end > 0; end = key.lastIndexOf("/", end - 1)) looked.add(key.slice(0, end));
  }
  return looked;
}

const keys = "(keys)";

function watched<Value extends object>(target: Value, path: Path, seen: Set<string>): Value {
  return new Proxy(target, {
    get(object, property, receiver) {
      const part: unknown = Reflect.get(object, property, receiver);
      if (typeof property === "symbol" || typeof part === "function") return part;
      const inside = [...path, Array.isArray(object) ? item(property) : property];
      // What is missing may stand there under a misspelt key.
      if (part === undefined) seen.add(keyOf([...path, keys]));
      if (typeof part !== "object" || part === null) seen.add(keyOf(inside));
      return typeof part === "object" && part !== null ? watched(part, inside, seen) : part;
    },
    has(object, property) {
      seen.add(keyOf([...path, String(property)]));
      return Reflect.has(object, property);
    },
    ownKeys(object) {
      seen.add(keyOf([...path, keys]));
      return Reflect.ownKeys(object);
    },
  });
}

function item(property: string): string | number {
  return property === "length" ? keys : 0;
}

function keyOf(path: Path): string {
  return path.map((step) => `/${typeof step === "number" ? "*" : step}`).join("");
}
