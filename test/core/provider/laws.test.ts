import fc from "fast-check";
import { expect, test } from "vitest";
import type { Contract, Model } from "../../../src/core/contract/contract.ts";
import type { Rendered } from "../../../src/core/contract/render.ts";
import { isJsonArray, isJsonObject, type Json, sameJson } from "../../../src/core/json.ts";
import type { Path } from "../../../src/core/place.ts";
import { exportContract, exportTools } from "../../../src/core/provider/export.ts";
import { providerNames } from "../../../src/core/provider/names.ts";
import { asJson } from "../../../src/report/formats/json.ts";
import { arbitraryContract, arbitraryEdit, arbitraryJson } from "../../helpers/arbitrary-contract.ts";

const provider = fc.constantFrom(...providerNames);

test("every tool is offered, or it is said why not", () => {
  fc.assert(
    fc.property(arbitraryContract(), provider, (contract, name) => {
      const { request, notCarried } = exportContract(name, contract, asWritten(contract));
      const offered = JSON.stringify(request["tools"] ?? []);
      const refused = notCarried
        .filter(({ path }) => path[0] === "tools" && path.length === 2)
        .map(({ path }) => path[1]);
      for (const { name: tool, provider_tool: own } of contract.tools) {
        if (own === null) expect(offered).toContain(`"name":${JSON.stringify(tool)}`);
        else expect(refused.includes(tool) || offered.includes(JSON.stringify(own["openai"]))).toBe(true);
      }
      expect(request["tools"] ?? []).toEqual(exportTools(name, contract.tools));
    }),
  );
});

test("whatever changes in a contract changes the request, or is listed as not carried", () => {
  fc.assert(
    fc.property(fc.oneof(arbitraryEdit(), arbitraryModelEdit()), provider, ({ before, after }, name) => {
      const [old, next] = [before, after].map((contract) => exportContract(name, contract, asWritten(contract)));
      if (old === undefined || next === undefined || !sameJson(old.request, next.request)) return;
      const listed = [...old.notCarried, ...next.notCarried].map(({ path }) => path);
      const silent = changedPaths(behaviourOf(before), behaviourOf(after)).filter(
        (path) => !listed.some((one) => begins(path, one) || begins(one, path)),
      );
      expect(silent).toEqual([]);
    }),
    { numRuns: 600 },
  );
});

test("an export is JSON and says the same each time", () => {
  fc.assert(
    fc.property(arbitraryContract(), provider, (contract, name) => {
      const exported = exportContract(name, contract, asWritten(contract));
      expect(sameJson(JSON.parse(JSON.stringify(exported)), asJson(exported))).toBe(true);
      expect(exportContract(name, contract, asWritten(contract))).toEqual(exported);
    }),
  );
});

function asWritten({ system, messages, tools }: Contract): Rendered {
  return { system: system.map(({ text }) => text).join(""), messages, tools };
}

/** Two contracts that differ in their models, mostly in one setting. */
function arbitraryModelEdit(): fc.Arbitrary<{ readonly before: Contract; readonly after: Contract }> {
  return fc
    .record({
      contract: arbitraryContract(),
      one: arbitraryModel(),
      other: arbitraryModel(),
      pick: fc.option(fc.nat()),
    })
    .map(({ contract, one, other, pick }) => {
      const keys = Object.keys(other);
      const key = pick === null ? undefined : keys[pick % keys.length];
      const edited = key === undefined ? other : { ...one, [key]: other[key] ?? null };
      return { before: { ...contract, model: one }, after: { ...contract, model: edited } };
    });
}

function arbitraryModel(): fc.Arbitrary<Model> {
  const settings = fc.dictionary(fc.constantFrom("tools", "store", "thinking"), arbitraryJson(), { minKeys: 1 });
  const options = fc.dictionary(
    fc.constantFrom("openai", "anthropic", "google", "gemini", "mcp"),
    fc.oneof(fc.constant("no map"), settings),
    { minKeys: 1 },
  );
  return fc.record(
    {
      provider: fc.constantFrom("openai", "anthropic", "gemini", "elsewhere"),
      name: fc.constantFrom("gpt-5-mini", "claude-sonnet-4-5", "gemini-2.5-flash", "gemini-3-pro"),
      temperature: fc.constantFrom(0, 1, 2),
      top_p: fc.constantFrom(0.5, 1),
      top_k: fc.constantFrom(1, 40),
      max_output_tokens: fc.constantFrom(100, 2000),
      reasoning_effort: fc.constantFrom("low", "high"),
      reasoning_tokens: fc.constantFrom(1024, 4096),
      stop: fc.constantFrom(["END"], []),
      seed: fc.constantFrom(1, 2),
      tool_choice: fc.constantFrom("none", "required", "get_order", "nothing"),
      parallel_tool_calls: fc.boolean(),
      options,
    },
    { requiredKeys: ["provider", "name"] },
  ) as fc.Arbitrary<Model>;
}

/** A contract by the names of its parts; how its system text was cut is no behaviour. */
function behaviourOf(contract: Contract): Json {
  const { system, tools, guardrails, knowledge, name: _, ...rest } = contract;
  return {
    ...rest,
    system: system.map(({ text }) => text).join(""),
    tools: Object.fromEntries(tools.map((tool) => [tool.name, { ...tool }])),
    guardrails: Object.fromEntries(guardrails.map((guardrail) => [guardrail.id, { ...guardrail }])),
    knowledge: Object.fromEntries(knowledge.map(({ index, version }) => [index, { index, version }])),
  } as unknown as Json;
}

function changedPaths(before: Json | undefined, after: Json | undefined, path: Path = []): readonly Path[] {
  if (sameJson(before, after)) return [];
  if (isJsonObject(before) && isJsonObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => changedPaths(before[key], after[key], [...path, key]));
  }
  if (isJsonArray(before) && isJsonArray(after) && before.length === after.length) {
    return before.flatMap((item, index) => changedPaths(item, after[index], [...path, index]));
  }
  return [path];
}

function begins(path: Path, start: Path): boolean {
  return start.every((step, index) => path[index] === step);
}
