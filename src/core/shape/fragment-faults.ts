import { isJsonObject, type JsonObject, partAt } from "../json.ts";
import type { Path } from "../place.ts";
import { meant } from "./advice-on-keys.ts";
import { isFragmentForm } from "./json-schema.ts";
import { formsOf, isScalar, keysOf, nodeAt } from "./known.ts";
import type { Misfit, ShapeFault } from "./misfit.ts";
import { quoted, sayFound, sayKeys, withPlace } from "./words.ts";

/** The part of a path that was meant to be a `{ file }`, and is none: a slip inside it, not a part without it. */
export function fragmentAt(path: Path, { schema, document }: Misfit): Path | null {
  for (let length = 1; length <= path.length; length += 1) {
    const place = path.slice(0, length);
    const form = fragmentForm(place, { schema, document });
    const found = partAt(document, place);
    if (form === null || !isJsonObject(found) || !isScalar(found["file"])) continue;
    const others = Object.keys(found).filter((key) => !keysOf(form).includes(key));
    // With more keys of its own it is the part itself, and `file` the odd one.
    if (others.every((key) => meant(key, keysOf(form)) !== null)) return place;
  }
  return null;
}

export function fragmentFaults(place: Path, { schema, document }: Misfit): readonly ShapeFault[] {
  const form = fragmentForm(place, { schema, document });
  const found = partAt(document, place);
  if (form === null || !isJsonObject(found)) return [];
  const keys = keysOf(form);
  return Object.entries(found).flatMap(([key, value]): readonly ShapeFault[] => {
    const wanted = { file: "string", literal: "boolean" }[key];
    const sentence =
      wanted === undefined
        ? `the key ${quoted(key)} is not known beside \`file\``
        : typeof value === wanted
          ? null
          : `\`${key}\`: expected ${wanted === "string" ? "a path" : "true or false"}, found ${sayFound(value)}`;
    if (sentence === null) return [];
    const hint =
      wanted === undefined
        ? (meant(key, keys) ?? `known here: ${sayKeys(keys, 12)}`)
        : "for example: { file: ./policy.md }";
    return [{ path: [...place, key], message: withPlace(document, place, sentence), hint }];
  });
}

function fragmentForm(place: Path, { schema, document }: Pick<Misfit, "schema" | "document">): JsonObject | null {
  return formsOf(schema, nodeAt(schema, place, document)).find(isFragmentForm) ?? null;
}
