import { expect, test } from "vitest";
import type { Contract, Tool } from "../../../src/core/contract/contract.ts";
import { type ContractDiff, diffContracts } from "../../../src/core/diff/judge.ts";
import { nameFollowed } from "../../../src/core/diff/text/renamed.ts";
import { valuesMissing } from "../../../src/core/diff/schema/values.ts";
import type { Json, JsonObject } from "../../../src/core/json.ts";
import { sampleContract, tool } from "../../helpers/contracts.ts";

// Sizes at which whatever grows with a square, or doubles with each level, does not come back.

const many = <Thing>(count: number, make: (index: number) => Thing): readonly Thing[] =>
  Array.from({ length: count }, (_, index) => make(index));
const diff = (before: Partial<Contract>, after: Partial<Contract>): ContractDiff =>
  diffContracts(sampleContract("a", before), sampleContract("a", after), { count: (text) => text.length >> 2 });
const rulesOf = ({ findings }: ContractDiff): readonly string[] => findings.map(({ rule }) => rule);
const taking = (name: string, properties: JsonObject, part: Partial<Tool> = {}): Tool =>
  tool(name, { effect: "read", description: `Does ${name}.`, input: { type: "object", properties }, ...part });

test("thirty definitions of which each names the next one three times", () => {
  const next = (index: number): Json => ({ $ref: `#/$defs/d${index + 1}` });
  const definitions = (keyword: string, last: Json): JsonObject => ({
    ...Object.fromEntries(
      many(30, (index) => [
        `d${index}`,
        { [keyword]: [next(index), { type: "object", properties: { x: next(index), y: next(index) } }] },
      ]),
    ),
    d30: last,
  });
  const contract = (keyword: string, last: Json): Partial<Contract> => ({
    tools: [
      tool("find", {
        effect: "read",
        description: "Finds.",
        input: { type: "object", properties: { z: { $ref: "#/$defs/d0" } }, $defs: definitions(keyword, last) },
      }),
    ],
  });
  const { findings } = diff(contract("anyOf", { type: "string" }), contract("oneOf", { type: "string", maxLength: 9 }));
  expect(findings.map(({ severity }) => severity.inFlight)).not.toEqual(findings.map(() => "safe"));
}, 240_000);

test("a thousand tools with another name, and their descriptions follow", () => {
  const tools = (verb: string): Partial<Contract> => ({
    tools: many(1_000, (index) =>
      taking(`${verb}_thing_${index}`, { id: { type: "string", description: `What ${verb}_thing_${index} wants.` } }),
    ),
  });
  const result = diff(tools("get"), tools("fetch"));
  expect(result.changes).toHaveLength(3_000);
  expect(rulesOf(result)).toEqual(["TOOL_RENAMED", "TOOL_SET_TOO_LARGE", "CACHE_PREFIX_BROKEN"]);
}, 240_000);

test("names are followed as whole words, and all of them at once", () => {
  const renames = new Map([
    ["get_1", "fetch_1"],
    ["get_12", "fetch_12"],
    ["left", "right"],
    ["right", "left"],
  ]);
  expect(nameFollowed("Call get_12 first.", "Call fetch_12 first.", renames)).toBe("get_12");
  expect(nameFollowed("left, then right", "right, then left", renames)).toBe("left");
  expect(nameFollowed("Call get_1-x and forget_1.", "Call fetch_1-x and forget_1.", renames)).toBeNull();
  expect(nameFollowed("Call get_1 once.", "Call fetch_1 twice.", renames)).toBeNull();
});

test("nine thousand rules, all of them others now", () => {
  const rules = (say: (index: number) => string): Partial<Contract> => ({
    system: [{ text: many(9_000, say).join(" "), literal: false }],
  });
  const result = diff(
    rules((index) => `Never ${index % 20} apples of ${(index * 7) % 20} in a${(index * 7919) % 9973}.`),
    rules((index) => `Always b${index} give c${(index * 31) % 997} to the e${index}.`),
  );
  expect(rulesOf(result)).toContain("PROMPT_CONSTRAINT_REMOVED");
}, 240_000);

test("thirty thousand tags around the same rule", () => {
  const tags = (name: string): Partial<Contract> => ({
    system: [{ text: many(30_000, (index) => `<${name}${index}>\nNever x.\n`).join(""), literal: false }],
  });
  expect(rulesOf(diff(tags("t"), tags("u")))).toContain("PROMPT_REWORDED");
}, 240_000);

test("a hundred thousand values, all of them others now", () => {
  const contract = (letter: string): Partial<Contract> => {
    const listed = { enum: many(100_000, (index) => `${letter}${index}`) };
    return {
      tools: [taking("find", { code: listed })],
      output: {
        enforce: "none",
        readers: "strict",
        schema: { type: "object", properties: { code: listed } },
      },
    };
  };
  const messages = diff(contract("v"), contract("w")).findings.map(({ message }) => message);
  expect(messages[0]).toContain("and 99988 more");
}, 240_000);

test("a list of values is compared by what they say", () => {
  expect(valuesMissing([1, "1", { a: 1, b: [0] }, null], [{ b: [-0], a: 1 }, "1", 1.0])).toEqual([null]);
});
