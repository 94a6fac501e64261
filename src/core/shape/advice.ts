import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";
import type { Path } from "../place.ts";
import { formsOf, isOfType } from "./known.ts";
import { sayFlow } from "./words.ts";

/** What to write instead, by what stands there: the slips that YAML makes easy. */
export function advise(schema: JsonObject, node: JsonObject, path: Path, found: Json): string | null {
  const forms = formsOf(schema, node);
  const wants = (sample: Json): boolean => forms.some((form) => isOfType(form, sample));
  if (found === null) return "write a value, or take the key out";
  if ((typeof found === "number" || typeof found === "boolean") && wants("")) {
    return `put quotes round it: ${JSON.stringify(String(found))}`;
  }
  if (typeof found === "string") {
    if (wants(1) && /^-?\d+(?:\.\d+)?$/.test(found)) return `write it without quotes: ${found}`;
    const flag = flags[found.toLowerCase()];
    if (wants(true) && flag !== undefined) return `write ${flag}: in YAML 1.2, ${found} is text`;
  }
  const scalar = !isJsonArray(found) && !isJsonObject(found);
  const single = forms.find((form) => isOfType(form, []));
  const items = single?.["items"];
  if (scalar && isJsonObject(items) && formsOf(schema, items).some((form) => isOfType(form, found))) {
    return `write it as a list: [${sayFlow(found)}]`;
  }
  return sayExample(node, path.at(-1) ?? "");
}

const flags: Readonly<Record<string, string>> = {
  yes: "true",
  on: "true",
  y: "true",
  true: "true",
  no: "false",
  off: "false",
  n: "false",
  false: "false",
};

/** `for example: effect: read`, where the schema has an example. */
export function sayExample({ examples }: JsonObject, key: string | number): string | null {
  const example = isJsonArray(examples) ? examples[0] : undefined;
  if (example === undefined) return null;
  return `for example: ${typeof key === "string" && key !== "" ? `${sayFlow(key)}: ` : ""}${sayFlow(example)}`;
}
