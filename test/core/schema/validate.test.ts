import { expect, test } from "vitest";
import type { Json, JsonObject } from "../../../src/core/json.ts";
import { schemaFaults } from "../../../src/core/schema/validate.ts";

const refund: JsonObject = {
  type: "object",
  required: ["order_id", "amount"],
  additionalProperties: false,
  properties: {
    order_id: { type: "string" },
    amount: { type: ["number", "null"], minimum: 1 },
    reason: { enum: ["lost", "broken"] },
    buyer: { type: "object", required: ["name"] },
  },
};

test.each<[Json, readonly string[]]>([
  [{ order_id: "1", amount: 5 }, []],
  [{}, ["order_id is missing.", "amount is missing."]],
  [{ order_id: 5, amount: null }, ["order_id: has to be string, and is number."]],
  [{ order_id: "1", amount: "all" }, ["amount: has to be number or null, and is string."]],
  [{ order_id: "1", amount: 1, reason: "late" }, ['reason: has to be one of ["lost","broken"].']],
  [{ order_id: "1", amount: 1, note: "" }, ["note: must not be there."]],
  [{ order_id: "1", amount: 1, buyer: {} }, ["buyer: name is missing."]],
  [{ order_id: "1", amount: 0 }, ["amount: 0 is less than 1."]],
  ["1", ["the value: has to be object, and is string."]],
])("%j is told in sentences", (value, faults) => expect(schemaFaults(refund, value)).toEqual(faults));
