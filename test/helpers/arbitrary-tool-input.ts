import fc from "fast-check";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../src/core/json.ts";
import { schemaProblem } from "../../src/core/schema/compile.ts";
import { schemaParts } from "../../src/core/schema/walk.ts";

const names = fc.constantFrom("id", "amount", "note", "reason", "lines", "address");

/** What people write as the schema of one argument. */
const leaves: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record(
    {
      type: fc.constantFrom<Json>("string", "string", ["string", "null"]),
      minLength: fc.constantFrom(0, 1, 2),
      maxLength: fc.constantFrom(1, 2, 5),
      pattern: fc.constantFrom("^a", "^[a-c]+$", "b$"),
      default: fc.constantFrom("a", "b"),
      description: fc.constantFrom("A text.", "In euros.", "In cents."),
    },
    { requiredKeys: ["type"] },
  ),
  fc.record(
    {
      type: fc.constantFrom<Json>("integer", "number", ["integer", "string"]),
      minimum: fc.constantFrom(0, 1, 5),
      maximum: fc.constantFrom(5, 10),
      multipleOf: fc.constantFrom(1, 2),
    },
    { requiredKeys: ["type"] },
  ),
  fc.record({ enum: fc.subarray(["a", "b", "c", 1, null], { minLength: 1 }) }),
  fc.record({ type: fc.constant("boolean") }),
  fc.constantFrom<JsonObject>(
    { const: "a" },
    { $ref: "#/$defs/one" },
    { anyOf: [{ $ref: "#/$defs/one" }, { type: "null" }] },
    {},
  ),
) as fc.Arbitrary<JsonObject>;

const parts = fc.letrec<{ value: JsonObject; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", maxDepth: 2 },
    leaves,
    tie("object"),
    fc.record(
      {
        type: fc.constant("array"),
        items: tie("value"),
        minItems: fc.constantFrom(0, 1),
        maxItems: fc.constantFrom(1, 3),
      },
      { requiredKeys: ["type"] },
    ),
    fc.record({ anyOf: fc.array(tie("value"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ oneOf: fc.array(tie("value"), { minLength: 1, maxLength: 2 }) }),
    fc.record({ allOf: fc.array(tie("value"), { minLength: 1, maxLength: 2 }) }),
  ) as fc.Arbitrary<JsonObject>,
  object: fc.record(
    {
      type: fc.constant("object"),
      properties: fc.dictionary(names, tie("value"), { maxKeys: 4 }),
      required: fc.uniqueArray(names, { maxLength: 2 }).map((some) => some.toSorted()),
      additionalProperties: fc.oneof(fc.boolean(), leaves),
    },
    { requiredKeys: ["type", "properties"] },
  ) as fc.Arbitrary<JsonObject>,
}));

const inputs: fc.Arbitrary<JsonObject> = fc
  .record({ object: parts.object, one: parts.value })
  .map(({ object, one }): JsonObject => JSON.parse(JSON.stringify({ ...object, $defs: { one: unreferred(one) } })));

/** A definition that leads to itself says nothing. */
function unreferred(schema: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/$defs/one"', '"type":"string"')) as JsonObject;
}

/** Two definitions of one tool's arguments: one edited in one to three places, or any two. */
export function arbitraryInputs(): fc.Arbitrary<{ readonly before: JsonObject; readonly after: JsonObject }> {
  const edits = fc.array(fc.record({ at: fc.nat(), with: fc.nat(), kind: fc.nat({ max: 3 }) }), {
    minLength: 1,
    maxLength: 3,
  });
  const pairs = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ before: inputs, donor: inputs, edits }).map(({ before, donor, edits: all }) => ({
        before,
        after: all.reduce((schema, { at, with: from, kind }) => edited(schema, donor, at, from, kind), before),
      })),
    },
    { weight: 1, arbitrary: fc.record({ before: inputs, after: inputs }) },
  );
  // A reference that an edit has led back to itself says nothing: no contract with it is valid.
  return pairs.filter(({ before, after }) => [before, after].every((schema) => schemaProblem(schema) === null));
}

/** One place of a schema taken out, replaced by a part of another schema, or given one keyword of it. */
function edited(schema: JsonObject, donor: JsonObject, at: number, from: number, kind: number): JsonObject {
  const [places, gifts] = [objectsIn(schema), objectsIn(donor)];
  const place = places[at % places.length];
  const gift = gifts[from % gifts.length] ?? {};
  if (place === undefined) return schema;
  const keys = Object.keys(place);
  const key = keys[at % Math.max(1, keys.length)] ?? "";
  const other = Object.keys(gift)[from % Math.max(1, Object.keys(gift).length)] ?? "type";
  const { [key]: _, ...rest } = place;
  const next: JsonObject =
    kind === 0 ? rest : kind === 1 ? given(place, other, gift[other]) : kind === 2 ? gift : { ...gift, ...place };
  const whole = replaced(schema, place, next);
  // The whole stays a definition of arguments.
  return isJsonObject(whole)
    ? { ...whole, type: "object", $defs: isJsonObject(whole["$defs"]) ? whole["$defs"] : (schema["$defs"] ?? {}) }
    : schema;
}

function given(place: JsonObject, keyword: string, value: Json | undefined): JsonObject {
  return value === undefined ? place : { ...place, [keyword]: value };
}

function objectsIn(schema: JsonObject): readonly JsonObject[] {
  return schemaParts(schema).map(({ schema: part }) => part);
}

function replaced(schema: Json, place: JsonObject, next: JsonObject): Json {
  if (schema === place) return next;
  if (isJsonArray(schema)) return schema.map((item) => replaced(item, place, next));
  if (!isJsonObject(schema)) return schema;
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, replaced(value, place, next)]));
}
