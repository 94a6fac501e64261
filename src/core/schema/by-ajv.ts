import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import type { JsonObject } from "../json.ts";
import type { Path } from "../place.ts";
import type { SchemaProblem } from "./compile.ts";
import { schemaParts } from "./walk.ts";

/** What ajv finds wrong with a JSON Schema, which names no draft. */
export function problemsByAjv(judged: JsonObject, keywords: "known only" | "any"): readonly SchemaProblem[] {
  // What has an `$id` must not meet its namesake of another contract in one registry.
  const isAlone = !JSON.stringify(judged).includes('"$');
  const ajv = isAlone ? (shared[keywords] ??= newAjv(keywords)) : newAjv(keywords);
  try {
    if (ajv.validateSchema(judged) !== true) return distinct(ajv.errors ?? []);
    ajv.compile(judged);
    return [];
  } catch (error) {
    // The compiler follows references without looking back.
    if (error instanceof RangeError)
      return [{ path: [], problem: "leads back to itself by its references, and says nothing" }];
    const problem = error instanceof Error ? error.message : String(error);
    return [{ path: placeOf(problem, judged), problem }];
  } finally {
    ajv.removeSchema(judged);
  }
}

const shared: Partial<Record<"known only" | "any", Ajv2020>> = {};

function newAjv(keywords: "known only" | "any"): Ajv2020 {
  return new Ajv2020({
    strictSchema: keywords === "known only",
    strictTypes: false,
    strictRequired: false,
    validateFormats: false,
    logger: false,
    allErrors: true,
  });
}

/** A compiler says what it met, and not where. */
function placeOf(problem: string, schema: JsonObject): Path {
  const [, reference] = /^can't resolve reference (\S+) from/.exec(problem) ?? [];
  const [, unknown = ""] = /unknown keyword: "([^"]+)"/.exec(problem) ?? [];
  const [, source] = /^Invalid regular expression: \/(.*)\/[a-z]*: /s.exec(problem) ?? [];
  for (const { path, schema: part } of schemaParts(schema)) {
    if (reference !== undefined && part["$ref"] === reference) return [...path, "$ref"];
    if (source !== undefined && part["pattern"] === source) return [...path, "pattern"];
    if (Object.hasOwn(part, unknown)) return [...path, unknown];
  }
  return [];
}

/** The schema of schemas says the same in several of its parts, and of alternatives each. */
function distinct(errors: readonly ErrorObject[]): readonly SchemaProblem[] {
  const byPlace = new Map(errors.toReversed().map((error) => [error.instancePath, error]));
  return [...byPlace.values()].toReversed().map(({ instancePath, message }) => ({
    path: instancePath
      .split("/")
      .slice(1)
      .map((step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~")),
    problem: message ?? "is wrong",
  }));
}
