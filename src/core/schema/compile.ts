import type { JsonObject } from "../json.ts";
import type { Path } from "../place.ts";
import { problemsByAjv } from "./by-ajv.ts";
import { isPlainSchema } from "./plain.ts";

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
  return problemsByAjv(judged, keywords);
}

/** What every draft from 06 on says is understood as 2020-12 says it; where that is something else, it is a fault. */
const drafts = /^https?:\/\/json-schema\.org\/(?:draft-0[67]|draft\/20(?:19-09|20-12))\/schema#?$/;
