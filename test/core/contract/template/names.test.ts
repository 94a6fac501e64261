import { describe, expect, test } from "vitest";
import { misusedNames } from "../../../../src/core/contract/template/names.ts";
import { parseTemplate } from "../../../../src/core/contract/template/parse.ts";
import type { JsonObject } from "../../../../src/core/json.ts";

const variables: Readonly<Record<string, JsonObject>> = {
  tier: { type: "string" },
  count: { type: ["integer", "null"] },
  vip: { type: "boolean" },
  tags: { type: "array", items: { type: "string" } },
  orders: {
    type: "array",
    items: {
      type: "object",
      properties: { id: { type: "string" }, lines: { type: "array" }, paid: { type: "boolean" } },
    },
  },
  user: {
    type: "object",
    properties: { name: { type: "string" }, address: { type: "object", properties: { city: {} } } },
  },
  loose: { type: "object", properties: { name: { type: "string" } }, additionalProperties: true },
  either: { type: ["array", "boolean"] },
  anything: {},
};

describe("a use that no value of the variable can render", () => {
  test.each<[string, string, string]>([
    ["a list that is printed", "Hi {{tags}}", "`tags` is a list"],
    ["a mapping that is printed", "Hi {{user}}", "`user` is a mapping"],
    ["a list of an item", "{{#orders}}{{lines}}{{/orders}}", "`lines` is a list"],
    ["a section over text", "{{#tier}}x{{/tier}}", "`tier` is declared as string"],
    ["a section over a number or nothing", "{{#count}}x{{/count}}", "declared as integer or null"],
    ["an inverted one too", "{{^tier}}x{{/tier}}", "`tier` is declared as string"],
    ["a section over a mapping", "{{#user}}x{{/user}}", "`user` is declared as object"],
    ["a field that is not there", "{{user.nam}}", "`user` has no field `nam`"],
    ["a field of a field that is not there", "{{user.address.zip}}", "`user.address` has no field `zip`"],
    ["a field that the item does not have", "{{#orders}}{{total}}{{/orders}}", "the item has no field `total`"],
    ["inside a condition", "{{#vip}}{{tags}}{{/vip}}", "`tags` is a list"],
    ["a name from around the list", "{{#orders}}{{tier}}{{/orders}}", "the item has no field `tier`"],
    ["an item that is a mapping, printed", "{{#orders}}{{.}}{{/orders}}", "`.` is a mapping"],
  ])("%s", (_name, text, says) => {
    const found = misusedNames(parseTemplate(text).nodes, variables);
    expect(found.map(({ message }) => message)).toEqual([expect.stringContaining(says)]);
    expect(text.startsWith("{{", found[0]?.offset)).toBe(true);
  });

  test.each([
    "{{tier}} {{count}} {{vip}} {{anything}} {{anything.a.b}} {{user.name}} {{user.address.city}} {{loose.other}}",
    "{{#vip}}{{tier}}{{/vip}}{{^vip}}{{tier}}{{/vip}}",
    "{{#tags}}{{.}}{{/tags}}{{^tags}}none{{/tags}}",
    "{{#orders}}{{id}}{{#paid}}{{id}}{{/paid}}{{#lines}}{{x}}{{/lines}}{{/orders}}",
    "{{#either}}{{x}}{{/either}}{{#anything}}{{tags}}{{/anything}}",
    "{{undeclared}} {{#undeclared}}{{tags.x}}{{/undeclared}} {{environment.name}}",
    "{{toString}} {{constructor.name}}",
  ])("nothing is said of %s", (text) => expect(misusedNames(parseTemplate(text).nodes, variables)).toEqual([]));
});
