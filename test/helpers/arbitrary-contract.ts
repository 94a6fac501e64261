import fc from "fast-check";
import type {
  Budgets,
  Contract,
  Guardrail,
  Model,
  Output,
  SystemPart,
  Tool,
} from "../../src/core/contract/contract.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";

/** Contracts as `normaliseContract` leaves them: complete, and every order that means nothing sorted. */
export function arbitraryContract(): fc.Arbitrary<Contract> {
  return fc.record({
    name: fc.constantFrom("support", "sales"),
    model: arbitraryModel(),
    variables: fc.dictionary(fc.constantFrom("customer", "tier"), arbitrarySchema(), { maxKeys: 2 }),
    system: arbitrarySystem(),
    messages: fc.array(fc.record({ role: fc.constantFrom("user", "assistant"), content: text() }), { maxLength: 2 }),
    tools: fc.uniqueArray(arbitraryTool(), { maxLength: 4, selector: ({ name }) => name }),
    output: fc.option(arbitraryOutput()),
    guardrails: fc
      .uniqueArray(arbitraryGuardrail(), { maxLength: 3, selector: ({ id }) => id })
      .map((guardrails) => guardrails.toSorted((left, right) => (left.id < right.id ? -1 : 1))),
    budgets: arbitraryBudgets(),
    stop_reasons: names("transferred", "closed"),
    knowledge: fc
      .uniqueArray(fc.record({ index: fc.constantFrom("kb", "web"), version: fc.constantFrom("1", "2") }), {
        maxLength: 2,
        selector: ({ index }) => index,
      })
      .map((knowledge) => knowledge.toSorted((left, right) => (left.index < right.index ? -1 : 1))),
    sessions: fc.record({ on_change: fc.constantFrom("pin", "upgrade"), attended: fc.boolean() }),
  });
}

/**
 * A contract and the same with one part taken from another: the smallest edits that people make, down to
 * one field of one tool. Sometimes the part is the same, and then so are the contracts.
 */
export function arbitraryEdit(): fc.Arbitrary<{ readonly before: Contract; readonly after: Contract }> {
  return fc
    .record({
      before: arbitraryContract(),
      donor: arbitraryContract(),
      tool: arbitraryTool(),
      part: fc.nat(),
      field: fc.nat(),
      inside: fc.boolean(),
    })
    .map(({ before, donor, tool, part, field, inside }) => {
      const at = part % Math.max(1, before.tools.length);
      const edited = before.tools.map((old, index) => (index === at ? transplant(old, tool, field) : old));
      const unique = new Set(edited.map(({ name }) => name)).size === edited.length;
      return { before, after: inside && unique ? { ...before, tools: edited } : transplant(before, donor, part) };
    });
}

/** A contract, and two edits of the same part of it. */
export function arbitraryRivals(): fc.Arbitrary<{ readonly before: Contract; readonly edits: readonly Contract[] }> {
  return fc
    .record({
      before: arbitraryContract(),
      donors: fc.tuple(arbitraryContract(), arbitraryContract()),
      tools: fc.tuple(arbitraryTool(), arbitraryTool()),
      part: fc.nat(),
      field: fc.nat(),
      inside: fc.boolean(),
    })
    .map(({ before, donors, tools, part, field, inside }) => {
      const at = part % Math.max(1, before.tools.length);
      const edits = donors.map((donor, which) => {
        if (!inside) return transplant(before, donor, part);
        const edited = before.tools.map((old, index) =>
          index === at ? transplant(old, tools[which] ?? old, field) : old,
        );
        return new Set(edited.map(({ name }) => name)).size === edited.length ? { ...before, tools: edited } : before;
      });
      return { before, edits };
    });
}

/** Any JSON value but keys that YAML files are refused for. */
export function arbitraryJson(): fc.Arbitrary<Json> {
  return fc
    .jsonValue({ maxDepth: 2 })
    .filter((value) => !JSON.stringify(value).includes('"__proto__"'))
    .map((value) => JSON.parse(JSON.stringify(value), (_, part: Json) => asCanWrite(part)) as Json);
}

/** No document holds -0, and none of ours a whole number that a double has no exact place for. */
function asCanWrite(part: Json): Json {
  return typeof part !== "number" || Number.isSafeInteger(part) || !Number.isInteger(part) ? part : Math.sign(part);
}

