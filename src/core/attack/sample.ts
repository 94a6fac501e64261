import { sayName } from "../name-words.ts";
import { instanceOf } from "../containment/instance-of.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../json.ts";
import { matchesSchema } from "../schema/validate.ts";

/** Steps that looking for an instance may take: a sample that is hard to find is not worth a second. */
export const steps = 20_000;

/**
 * A value as people would write it: what the schema lists or shows, else something of the right type, a number of several
 * digits for what is looked up by one.
 *
 * @param amount what numbers are, as far as the schema allows
 * @returns `undefined` where none is known
 */
export function sampleOf(schema: Json | undefined, name: string, amount: number): Json | undefined {
  const written = isJsonObject(schema) ? schema : {};
  const listed = [written["const"], ...listIn(written["enum"]), written["default"], ...listIn(written["examples"])];
  const fits = (value: Json | undefined): boolean => value !== undefined && matchesSchema(written, value);
  const usual = [...listed, likely(written, name, amount)].find(fits);
  return usual ?? [instanceOf(written, { steps })].find(fits);
}

function likely(schema: JsonObject, name: string, amount: number): Json | undefined {
  switch ([schema["type"] ?? (isJsonObject(schema["properties"]) ? "object" : "string")].flat()[0]) {
    case "number":
    case "integer":
      return amount;
    case "boolean":
      return true;
    case "array":
      return [sampleOf(schema["items"], name, amount) ?? ""];
    case "object":
      return requiredOf(schema, amount);
    default:
      return textFor(name);
  }
}

/** What has to be there, and nothing else. */
function requiredOf(schema: JsonObject, amount: number): Json | undefined {
  const parts = isJsonObject(schema["properties"]) ? schema["properties"] : {};
  const entries = listIn(schema["required"]).map((name) => {
    return [String(name), sampleOf(parts[String(name)], String(name), amount)] as const;
  });
  const known = entries.filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return known.length === entries.length ? Object.fromEntries(known) : undefined;
}

function textFor(name: string): string {
  return texts.find(([pattern]) => pattern.test(name))?.[1] ?? sayName(name);
}

/** Names of arguments, and what stands there; the particular ones first. */
const texts: readonly (readonly [RegExp, string])[] = [
  [/e?mail/i, "ada@example.com"],
  [/phone|mobile/i, "+1 555 0100"],
  [/iban|recipient|payee/i, "DE89370400440532013000"],
  [/ur[il]$|link|website/i, "https://example.com/"],
  [/date|day$|dob|birth/i, "2026-11-20"],
  [/zip|post_?(?:al_?)?code/i, "10115"],
  [/(?:^|_|[a-z](?=[A-Z]))(?:ids?|nr|no|number|key|code|ref|reference)$/i, "4711"],
  [/first_?name/i, "Ada"],
  [/(?:last|family|sur)_?name/i, "Byron"],
  [/(?:full|user|customer|person|owner)_?name/i, "Ada Byron"],
];

function listIn(value: Json | undefined): readonly Json[] {
  return isJsonArray(value) ? value : [];
}
