import fc from "fast-check";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../src/core/json.ts";
import { arbitraryJson } from "./arbitrary-contract.ts";

/** Documents that a JSON Schema of ours allows, made from the schema itself. */
export function arbitraryDocument(schema: JsonObject): fc.Arbitrary<Json> {
  return valueOf(schema, schema);
}

/** The same with one or two things broken, or not: a mutation may well leave a document as right as it was. */
export function arbitraryMutation(schema: JsonObject): fc.Arbitrary<Json> {
  const words = wordsOf(schema);
  const pick = fc.record({ place: fc.nat(), slip: fc.nat(), word: fc.constantFrom(...words), value: oddValue() });
  return fc
    .tuple(arbitraryDocument(schema), pick, fc.option(pick))
    .map(([document, first, second]) =>
      second === null ? slipped(document, first) : slipped(slipped(document, first), second),
    );
}

// Built once: a schema is asked for thousands of documents.
const known = new WeakMap<JsonObject, fc.Arbitrary<Json>>();

function valueOf(root: JsonObject, node: JsonObject): fc.Arbitrary<Json> {
  const built = known.get(node) ?? build(root, node);
  known.set(node, built);
  return built;
}

function build(root: JsonObject, node: JsonObject): fc.Arbitrary<Json> {
  const { $ref, anyOf, enum: values, const: only, type } = node;
  if (typeof $ref === "string") return valueOf(root, at(root, $ref));
  if (isJsonArray(anyOf)) return fc.oneof(...anyOf.map((form) => valueOf(root, asObject(form))));
  if (isJsonArray(values)) return fc.constantFrom(...values);
  if (only !== undefined) return fc.constant(only);
  switch (type) {
    case "string":
      return textOf(node);
    case "integer":
    case "number":
      return numberOf(node);
    case "boolean":
      return fc.boolean();
    case "array":
      return listOf(root, node);
    case "object":
      return mappingOf(root, node);
    case undefined:
      return arbitraryJson();
    default:
      throw new TypeError(`the helper knows no type ${JSON.stringify(type)}`);
  }
}

function textOf({ pattern, minLength }: JsonObject): fc.Arbitrary<string> {
  if (typeof pattern !== "string") return fc.string({ minLength: Number(minLength ?? 0), maxLength: 8 });
  const whole = new RegExp(pattern, "u");
  // fast-check cannot look ahead; what it makes without is asked again.
  const bare = pattern.replaceAll(/\(\?[!=](?:[^()]|\([^()]*\))*\)/g, "");
  return fc.stringMatching(new RegExp(bare)).filter((text) => whole.test(text));
}

function numberOf({ type, minimum, maximum, exclusiveMinimum }: JsonObject): fc.Arbitrary<number> {
  const min = Number(minimum ?? exclusiveMinimum ?? -1_000);
  const max = Math.min(Number(maximum ?? 1_000_000), 1_000_000);
  if (type === "integer") return fc.integer({ min: Math.max(min, -1_000), max });
  return fc.double({ min, max, noNaN: true, minExcluded: exclusiveMinimum !== undefined });
}

function listOf(root: JsonObject, { items, prefixItems, minItems }: JsonObject): fc.Arbitrary<Json> {
  const rest = fc.array(valueOf(root, asObject(items)), {
    minLength: isJsonArray(prefixItems) ? 0 : Number(minItems ?? 0),
    maxLength: 3,
  });
  if (!isJsonArray(prefixItems)) return rest;
  return fc.tuple(...prefixItems.map((item) => valueOf(root, asObject(item))), rest).map((list) => list.flat(1));
}

function mappingOf(root: JsonObject, node: JsonObject): fc.Arbitrary<Json> {
  const { properties = {}, required = [], additionalProperties, propertyNames = { type: "string" } } = node;
  const needed = isJsonArray(required) ? required.map(String) : [];
  const fields = Object.entries(asObject(properties)).map(
    ([key, part]): readonly [string, fc.Arbitrary<Json | undefined>] => {
      const value = valueOf(root, asObject(part));
      return [key, needed.includes(key) ? value : fc.option(value, { nil: undefined, freq: 2 })];
    },
  );
  const own = fc
    .record<Record<string, Json | undefined>>(Object.fromEntries(fields))
    .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as JsonObject);
  if (!isJsonObject(additionalProperties)) return own;
  const names = valueOf(root, asObject(propertyNames))
    .map(String)
    .filter((name) => !forbidden.test(name) && !Object.hasOwn(asObject(properties), name));
  return fc
    .tuple(fc.dictionary(names, valueOf(root, additionalProperties), { maxKeys: 2 }), own)
    .map(([more, one]) => ({ ...more, ...one }));
}