function arbitraryModel(): fc.Arbitrary<Model> {
  return fc.record(
    {
      provider: fc.constantFrom("openai", "anthropic"),
      name: fc.constantFrom("gpt-5-mini-2026-01-15", "gpt-5-mini-2026-06-30", "gpt-6"),
      temperature: fc.double({ min: 0, max: 2, noNaN: true }),
      max_output_tokens: fc.nat(),
      reasoning_effort: fc.constantFrom("low", "high"),
      stop: fc.array(text(), { maxLength: 2 }),
      options: fc.dictionary(fc.constantFrom("openai", "anthropic"), arbitraryJson(), { maxKeys: 2 }),
    },
    { requiredKeys: ["provider", "name"] },
  ) as fc.Arbitrary<Model>;
}

/** Neighbours of one kind are one text, and no text is empty. */
function arbitrarySystem(): fc.Arbitrary<readonly SystemPart[]> {
  return fc
    .tuple(fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }), { maxLength: 3 }), fc.boolean())
    .map(([texts, literal]) => texts.map((part, index) => ({ text: part, literal: literal === (index % 2 === 0) })));
}

function arbitraryTool(): fc.Arbitrary<Tool> {
  return fc.record({
    name: fc.constantFrom("get_order", "getOrder", "issue_refund", "refund_order", "find_user", "aliases"),
    description: text(),
    effect: fc.constantFrom("read", "write", "destructive"),
    aliases: names("fetch_order", "get_order", "issue_refund"),
    input: fc.oneof(fc.constant<JsonObject>({ type: "object" }), arbitrarySchema()),
    output: fc.option(arbitrarySchema()),
    annotations: fc.dictionary(fc.constantFrom("title", "readOnlyHint", "openWorldHint"), arbitraryJson(), {
      maxKeys: 2,
    }),
    stop_reason: fc.option(fc.constantFrom("transferred", "closed")),
    provider_tool: fc.option(fc.dictionary(fc.constantFrom("openai"), arbitraryJson())),
    contract: fc.option(fc.constantFrom("researcher")),
  });
}

function arbitraryOutput(): fc.Arbitrary<Output> {
  return fc.record({
    schema: arbitrarySchema(),
    enforce: fc.constantFrom("provider", "none"),
    readers: fc.constantFrom("strict", "tolerant"),
  });
}

function arbitraryGuardrail(): fc.Arbitrary<Guardrail> {
  return fc.record({
    id: fc.constantFrom("ask-first", "big-refund", "know-who"),
    tool: fc.option(fc.constantFrom("get_order", "issue_refund")),
    effect: names("destructive", "read", "write"),
    when: fc.option(arbitrarySchema()),
    unless_called: names("find_user", "get_order"),
    decision: fc.constantFrom("allow", "confirm", "deny"),
  });
}

function arbitraryBudgets(): fc.Arbitrary<Budgets> {
  const limit = (): fc.Arbitrary<number | null> => fc.option(fc.nat({ max: 100 }));
  return fc.record({
    max_steps: limit(),
    max_tool_calls: limit(),
    max_tokens: limit(),
    max_seconds: limit(),
    max_spend_usd: fc.option(fc.double({ min: 0.01, max: 1, noNaN: true })),
    max_calls_per_tool: fc.dictionary(fc.constantFrom("get_order", "issue_refund"), fc.nat({ max: 5 }), { maxKeys: 2 }),
  });
}

function arbitrarySchema(): fc.Arbitrary<JsonObject> {
  const value = fc.record(
    {
      type: fc.constantFrom("string", "number"),
      description: text(),
      minimum: fc.integer(),
      enum: fc.array(arbitraryJson(), { maxLength: 2 }),
    },
    { requiredKeys: [] },
  );
  return fc.record(
    {
      type: fc.constant("object"),
      properties: fc.dictionary(fc.constantFrom("order_id", "amount", "required"), value, { maxKeys: 3 }),
      required: names("amount", "order_id", "required"),
      additionalProperties: fc.boolean(),
      description: text(),
      default: arbitraryJson(),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<JsonObject>;
}

/** A sorted set out of a few names, so that two contracts often share some. */
function names<Name extends string>(...from: readonly Name[]): fc.Arbitrary<Name[]> {
  return fc.subarray([...from]).map((some) => some.toSorted());
}

function text(): fc.Arbitrary<string> {
  return fc.oneof(fc.constantFrom("", "Refund an order.", "a  b\n"), fc.string({ unit: "grapheme", maxLength: 8 }));
}

function transplant<Value extends object>(value: Value, donor: Value, pick: number): Value {
  const keys = Object.keys(value) as (keyof Value)[];
  const key = keys[pick % keys.length];
  return key === undefined ? value : { ...value, [key]: donor[key] };
}
