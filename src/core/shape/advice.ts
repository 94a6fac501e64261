import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";
import type { Path } from "../place.ts";
import { formsOf, isOfType, isScalar } from "./known.ts";
import { sayFlow } from "./words.ts";

/** What to write instead, by what stands there: the slips that YAML makes easy. */
export function advise(schema: JsonObject, node: JsonObject, path: Path, found: Json): string | null {
  const forms = formsOf(schema, node);
  const wants = (sample: Json): boolean => forms.some((form) => isOfType(form, sample));
  if (found === null) return "write a value, or take the key out";
  if (typeof found === "number" || typeof found === "boolean") {
    const asText = String(found);
    if (forms.some((form) => takesText(form, asText))) return `put quotes round it: ${JSON.stringify(asText)}`;
  }
  if (typeof found === "string") {
    if (wants(1) && /^-?\d+(?:\.\d+)?$/.test(found)) return `write it without quotes: ${found}`;
    const flag = flags.get(found.toLowerCase());
    if (wants(true) && flag !== undefined) return `write ${flag}: in YAML 1.2, ${found} is text`;
  }
  const list = forms.find((form) => isOfType(form, []));
  const items = list?.["items"];
  const simple = isScalar(found) && list?.["prefixItems"] === undefined;
  if (simple && isJsonObject(items) && formsOf(schema, items).some((form) => isOfType(form, found))) {
    return `write it as a list: [${sayFlow(found)}]`;
  }
  return sayExample(schema, node, path.at(-1) ?? "");
}

function takesText(form: JsonObject, text: string): boolean {
  const { pattern } = form;
  if (!isOfType(form, text) || isJsonArray(form["enum"])) return false;
  return typeof pattern !== "string" || new RegExp(pattern, "u").test(text);
}

const flags = new Map([
  ...["yes", "on", "y", "true"].map((word) => [word, "true"] as const),
  ...["no", "off", "n", "false"].map((word) => [word, "false"] as const),
]);

/** `for example: effect: read`: the schema's own example, or the keys that must be there. */
export function sayExample(schema: JsonObject, node: JsonObject, key: string | number): string | null {
  const example = exampleOf(schema, node);
  if (example === null) return null;
  return `for example: ${typeof key === "string" && key !== "" ? `${sayFlow(key)}: ` : ""}${sayFlow(example)}`;
}

function exampleOf(schema: JsonObject, node: JsonObject): Json {
  const { examples } = node;
  if (isJsonArray(examples)) return examples[0] ?? null;
  const form = formsOf(schema, node).find(({ required }) => isJsonArray(required));
  const [required, properties] = [form?.["required"], form?.["properties"]];
  if (!isJsonArray(required) || !isJsonObject(properties)) return null;
  const entries = required.map((key) => {
    const part = properties[String(key)];
    return [String(key), isJsonObject(part) ? exampleOf(schema, part) : null] as const;
  });
  return entries.some(([, value]) => value === null) ? null : Object.fromEntries(entries);
}