/** No file of ours can hold them. */
const forbidden = /^(?:__proto__|constructor|prototype|<<)$/;

function slipped(document: Json, pick: Pick): Json {
  const places = placesOf(document);
  return slips[pick.slip % slips.length]?.(document, places[pick.place % places.length] ?? [], pick) ?? document;
}

interface Pick {
  readonly place: number;
  readonly slip: number;
  readonly word: string;
  readonly value: Json;
}

type Place = readonly (string | number)[];

/** What people and programs get wrong, one thing at a time. */
const slips: readonly ((document: Json, place: Place, pick: Pick) => Json)[] = [
  (document, place, { value }) => changed(document, place, () => value),
  (document, place, { word, value }) =>
    changed(document, place, (part) => (isJsonObject(part) ? { ...part, [word]: value } : { [word]: part })),
  (document, place) => changed(document, place, () => undefined),
  (document, place, { word }) => changed(document, place, (part) => renamed(part, word)),
  (document, place, { word }) =>
    changed(document, place, (part) => (typeof part === "string" ? `${part} ${word}` : [part])),
  (document, place) => changed(document, place, (part) => (typeof part === "string" ? part.toUpperCase() : null)),
  (document, place) =>
    changed(document, place, (part) => (typeof part === "number" ? -part : typeof part === "string" ? "" : {})),
  (document, place) => changed(document, place, (part) => (typeof part === "number" ? part + 0.5 : [])),
  (document, place) =>
    changed(document, place, (part) => (typeof part === "number" ? part * 1e6 : JSON.stringify(part))),
];

function oddValue(): fc.Arbitrary<Json> {
  return fc.oneof(
    fc.constantFrom<Json>(
      null,
      true,
      0,
      -1,
      1.5,
      1e15,
      "",
      "x",
      "a b",
      "latest",
      "con",
      "X",
      [],
      [[]],
      {},
      { file: "./x" },
      ["x", 1],
    ),
    arbitraryJson(),
  );
}

function changed(value: Json, place: Place, change: (part: Json) => Json | undefined): Json {
  const [step, ...rest] = place;
  if (step === undefined) return change(value) ?? null;
  if (isJsonArray(value)) {
    return value.flatMap((item, index) => {
      if (index !== step) return [item];
      const part = rest.length === 0 ? change(item) : changed(item, rest, change);
      return part === undefined ? [] : [part];
    });
  }
  return Object.fromEntries(
    Object.entries(asObject(value)).flatMap(([key, part]) => {
      if (key !== step) return [[key, part]];
      const next = rest.length === 0 ? change(part) : changed(part, rest, change);
      return next === undefined ? [] : [[key, next]];
    }),
  );
}

function renamed(part: Json, word: string): Json {
  const [first, ...rest] = isJsonObject(part) ? Object.entries(part) : [];
  return first === undefined ? word : Object.fromEntries([[word, first[1]], ...rest]);
}

function placesOf(value: Json, at: Place = []): readonly Place[] {
  const inside = isJsonArray(value)
    ? value.flatMap((item, index) => placesOf(item, [...at, index]))
    : isJsonObject(value)
      ? Object.entries(value).flatMap(([key, part]) => placesOf(part, [...at, key]))
      : [];
  return [at, ...inside];
}

/** Keys that mean something somewhere in the schema, and some that mean nothing anywhere. */
function wordsOf(schema: JsonObject): readonly [string, ...string[]] {
  return ["unknown", "file", "literal", "toString", "x-y", ...keysOf(schema)];
}

/** Every key that the schema gives a meaning to. */
export function keysOf(schema: JsonObject): readonly string[] {
  const found = new Set<string>();
  const visit = (value: Json): void => {
    if (isJsonArray(value)) value.forEach(visit);
    if (!isJsonObject(value)) return;
    if (isJsonObject(value["properties"])) for (const key of Object.keys(value["properties"])) found.add(key);
    // What stands in an example is no part of the schema.
    for (const [key, part] of Object.entries(value)) if (key !== "examples" && key !== "default") visit(part);
  };
  visit(schema);
  return [...found];
}

function at(root: JsonObject, reference: string): JsonObject {
  const steps = reference.split("/").slice(1);
  return asObject(steps.reduce<Json>((node, step) => asObject(node)[step] ?? {}, root));
}

function asObject(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
