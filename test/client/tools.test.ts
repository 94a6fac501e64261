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
