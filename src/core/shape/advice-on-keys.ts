import { isJsonObject, type Json, type JsonObject, partAt } from "../json.ts";
import { nearest } from "../nearest.ts";
import type { Path } from "../place.ts";
import { broughtAlong } from "./elsewhere.ts";
import { isFragmentForm } from "./json-schema.ts";
import { formOf, formsOf, keysOf, nodeAt, placeOfKey } from "./known.ts";
import type { Misfit } from "./misfit.ts";
import { sayKeys } from "./words.ts";

/** What to do about a key that nobody knows: what it is called here, what was meant, where it belongs. */
export function adviseOnKey(path: Path, key: string, misfit: Misfit): string | null {
  const { shape, schema, document } = misfit;
  const found = partAt(document, path);
  const forms = nodeAt(schema, path, document);
  const node = formOf(schema, forms, found);
  const written = isJsonObject(found) ? Object.keys(found) : [];
  const known = keysOf(node);
  if (formsOf(schema, forms).some((form) => isFragmentForm(form) && keysOf(form).includes(key))) {
    return "a `{ file }` stands alone: the other keys belong into that file";
  }
  const free = known.filter((one) => !written.includes(one));
  return (
    broughtAlong(shape.kind, path, key) ??
    meant(key, free) ??
    sayTwice(key, known) ??
    sayBelongs(node, path, key, misfit) ??
    (free.length === 0 ? null : `known here: ${sayKeys(free, 12)}`)
  );
}

/** `did you mean x?`: by a typing error, or by a beginning that only one candidate has. */
export function meant(word: Json, candidates: readonly unknown[]): string | null {
  if (typeof word !== "string") return null;
  const names = candidates.map(String);
  const begun = word.length < 3 ? [] : names.filter((name) => name.startsWith(word.toLowerCase()));
  const near = nearest(word, names) ?? (begun.length === 1 ? begun[0] : undefined);
  return near === undefined ? null : `did you mean ${near}?`;
}

function sayTwice(key: string, known: readonly string[]): string | null {
  const near = nearest(key, known);
  return near === null ? null : `did you mean ${near}? It stands here already`;
}

/** A key of ours that stands at the wrong level. */
function sayBelongs(node: JsonObject, path: Path, key: string, { schema, document }: Misfit): string | null {
  const below = placeOfKey(schema, node, key);
  if (below !== null) {
    const where = below.filter((step) => step !== "*").join(" › ");
    return `it belongs ${below.at(-1) === "*" ? "in an item of" : "under"} \`${where}\``;
  }
  for (let depth = path.length - 1; depth >= 0; depth -= 1) {
    const above = path.slice(0, depth);
    const outer = formOf(schema, nodeAt(schema, above, document), partAt(document, above));
    if (keysOf(outer).includes(key)) return `it belongs further out, beside \`${path[depth] ?? ""}\``;
  }
  return null;
}
