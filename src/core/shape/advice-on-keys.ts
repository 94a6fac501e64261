import { isJsonObject, type Json, type JsonObject, partAt } from "../json.ts";
import { nearest } from "../nearest.ts";
import type { Path } from "../place.ts";
import { broughtAlong, type KeyAdvice } from "./elsewhere.ts";
import { isFragmentForm } from "./fragments.ts";
import { formOf, formsOf, keysOf, nodeAt, placeOfKey } from "./known.ts";
import type { Misfit } from "./misfit.ts";
import { sayKeys } from "./words.ts";

/** What to do about a key that nobody knows: what it is called here, what was meant, where it belongs. */
export function adviseOnKey(path: Path, key: string, misfit: Misfit): KeyAdvice {
  const { shape, schema, document } = misfit;
  const found = partAt(document, path);
  const forms = nodeAt(schema, path, document);
  const node = formOf(schema, forms, found);
  if (formsOf(schema, forms).some((form) => isFragmentForm(form) && keysOf(form).includes(key))) {
    return only("what stands in another file is written { file: ./part.yaml }, and nothing beside it");
  }
  const brought = broughtAlong(shape.kind, path, key);
  if (brought !== null) return brought;
  const free = keysOf(node).filter((one) => !isJsonObject(found) || !Object.hasOwn(found, one));
  const means = nearly(key, free);
  if (means !== null) return { says: `did you mean ${means}?`, means };
  const twice = nearest(key, keysOf(node));
  if (twice !== null) return only(`did you mean ${twice}? It stands here already`);
  return only(sayBelongs(node, path, key, misfit) ?? sayKnown(free, keysOf(node)));
}

function sayKnown(free: readonly string[], known: readonly string[]): string {
  if (known.length === 0) return "no key is known here: leave it empty";
  return free.length === 0 ? "all that is known here is written already" : `known here: ${sayKeys(free, 12)}`;
}

/** `did you mean x?` */
export function sayMeant(word: Json, candidates: readonly unknown[]): string | null {
  const means = typeof word === "string" ? nearly(word, candidates.map(String)) : null;
  return means === null ? null : `did you mean ${means}?`;
}

/** By a typing error, or by a beginning that only one candidate has. */
function nearly(word: string, candidates: readonly string[]): string | null {
  const begun = word.length < 3 ? [] : candidates.filter((name) => name.startsWith(word.toLowerCase()));
  return nearest(word, candidates) ?? (begun.length === 1 ? (begun[0] ?? null) : null);
}

function only(says: string | null): KeyAdvice {
  return { says, means: null };
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
