import { expect, test } from "vitest";
import type { ProviderName } from "../../src/core/provider/names.ts";
import { sampleBundle, tool } from "../helpers/contracts.ts";
import { connected, publishedFolder } from "../helpers/published.ts";

const told = sampleBundle("kind", {
  variables: { shop: { type: "string", default: "Acme" } },
  tools: [
    tool("get_order", { effect: "read", description: "Orders of {{shop}}, in {{environment.name}}." }),
    tool("web_search", { effect: "read", provider_tool: { openai: { type: "web_search" } } }),
  ],
});

async function session() {
  const live = await publishedFolder();
  await live.publish(told);
  return (await connected(live)).client.open("s");
}

test("tools in the words of a provider, their descriptions rendered", async () => {
  const open = await session();
  const description = "Orders of Acme, in production.";
  const parameters = { type: "object", properties: {} };
  expect(open.tools("openai")).toEqual([
    { type: "function", name: "get_order", description, parameters, strict: false },
    { type: "web_search" },
  ]);
  expect(open.tools("anthropic")).toEqual([{ name: "get_order", description, input_schema: parameters }]);
  expect(open.tools("openai", { shop: "Emca" })[0]).toMatchObject({ description: "Orders of Emca, in production." });
  expect(open.tools({ shop: "Emca" })[0]).toMatchObject({ description: "Orders of Emca, in production." });
});

test("a provider that is not known is refused by its name", async () => {
  const open = await session();
  expect(() => open.tools("mistral" as ProviderName)).toThrow(
    "'mistral' is no provider whose requests are known; there is openai, anthropic, gemini, mcp and ai-sdk",
  );
});

test("what a host does to its tools, request and pin is of no other session", async () => {
  const live = await publishedFolder();
  await live.publish(told);
  const { client } = await connected(live);
  const spoil = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const part of Object.values(value)) spoil(part);
    Object.assign(value, { spoilt: true });
  };
  const { pin, ...one } = client.open("s");
  for (const given of [one.tools(), one.tools("openai"), one.request("openai"), one.messages(), pin]) spoil(given);
  const other = client.open("t");
  const said = [other.tools(), other.tools("openai"), other.request("openai"), other.messages(), other.pin];
  expect(JSON.stringify(said)).not.toContain("spoilt");
});

test("arguments that say something twice are nobody's: a guardrail and a tool could read two things in them", async () => {
  const open = await session();
  expect(open.beforeTool("get_order", '{"id": 1, "id": 2}')).toMatchObject({ kind: "deny" });
  expect(open.beforeTool("get_order", '{"id": 1, "nested": { "id": 2 }}')).toMatchObject({ kind: "allow" });
});
