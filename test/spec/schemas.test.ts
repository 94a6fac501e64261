import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { matchesSchema } from "../../src/core/schema/validate.ts";
import { specFile } from "./vectors.ts";

interface Case {
  readonly name: string;
  readonly schema: JsonObject;
  readonly valid: readonly Json[];
  readonly invalid: readonly Json[];
}

describe("the JSON Schema that clients know", () => {
  test.each(specFile<readonly Case[]>("schemas.json"))("$name", ({ schema, valid, invalid }) => {
    expect(valid.filter((value) => !matchesSchema(schema, value))).toEqual([]);
    expect(invalid.filter((value) => matchesSchema(schema, value))).toEqual([]);
  });
});
