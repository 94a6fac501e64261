import { expect, test } from "vitest";
import { smallestAnswer } from "../../../src/core/diff/smallest-answer.ts";
import type { JsonObject } from "../../../src/core/json.ts";

const text = { type: "string" };

test.each<readonly [string, JsonObject, number]>([
  ["nothing is asked for", { type: "object", properties: { reply: text } }, 1],
  ["a text of a few words", { type: "object", required: ["reply"], properties: { reply: text } }, 8],
  ["a long text that is demanded", { type: "string", minLength: 400 }, 101],
  ["the shortest value of a list", { enum: ["yes", "not really", "no"] }, 1],
  ["as many items as are demanded", { type: "array", minItems: 10, items: text }, 48],
  ["the shorter of two forms", { anyOf: [{ type: "string", minLength: 400 }, { type: "null" }] }, 1],
  ["all of several", { allOf: [{ type: "object", required: ["reply"], properties: { reply: text } }] }, 8],
  ["the shortest of several types", { type: ["string", "null"] }, 1],
  [
    "what a reference names",
    {
      type: "object",
      required: ["a"],
      properties: { a: { $ref: "#/$defs/long" } },
      $defs: { long: { type: "string", minLength: 400 } },
    },
    103,
  ],
  ["what leads back to itself", { type: "object", required: ["next"], properties: { next: { $ref: "#" } } }, 3],
])("%s", (_what, schema, tokens) => {
  expect(smallestAnswer(schema)).toBe(tokens);
});
