import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import type { JsonObject } from "../json.ts";
import type { Path } from "../place.ts";
import { isPlainSchema } from "./plain.ts";
import { schemaParts } from "./walk.ts";

/** What is wrong with a JSON Schema itself, and where in it. */
export interface SchemaProblem {
  readonly path: Path;
  readonly problem: string;
}

/**
 * What is wrong with a JSON Schema itself (draft 2020-12), or `null`. References are resolved inside
 * the schema only: nothing is ever fetched.
 *
 * @param keywords an unknown keyword says nothing, so where a schema decides (a condition) it is a fault
 */
export function schemaProblem(schema: JsonObject, keywords: "known only" | "any" = "any"): string | null {
  const [first] = schemaProblems(schema, keywords);
  if (first === undefined) return null;
  return first.path.length === 0 ? first.problem : `${first.path.join(".")} ${first.problem}`;
}

/** Everything that is wrong with it, each part once. */
export function schemaProblems(schema: JsonObject, keywords: "known only" | "any" = "any"): readonly SchemaProblem[] {
  // Generating code for a schema costs a hundred times what reading it costs.
  if (isPlainSchema(schema)) return [];
  const { $schema: draft, ...judged } = schema;
  if (draft !== undefined && !(typeof draft === "string" && drafts.test(draft)))
    return [{ path: ["$schema"], problem: `names no draft of JSON Schema that is known here` }];
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

/** What every draft from 06 on says is understood as 2020-12 says it; where that is something else, it is a fault. */
const drafts = /^https?:\/\/json-schema\.org\/(?:draft-0[67]|draft\/20(?:19-09|20-12))\/schema#?$/;

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
