import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { schemaParts } from "../../schema/walk.ts";

/** A schema that others point into. Nothing is ever fetched. */
export interface Document {
  readonly root: Json;
  /** The schema that a reference leads to; `null` where it leads out of the document, or may. */
  resolve(ref: string): Json | null;
}

export function documentOf(root: Json): Document {
  const known = new Map<string, Json | null>();
  let names: ReadonlyMap<string, Json | null> | undefined;
  const find = (ref: string): Json | null => {
    const fragment = fragmentOf(ref, root);
    if (fragment === null) return null;
    if (fragment === "" || fragment.startsWith("/")) return schemaAt(root, fragment);
    names ??= anchorsOf(root);
    return names.get(fragment) ?? null;
  };
  return {
    root,
    resolve(ref) {
      const found = known.get(ref);
      if (found !== undefined) return found;
      const schema = hasInnerDocuments(root) ? null : find(ref);
      known.set(ref, schema);
      return schema;
    },
  };
}

/** What stands behind `#`, where what stands before it is this document. */
function fragmentOf(ref: string, root: Json): string | null {
  const [base = "", fragment = ""] = ref.split("#", 2);
  if (base !== "" && absolute(base, root) !== absolute("", root)) return null;
  try {
    return decodeURIComponent(fragment);
  } catch {
    return null;
  }
}

function absolute(ref: string, root: Json): string {
  const id = isJsonObject(root) && typeof root["$id"] === "string" ? root["$id"] : "";
  try {
    return new URL(ref, new URL(id, "schema:///root")).href.replace(/#.*$/, "");
  } catch {
    return "";
  }
}

function schemaAt(root: Json, pointer: string): Json | null {
  let at: Json | undefined = root;
  for (const escaped of pointer.split("/").slice(1)) {
    const key = escaped.replaceAll("~1", "/").replaceAll("~0", "~");
    if (isJsonArray(at)) at = /^\d+$/.test(key) ? at[Number(key)] : undefined;
    else at = isJsonObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  }
  return isJsonObject(at) || typeof at === "boolean" ? at : null;
}

/** A name that stands for two schemas leads nowhere. */
function anchorsOf(root: Json): ReadonlyMap<string, Json | null> {
  const names = new Map<string, Json | null>();
  for (const { schema } of schemaParts(root)) {
    for (const name of namesOf(schema)) names.set(name, names.has(name) ? null : schema);
  }
  return names;
}

function namesOf({ $anchor, $dynamicAnchor, $id }: JsonObject): readonly string[] {
  const named = [$anchor, $dynamicAnchor].filter((name) => typeof name === "string");
  // Draft 7 named a place by an `$id` that is only a fragment.
  return typeof $id === "string" && $id.startsWith("#") ? [...named, $id.slice(1)] : named;
}

/** A schema inside that has an `$id` of its own is another document: what points where is not worth a mistake. */
function hasInnerDocuments(root: Json): boolean {
  if (!isJsonObject(root)) return false;
  const known = inner.get(root);
  if (known !== undefined) return known;
  const has = schemaParts(root).some(
    ({ path, schema: { $id } }) => path.length > 0 && typeof $id === "string" && !$id.startsWith("#"),
  );
  inner.set(root, has);
  return has;
}

const inner = new WeakMap<JsonObject, boolean>();
