import { Dotprompt } from "dotprompt";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readPicoschema } from "../../../../src/core/import/picoschema.ts";
import type { Json, JsonObject } from "../../../../src/core/json.ts";

test("Picoschema means what dotprompt says that it means", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryPicoschema(), async (schema) => {
      const { problems, schema: read } = readPicoschema(schema);
      const { output } = await new Dotprompt().renderMetadata({
        template: "",
        output: { schema: schema as JsonObject },
      });
      expect(problems).toEqual([]);
      expect(read).toEqual(JSON.parse(JSON.stringify(output?.schema)));
    }),
    { numRuns: 1_000 },
  );
});

test.each<readonly [string, Json, Json, readonly string[]]>([
  ["a list, as people write it", { a: "string[]" }, { type: "array", items: { type: "string" } }, ["a"]],
  ["a schema that only a program knows", { a: "Person, who" }, { description: "who" }, ["a"]],
  ["a kind that there is not", { "a(map, of what)": "string" }, { description: "of what" }, ["a"]],
  ["no schema at all", { a: 5 }, {}, ["a"]],
])("%s is noted", (_name, schema, field, paths) => {
  const { schema: read, problems } = readPicoschema(schema);
  expect(read["properties"]).toEqual({ a: field });
  expect(problems.map(({ path }) => path)).toEqual(paths);
});

test("the short form is understood inside JSON Schema, too", () => {
  const schema = { type: "object", properties: { a: "string, the a", b: { type: "array", items: "number" } } };
  expect(readPicoschema(schema).schema).toEqual({
    type: "object",
    properties: { a: { type: "string", description: "the a" }, b: { type: "array", items: { type: "number" } } },
  });
});

function arbitraryPicoschema(): fc.Arbitrary<Json> {
  const scalar = fc.constantFrom("string", "number, how many", "boolean", "integer,a, b", "null", "any", "any, what");
  const name = fc
    .tuple(fc.constantFrom("a", "b", "long_name"), fc.constantFrom("", "?"))
    .map((parts) => parts.join(""));
  const about = fc.constantFrom("", ", what it is", ",of, two");
  const { object } = fc.letrec<{ part: Json; object: Json }>((tie) => ({
    part: fc.oneof({ maxDepth: 3 }, scalar, tie("object")),
    object: fc
      .array(
        fc.oneof(
          fc.tuple(name, tie("part")),
          fc.tuple(
            fc.tuple(name, about).map(([key, says]) => `${key}(array${says})`),
            tie("part"),
          ),
          fc.tuple(
            fc.tuple(name, about).map(([key, says]) => `${key}(object${says})`),
            tie("object"),
          ),
          fc.tuple(
            fc.tuple(name, about).map(([key, says]) => `${key}(enum${says})`),
            fc.constant(["x", 1]),
          ),
          fc.tuple(fc.constant("(*)"), tie("part")),
        ),
        { minLength: 1, maxLength: 4 },
      )
      // `a` and `a?` are one field; the last would win here, and both would be listed there.
      .map(
        (entries) => new Map(entries.map(([key, part]) => [key.replace(/[?(].*$/s, "") || key, [key, part] as const])),
      )
      .map((fields) => Object.fromEntries(fields.values())),
  }));
  return fc.oneof(
    scalar.filter((one) => !one.startsWith("any")),
    object,
  );
}
