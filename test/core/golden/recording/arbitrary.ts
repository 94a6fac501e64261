import fc from "fast-check";
import type { ModelMessage, ModelReply, ModelRequest } from "../../../../src/core/golden/exchange.ts";
import type { Json, JsonObject } from "../../../../src/core/json.ts";

/** Any text, half characters and line breaks included. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom("", "a\nb", "\n", "a\r\n", "\ud83d"),
);

const json = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;
const object = fc.oneof(
  fc.dictionary(fc.string({ maxLength: 4 }), json, { maxKeys: 3 }),
  fc.constantFrom('{"__proto__": {"a": 1}}', '{"constructor": 1, "toJSON": 2}').map((text) => JSON.parse(text)),
) as fc.Arbitrary<JsonObject>;
const name = fc.constantFrom("get_order", "issue_refund", "1", "constructor");

const calls = fc.array(fc.record({ id: text, name, arguments: fc.oneof(object, text) }), { maxLength: 3 });

const opaque = fc.oneof(fc.constant(null), json);

const message: fc.Arbitrary<ModelMessage> = fc.record({
  said: fc.oneof(
    fc.record({ role: fc.constantFrom("user", "assistant"), content: text }),
    fc.record({ role: fc.constant("assistant" as const), content: text, calls }),
    fc.record({ role: fc.constant("tool" as const), content: text, call_id: text }),
  ),
  opaque,
});

const schema = fc.constantFrom<JsonObject>({}, { type: "object" }, { type: "object", required: ["id"] });

export const arbitraryRequest: fc.Arbitrary<ModelRequest> = fc.record({
  model: fc.record({
    provider: fc.constantFrom("scripted", "other"),
    name: fc.constantFrom("m", "n"),
    temperature: fc.constantFrom(0, 0.5),
  }),
  system: text,
  tools: fc.array(
    fc.record({ name, description: text, input: schema, provider_tool: fc.constantFrom(null, { scripted: {} }) }),
    { maxLength: 3 },
  ),
  output: fc.oneof(fc.constant(null), fc.record({ schema })),
  messages: fc.array(message, { maxLength: 4 }),
  repeat: fc.nat(2),
});

const count = fc.nat(10_000);

export const arbitraryReply: fc.Arbitrary<ModelReply> = fc.record({
  text,
  calls,
  stop_reason_raw: fc.oneof(fc.constant(null), text),
  tokens: fc.oneof(
    fc.constant(null),
    fc.record({
      input: count,
      output: count,
      cached: fc.option(count),
      cache_write: fc.option(count),
      reasoning: fc.option(count),
    }),
  ),
  seconds: fc.integer({ min: 0, max: 100_000 }).map((milliseconds) => milliseconds / 1_000),
  opaque,
});
