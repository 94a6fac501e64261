import fc from "fast-check";
import { expect, test } from "vitest";
import type { SystemPart } from "../../../src/core/contract/contract.ts";
import { renderContract, renderSystem } from "../../../src/core/contract/render.ts";
import { renderTemplate } from "../../../src/core/contract/template/render.ts";
import { Failure } from "../../../src/core/failure.ts";
import type { JsonObject } from "../../../src/core/json.ts";
import { sampleContract, tool } from "../../helpers/contracts.ts";

const variables = {
  who: { type: "string" },
  tier: { type: "string", default: "basic" },
  orders: { type: "array", items: { type: "object" }, default: [] },
  kind: { type: "boolean", default: false },
  shop: { type: "object", default: { name: "Acme" } },
  count: { type: "integer", minimum: 0, default: 3 },
};
const defaults = Object.fromEntries(
  Object.entries(variables).flatMap(([name, schema]) => ("default" in schema ? [[name, schema.default]] : [])),
);
const place = { name: "test", region: "eu" };
const contract = sampleContract("{{who}} ({{tier}})", { variables });

/** What is given, in any order, and often not all of it. */
const given = fc
  .record(
    {
      tier: fc.string({ unit: "binary" }),
      kind: fc.boolean(),
      shop: fc.record({ name: fc.string() }),
      count: fc.nat(),
      orders: fc.array(fc.record({ number: fc.nat() }), { maxLength: 3 }),
    },
    { requiredKeys: [] },
  )
  .chain((some) =>
    fc
      .shuffledSubarray(Object.keys({ ...some, who: "Ada" }), { minLength: 1 })
      .map((names) => Object.fromEntries(names.map((name) => [name, { ...some, who: "Ada" }[name as "who"]]))),
  );

const tags =
  "{{who}} {{&tier}} {{{count}}} {{shop.name}} {{environment.region}} {{#orders}}{{number}}, {{/orders}} {{^kind}}no " +
  "{{/kind}} {{!who}} {{nobody}} {{.}} {{shop}} { }} {{who.name}} {{environment}} {{#if}} {{who.length}}";
const pieces = fc.array(fc.constantFrom("\n", " ", ...tags.split(" ")), { maxLength: 8 });
const system = fc.array(fc.record({ text: pieces.map((parts) => parts.join("")), literal: fc.boolean() }), {
  maxLength: 4,
});

test("is what its templates say one after the other, whatever is given in whichever order", () => {
  fc.assert(
    fc.property(system, fc.array(given, { minLength: 1, maxLength: 4 }), fc.boolean(), (parts, all, isSomewhere) => {
      const environment = isSomewhere ? place : null;
      const known = sampleContract("", { variables, system: parts });
      for (const some of all) {
        const values = { ...(environment === null ? {} : { environment }), ...defaults, ...some };
        const expected = Object.hasOwn(some, "who")
          ? said(() => sayAll(parts, values as JsonObject))
          : String(new Failure("BAD_TEMPLATE", { why: "the variable `who` has no value and no default" }));
        expect(said(() => renderSystem(known, some as JsonObject, environment))).toBe(expected);
        expect(said(() => renderContract(known, some as JsonObject, environment).system)).toBe(expected);
      }
    }),
    { numRuns: 500 },
  );
});

function sayAll(parts: readonly SystemPart[], values: JsonObject): string {
  return parts.map(({ text, literal }) => (literal ? text : renderTemplate(text, values))).join("");
}

function said(render: () => string): string {
  try {
    return render();
  } catch (error) {
    return String(error);
  }
}

test.each<[string, JsonObject, string]>([
  ["undeclared", { who: "Ada", age: "7" }, "the contract support declares no variable `age`"],
  ["undeclared, before another fault", { count: -1, age: "7" }, "the contract support declares no variable `age`"],
  ["of another type", { who: 7 }, "the variable `who` is not as declared: the value: has to be string, and is number."],
  [
    "of another type, before another is missing",
    { kind: 1 },
    "the variable `kind` is not as declared: the value: has to be boolean, and is number.",
  ],
  ["missing", { tier: "gold" }, "the variable `who` has no value and no default"],
  ["undefined", { who: undefined } as never, "the variable `who` has no value and no default"],
  ["inherited", Object.create({ who: "Eve" }), "the variable `who` has no value and no default"],
  [
    "undefined where there is a default",
    { who: "Ada", tier: undefined } as never,
    "`tier` has no value and no default",
  ],
])("a value that is %s is an error, also when the same contract was rendered before", (_name, values, why) => {
  expect(renderSystem(contract, { who: "Ada", tier: "gold" }, null)).toBe("Ada (gold)");
  expect(renderSystem(contract, { tier: "gold", who: "Bob" }, null)).toBe("Bob (gold)");
  expect(said(() => renderSystem(contract, values, null))).toContain(why);
  expect(renderSystem(contract, { who: "Ada" }, null)).toBe("Ada (basic)");
});

test("messages and descriptions are templates too", () => {
  const whole = sampleContract("", {
    variables,
    messages: [{ role: "user", content: "{{who}} of {{shop.name}}" }],
    tools: [tool("find", { description: "Find {{who}} in {{environment.name}}." })],
  });
  const { messages, tools } = renderContract(whole, { who: "Ada" }, place);
  expect(messages).toEqual([{ role: "user", content: "Ada of Acme" }]);
  expect(tools).toEqual([tool("find", { description: "Find Ada in test." })]);
});

test("a variable that is called environment is meant, and the environment where it has no value", () => {
  const named = sampleContract("{{environment.name}}", { variables: { environment: { type: "object" } } });
  expect(renderSystem(named, { environment: { name: "mine" } }, place)).toBe("mine");
  expect(renderSystem(named, {}, place)).toBe("test");
});
