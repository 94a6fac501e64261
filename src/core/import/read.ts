import { isJsonArray, isJsonObject, type Json, type JsonObject, parseJson } from "../json.ts";
import { type ForeignYaml, readForeignYaml } from "../yaml/foreign.ts";

/** YAML or JSON of another tool; what is nested deeper than anybody writes is refused before it is walked. */
export function readData(text: string): ForeignYaml {
  const json = parseJson(text);
  const read = json === undefined ? readForeignYaml(text) : { value: json, why: null };
  return read.why === null && isDeep(read.value) ? { value: null, why: `nested deeper than ${deepest} levels` } : read;
}

/** One JSON document, or one in each line. */
export function readJsonDocuments(text: string): readonly Json[] | { readonly why: string } {
  const whole = parseJson(text);
  const lines = whole === undefined ? text.split("\n").filter((line) => line.trim() !== "") : [];
  const documents = whole === undefined ? lines.map(parseJson) : [whole];
  const broken = documents.indexOf(undefined);
  if (documents.length === 0) return { why: "it is empty" };
  if (broken >= 0)
    return { why: lines.length === 1 ? "it is not JSON" : `line ${broken + 1} is not JSON, nor is the whole` };
  const read = documents.flatMap((document) => (document === undefined ? [] : [document]));
  return read.some(isDeep) ? { why: `it is nested deeper than ${deepest} levels` } : read;
}

/** Metadata above a text, between lines of `---`, as prompt files have it. */
export interface FrontMatter {
  /** `null` where there is none. */
  readonly data: JsonObject | null;
  readonly body: string;
  readonly why: string | null;
}

/** Comments and empty lines may stand above the first `---`. */
export function readFrontMatter(text: string): FrontMatter {
  const match = /^\uFEFF?(?:[ \t]*(?:#[^\n]*)?\n)*---[ \t]*\n(?:([\s\S]*?)\n)?---[ \t]*(?:\n([\s\S]*))?$/.exec(text);
  if (match === null) return { data: null, body: text, why: null };
  const { value, why } = readData(match[1] ?? "");
  const body = match[2] ?? "";
  if (why !== null) return { data: null, body, why };
  if (value !== null && !isJsonObject(value)) return { data: null, body, why: "it is not a mapping" };
  return { data: value ?? {}, body, why: null };
}

const deepest = 200;

function isDeep(value: Json): boolean {
  let level: readonly Json[] = [value];
  for (let depth = 0; depth < deepest; depth += 1) {
    level = level.flatMap((part) => (isJsonArray(part) ? part : isJsonObject(part) ? Object.values(part) : []));
    if (level.length === 0) return false;
  }
  return true;
}
