import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";
import { didYouMean } from "../nearest.ts";
import type { Path } from "../place.ts";

/** Where `{ file: ./x }` may stand; `*` is any item. Never inside a JSON Schema or literal data. */
export const fragmentPlaces: readonly { readonly path: readonly string[]; readonly holds: FragmentKind }[] = [
  { path: ["system"], holds: "text" },
  { path: ["system", "*"], holds: "text" },
  { path: ["tools", "*"], holds: "data" },
  { path: ["tools", "*", "input"], holds: "data" },
  { path: ["tools", "*", "output"], holds: "data" },
  { path: ["output", "schema"], holds: "data" },
  { path: ["messages"], holds: "data" },
  { path: ["guardrails"], holds: "data" },
  { path: ["budgets"], holds: "data" },
  { path: ["knowledge"], holds: "data" },
  { path: ["variables"], holds: "data" },
];

/** What a fragment is read as: prompt text as it stands, or YAML. */
export type FragmentKind = "text" | "data";

/** JSON Schemas and data that promptctl hands on as they are, `**` being any step: there `file` is a key like any other. */
const foreignPlaces: readonly (readonly string[])[] = [
  ["tools", "*", "input", "**"],
  ["tools", "*", "output", "**"],
  ["tools", "*", "annotations"],
  ["tools", "*", "provider_tool"],
  ["output", "schema", "**"],
  ["guardrails", "*", "when", "**"],
  ["variables", "**", "**"],
  ["model", "options"],
];

export interface Fragment {
  readonly file: string;
  /** The text is no template. */
  readonly literal: boolean;
}

/** What a `{ file }` at a path is: to be taken in, a mistake, or (`null`) no fragment. */
export type Judged =
  | { readonly fragment: Fragment; readonly holds: FragmentKind }
  | { readonly message: string; readonly hint: string; readonly at: Path }
  | null;

export function judgeFragment(value: Json, path: Path): Judged {
  if (!isJsonObject(value)) return null;
  const place = fragmentPlaces.find((one) => one.path.length === path.length && startsLike(one.path, path));
  const keys = Object.keys(value);
  if (place === undefined) {
    if (typeof value["file"] !== "string" || keys.some((key) => key !== "file" && key !== "literal")) return null;
    return isForeign(path) ? null : { message: "no fragment may stand here", hint: sayPlaces(), at: path };
  }
  const { holds } = place;
  if (typeof value["file"] !== "string") return holds === "text" ? misspelt(value, keys, path) : null;
  const stranger = keys.find((key) => key !== "file" && key !== "literal");
  if (stranger !== undefined) return beside(stranger, path);
  if (!("literal" in value)) return { fragment: { file: value["file"], literal: false }, holds };
  const at = [...path, "literal"];
  if (holds === "data") {
    return { message: "`literal` is for prompt text, and this fragment is data", hint: "remove it", at };
  }
  if (typeof value["literal"] !== "boolean") {
    return { message: "expected true or false, found something else", hint: "write literal: true, without quotes", at };
  }
  return { fragment: { file: value["file"], literal: value["literal"] }, holds };
}

/** Whether anything below a path may be a fragment, or a mistaken one. */
export function isOpen(path: Path): boolean {
  return !isForeign([...path, "*"]);
}

/** Most parts of a contract hold none: asked of them first, because in those each place is looked at in vain. */
export function mayHoldFragments(value: Json, path: Path): boolean {
  // There also what is no fragment is judged.
  return path[0] === "system" || namesFile(value);
}

function namesFile(value: Json): boolean {
  if (isJsonArray(value)) return value.some(namesFile);
  return isJsonObject(value) && ("file" in value || Object.values(value).some(namesFile));
}

function beside(key: string, path: Path): Judged {
  const meant = didYouMean(key, ["file", "literal"]);
  return {
    message: `the key \`${key.slice(0, 40)}\` is not known here`,
    hint: `${meant === null ? "" : `${meant} `}beside \`file\` only \`literal: true\` may stand; what is in the fragment is changed there`,
    at: [...path, key],
  };
}

/** A text place holds text, `{ file }`, or what `literal` made of it. */
function misspelt(value: JsonObject, keys: readonly string[], path: Path): Judged {
  if (typeof value["literal"] === "string" && keys.length === 1) return null;
  const hint = "a text that stands in a file is written { file: ./policy.md }";
  if ("file" in value) return { message: "expected the path of a file, as text", hint, at: [...path, "file"] };
  const key = keys.find((one) => didYouMean(one, ["file"]) !== null);
  if (key === undefined)
    return { message: "expected text or { file: ./policy.md }, not another mapping", hint, at: path };
  return { message: `the key \`${key}\` is not known here`, hint: `did you mean file? ${hint}`, at: [...path, key] };
}

function isForeign(path: Path): boolean {
  return foreignPlaces.some((place) => place.length <= path.length && startsLike(place, path.slice(0, place.length)));
}

function startsLike(pattern: readonly string[], path: Path): boolean {
  return path.every((step, index) => {
    const wanted = pattern[index];
    return wanted === "**" || (wanted === "*" ? typeof step === "number" : wanted === step);
  });
}

function sayPlaces(): string {
  return "a fragment may stand as `system` or an item of it, an item of `tools`, a tool's `input` or `output`, `output.schema`, `messages`, `guardrails`, `budgets`, `knowledge` or `variables`";
}
