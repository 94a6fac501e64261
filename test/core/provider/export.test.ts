import { describe, expect, test } from "vitest";
import type { Contract, Model } from "../../../src/core/contract/contract.ts";
import { budgetDefaults } from "../../../src/core/contract/defaults.ts";
import { renderContract } from "../../../src/core/contract/render.ts";
import { sayPath } from "../../../src/core/place.ts";
import { exportContract, exportTools } from "../../../src/core/provider/export.ts";
import type { ProviderName } from "../../../src/core/provider/names.ts";
import type { ProviderExport } from "../../../src/core/provider/provider.ts";
import { providers } from "../../../src/core/provider/providers/index.ts";
import { guardrail, sampleContract, tool } from "../../helpers/contracts.ts";

const refund = {
  type: "object",
  properties: { order_id: { type: "string" }, amount: { type: "number" } },
  required: ["amount", "order_id"],
  additionalProperties: false,
};
const answer = {
  type: "object",
  properties: { reply: { type: "string" }, cause: { type: "string" } },
  propertyOrdering: ["cause", "reply"],
  required: ["cause", "reply"],
  additionalProperties: false,
};
const ordered = { cause: { type: "string" }, reply: { type: "string" } };

function shop(model: Model, part: Partial<Contract> = {}): Contract {
  return sampleContract("You help.", {
    model,
    messages: [
      { role: "user", content: "Hello" },
      { role: "assistant", content: "Hello, how can I help?" },
    ],
    tools: [
      tool("get_order", { effect: "read", description: "Look an order up." }),
      tool("issue_refund", { input: refund, aliases: ["process_refund"], annotations: { title: "Refund" } }),
    ],
    output: { schema: answer, enforce: "provider", readers: "strict" },
    ...part,
  });
}

function exportOf(name: ProviderName, contract: Contract): ProviderExport {
  return exportContract(name, contract, renderContract(contract, {}, null));
}

describe("the request of each provider", () => {
  test("OpenAI: the Responses API", () => {
    const { request, missing } = exportOf(
      "openai",
      shop({
        provider: "openai",
        name: "gpt-5.1-2025-11-13",
        temperature: 0.2,
        top_p: 0.9,
        max_output_tokens: 1024,
        reasoning_effort: "none",
        tool_choice: "issue_refund",
        parallel_tool_calls: false,
        options: { openai: { store: false, text: { verbosity: "low" } } },
      }),
    );
    expect(request).toEqual({
      model: "gpt-5.1-2025-11-13",
      instructions: "You help.",
      input: [
        { role: "user", content: "Hello" },
        { role: "assistant", content: "Hello, how can I help?" },
      ],
      tools: [
        {
          type: "function",
          name: "get_order",
          description: "Look an order up.",
          parameters: { type: "object", properties: {} },
          strict: false,
        },
        { type: "function", name: "issue_refund", parameters: refund, strict: true },
      ],
      text: {
        verbosity: "low",
        format: {
          type: "json_schema",
          name: "support",
          schema: { ...answer, properties: ordered, propertyOrdering: undefined },
          strict: true,
        },
      },
      temperature: 0.2,
      top_p: 0.9,
      max_output_tokens: 1024,
      reasoning: { effort: "none" },
      tool_choice: { type: "function", name: "issue_refund" },
      parallel_tool_calls: false,
      store: false,
    });
    expect(missing).toEqual([]);
  });

  test("Anthropic: the Messages API", () => {
    const { request, missing } = exportOf(
      "anthropic",
      shop({
        provider: "anthropic",
        name: "claude-sonnet-4-5-20250929",
        top_p: 0.95,
        top_k: 40,
        stop: ["END"],
        max_output_tokens: 4096,
        reasoning_tokens: 2048,
        reasoning_effort: "high",
        tool_choice: "required",
        parallel_tool_calls: false,
        options: { anthropic: { service_tier: "auto" } },
      }),
    );
    expect(request).toEqual({
      model: "claude-sonnet-4-5-20250929",
      system: "You help.",
      messages: [
        { role: "user", content: "Hello" },
        { role: "assistant", content: "Hello, how can I help?" },
      ],
      tools: [
        { name: "get_order", description: "Look an order up.", input_schema: { type: "object", properties: {} } },
        { name: "issue_refund", input_schema: refund },
      ],
      output_config: {
        format: { type: "json_schema", schema: { ...answer, properties: ordered, propertyOrdering: undefined } },
        effort: "high",
      },
      max_tokens: 4096,
      top_p: 0.95,
      top_k: 40,
      stop_sequences: ["END"],
      thinking: { type: "enabled", budget_tokens: 2048 },
      tool_choice: { type: "any", disable_parallel_tool_use: true },
      service_tier: "auto",
    });
    expect(missing).toEqual([]);
  });

  test("Gemini: generateContent", () => {
    const { request } = exportOf(
      "gemini",
      shop({
        provider: "google",
        name: "gemini-3-pro",
        temperature: 1,
        top_p: 0.9,
        top_k: 40,
        stop: ["END"],
        seed: 7,
        max_output_tokens: 1024,
        reasoning_effort: "low",
        tool_choice: "get_order",
      }),
    );
    expect(request).toEqual({
      systemInstruction: { parts: [{ text: "You help." }] },
      contents: [
        { role: "user", parts: [{ text: "Hello" }] },
        { role: "model", parts: [{ text: "Hello, how can I help?" }] },
      ],
      tools: [
        {
          functionDeclarations: [
            {
              name: "get_order",
              description: "Look an order up.",
              parametersJsonSchema: { type: "object", properties: {} },
            },
            { name: "issue_refund", description: "", parametersJsonSchema: refund },
          ],
        },
      ],
      toolConfig: { functionCallingConfig: { mode: "ANY", allowedFunctionNames: ["get_order"] } },
      generationConfig: {
        temperature: 1,
        topP: 0.9,
        topK: 40,
        stopSequences: ["END"],
        seed: 7,
        maxOutputTokens: 1024,
        thinkingConfig: { thinkingLevel: "low" },
        responseMimeType: "application/json",
        responseJsonSchema: { ...answer, properties: ordered },
      },
    });
  });

  test("MCP: the result of tools/list", () => {
    const output = { type: "object", properties: { status: { type: "string" } } };
    const { request, notCarried } = exportOf(
      "mcp",
      shop(
        { provider: "openai", name: "gpt-4.1" },
        {
          tools: [
            tool("get_order", { effect: "read", description: "Look an order up.", output }),
            tool("set_note", { effect: "write", annotations: { idempotentHint: true, openWorldHint: false } }),
            tool("issue_refund", { input: refund, output: { type: "string" }, annotations: { title: "Refund" } }),
          ],
        },
      ),
    );
    const nothing = { type: "object", properties: {} };
    expect(request).toEqual({
      tools: [
        {
          name: "get_order",
          description: "Look an order up.",
          inputSchema: nothing,
          outputSchema: output,
          annotations: { readOnlyHint: true, destructiveHint: false },
        },
        {
          name: "set_note",
          inputSchema: nothing,
          annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
        },
        {
          name: "issue_refund",
          title: "Refund",
          inputSchema: refund,
          annotations: { readOnlyHint: false, destructiveHint: true },
        },
      ],
    });
    expect(notCarried.map(({ path }) => sayPath(path))).toEqual([
      "model",
      "system",
      "messages › 0",
      "messages › 1",
      "output",
      "tools › issue_refund › output",
      "output › readers",
      "sessions",
    ]);
  });

  test("AI SDK: the settings of generateText, whoever the model is of", () => {
    const settings = {
      temperature: 0.2,
      top_p: 0.9,
      top_k: 40,
      max_output_tokens: 1024,
      stop: ["END"],
      seed: 7,
      reasoning_effort: "low",
      tool_choice: "get_order",
      options: { anthropic: { metadata: {} } },
    };
    const { request, notCarried, missing } = exportOf(
      "ai-sdk",
      shop({ provider: "anthropic", name: "m", ...settings }),
    );
    expect(request).toMatchObject({
      system: expect.stringContaining(""),
      messages: [{ role: "user" }, { role: "assistant" }],
      temperature: 0.2,
      topP: 0.9,
      topK: 40,
      maxOutputTokens: 1024,
      stopSequences: ["END"],
      seed: 7,
      toolChoice: { type: "tool", toolName: "get_order" },
    });
    expect(request["tools"]).toContainEqual({
      type: "function",
      name: "issue_refund",
      inputSchema: refund,
    });
    expect(notCarried.map(({ path }) => sayPath(path))).toEqual(
      expect.arrayContaining([
        "model › reasoning_effort",
        "model › name",
        "model › options › anthropic",
        "output › schema",
      ]),
    );
    expect(missing).toEqual([]);
  });

  test.each([
    ["openai", ["text", "format", "schema"]],
    ["anthropic", ["output_config", "format", "schema"]],
    ["gemini", ["generationConfig", "responseJsonSchema"]],
  ] as const)("%s gets the fields of an answer in the order in which they are to be written", (provider, path) => {
    let part: unknown = exportOf(provider, shop({ provider, name: "m" })).request;
    for (const step of path) part = (part as Record<string, unknown>)[step];
    const { properties } = part as { readonly properties: object };
    expect(Object.keys(properties)).toEqual(["cause", "reply"]);
  });

  test("nothing is said where a contract says nothing", () => {
    const bare = { messages: [], tools: [], system: [], output: null };
    const request = (name: ProviderName, provider: string) =>
      exportOf(name, shop({ provider, name: "m" }, bare)).request;
    expect(request("openai", "openai")).toEqual({ model: "m", input: [] });
    expect(request("anthropic", "anthropic")).toEqual({ model: "m", messages: [] });
    expect(request("gemini", "gemini")).toEqual({ contents: [] });
    expect(request("mcp", "openai")).toEqual({ tools: [] });
    expect(request("ai-sdk", "openai")).toEqual({ messages: [] });
  });
});

describe("what a request does not say is listed", () => {
  test("the parts that the runtime keeps, each by its name", () => {
    const contract = shop(
      { provider: "openai", name: "gpt-4.1", stop: ["END"], seed: 7, options: { anthropic: { service_tier: "auto" } } },
      {
        variables: { tier: { type: "string", default: "basic" } },
        guardrails: [guardrail("big-refund", { tool: "issue_refund", decision: "confirm" })],
        budgets: { ...budgetDefaults, max_steps: 8, max_calls_per_tool: { get_order: 2 } },
        stop_reasons: ["transferred"],
        knowledge: [{ index: "kb", version: "1" }],
      },
    );
    expect(exportOf("openai", contract).notCarried.map(({ path }) => sayPath(path))).toEqual([
      "model › options › anthropic",
      "tools › get_order › effect",
      "tools › issue_refund › effect",
      "tools › issue_refund › aliases",
      "tools › issue_refund › annotations",
      "model › stop",
      "model › seed",
      "variables",
      "output › readers",
      "guardrails › big-refund",
      "budgets › max_steps",
      "budgets › max_calls_per_tool › get_order",
      "stop_reasons",
      "knowledge › kb",
      "sessions",
    ]);
  });

  test("a model of another provider, and that one has to be named", () => {
    const { request, notCarried, missing } = exportOf(
      "anthropic",
      shop({ provider: "openai", name: "gpt-4.1", top_p: 1 }),
    );
    expect([request["model"], request["top_p"]]).toEqual([undefined, undefined]);
    expect(notCarried[0]).toEqual({ path: ["model"], why: "gpt-4.1 and its settings are for openai" });
    expect(missing.map(({ path }) => sayPath(path))).toEqual(["model › name", "model › max_output_tokens"]);
  });

  test("what options say is not missing", () => {
    const options = { anthropic: { model: "claude-sonnet-5", max_tokens: 100 } };
    const { missing } = exportOf("anthropic", shop({ provider: "openai", name: "gpt-4.1", options }));
    expect(missing).toEqual([]);
  });

  test("options add, and replace nothing that the contract says", () => {
    const options = {
      openai: { temperature: 1, instructions: "Obey.", reasoning: { summary: "auto", effort: "high" } },
    };
    const model = { provider: "openai", name: "gpt-5", temperature: 0, reasoning_effort: "low", options };
    const { request, notCarried } = exportOf("openai", shop(model));
    expect(request).toMatchObject({
      temperature: 0,
      instructions: "You help.",
      reasoning: { effort: "low", summary: "auto" },
    });
    expect(notCarried.slice(0, 3).map(({ path }) => sayPath(path))).toEqual([
      "model › options › openai › temperature",
      "model › options › openai › instructions",
      "model › options › openai › reasoning › effort",
    ]);
  });

  test("a choice that names no tool here", () => {
    const { request, notCarried } = exportOf(
      "openai",
      shop({ provider: "openai", name: "gpt-4.1", tool_choice: "web" }),
    );
    expect(request["tool_choice"]).toBeUndefined();
    expect(notCarried.map(({ path }) => sayPath(path))).toContain("model › tool_choice");
  });
});

describe("a choice of tools", () => {
  test.each([
    ["openai", "auto", { tool_choice: "auto" }],
    ["openai", "any", { tool_choice: "required" }],
    ["openai", "process_refund", { tool_choice: { type: "function", name: "issue_refund" } }],
    ["anthropic", "auto", { tool_choice: { type: "auto" } }],
    ["anthropic", "none", { tool_choice: { type: "none" } }],
    ["anthropic", "get_order", { tool_choice: { type: "tool", name: "get_order" } }],
    ["gemini", "none", { toolConfig: { functionCallingConfig: { mode: "NONE" } } }],
    ["gemini", "required", { toolConfig: { functionCallingConfig: { mode: "ANY" } } }],
  ] as const)("%s: %s", (provider, tool_choice, expected) => {
    expect(exportOf(provider, shop({ provider, name: "m", tool_choice })).request).toMatchObject(expected);
  });

  test.each([
    [{ parallel_tool_calls: true }, { type: "auto", disable_parallel_tool_use: false }],
    [{ parallel_tool_calls: false, tool_choice: "none" }, { type: "none" }],
    [
      { parallel_tool_calls: false, tool_choice: "web" },
      { type: "auto", disable_parallel_tool_use: true },
    ],
  ])("Anthropic says there whether calls are parallel: %j", (settings, expected) => {
    const model = { provider: "anthropic", name: "m", ...settings };
    expect(exportOf("anthropic", shop(model)).request["tool_choice"]).toEqual(expected);
  });
});

test("no tokens for thinking turn it off", () => {
  const thinking = (name: ProviderName, model: string) =>
    exportOf(name, shop({ provider: name, name: model, reasoning_tokens: 0 }, { tools: [], output: null })).request;
  expect(thinking("anthropic", "claude-sonnet-4-5")["thinking"]).toEqual({ type: "disabled" });
  expect(thinking("gemini", "gemini-2.5-flash")["generationConfig"]).toEqual({ thinkingConfig: { thinkingBudget: 0 } });
});

describe("a schema of answers that a provider does not enforce", () => {
  const loose = { type: "object", properties: { reply: { type: "string", minLength: 1 } } };
  const output = { schema: loose, enforce: "provider", readers: "strict" } as const;
  const whyOf = ({ notCarried }: ProviderExport) =>
    notCarried.find(({ path }) => sayPath(path) === "output › schema")?.why;

  test("OpenAI gets it without strict", () => {
    const exported = exportOf("openai", shop({ provider: "openai", name: "gpt-4.1" }, { output }));
    expect(exported.request).toMatchObject({ text: { format: { schema: loose, strict: false } } });
    expect(whyOf(exported)).toMatch(/not enforced/);
  });

  test("Anthropic, which would refuse it, does not get it", () => {
    const exported = exportOf("anthropic", shop({ provider: "anthropic", name: "claude-sonnet-4-5" }, { output }));
    expect(exported.request["output_config"]).toBeUndefined();
    expect(whyOf(exported)).toMatch(/would be refused/);
  });

  test("Gemini 2.5 takes none beside tools, and one without", () => {
    const model = { provider: "gemini", name: "gemini-2.5-flash" };
    expect(whyOf(exportOf("gemini", shop(model)))).toMatch(/beside tools/);
    expect(exportOf("gemini", shop(model)).request["generationConfig"]).toBeUndefined();
    expect(whyOf(exportOf("gemini", shop(model, { tools: [] })))).toBeUndefined();
  });

  test("nobody is told where the contract says so", () => {
    const kept = { output: { schema: answer, enforce: "none", readers: "strict" } } as const;
    for (const provider of ["openai", "anthropic", "gemini"] as const) {
      const { request, notCarried } = exportOf(provider, shop({ provider, name: "gemini-3-pro" }, kept));
      expect(JSON.stringify(request)).not.toContain("cause");
      expect(notCarried.map(({ path }) => sayPath(path))).toContain("output");
    }
  });
});

describe("tools that a provider runs itself", () => {
  const search = tool("web_search", {
    effect: "read",
    description: "Search.",
    provider_tool: { openai: { type: "web_search" }, google: { googleSearch: {} } },
  });
  const tools = [search, tool("get_order", { description: "Look." })];

  test.each([
    ["openai", [{ type: "web_search" }, { name: "get_order" }]],
    ["gemini", [{ functionDeclarations: [{ name: "get_order" }] }, { googleSearch: {} }]],
    ["anthropic", [{ name: "get_order" }]],
    ["mcp", [{ name: "get_order" }]],
    ["ai-sdk", [{ name: "get_order" }]],
  ] as const)("%s", (provider, expected) => {
    expect(exportTools(provider, tools)).toMatchObject(expected);
    expect(exportTools(provider, tools)).toHaveLength(expected.length);
  });

  test("one that has no form here is listed as a whole", () => {
    const { notCarried } = exportOf("anthropic", shop({ provider: "anthropic", name: "m" }, { tools }));
    expect(notCarried[0]).toEqual({
      path: ["tools", "web_search"],
      why: "it is a tool of openai and google, and nothing says what Anthropic has instead",
    });
  });

  test("one that has a form here keeps its description to itself", () => {
    const { notCarried } = exportOf("openai", shop({ provider: "openai", name: "gpt-4.1" }, { tools: [search] }));
    expect(notCarried.slice(0, 4).map(({ path }) => sayPath(path))).toEqual([
      "tools › web_search › description",
      "tools › web_search › effect",
      "tools › web_search › input",
      "tools › web_search › provider_tool › google",
    ]);
  });
});

test("each provider stands under its own name", () => {
  expect(Object.entries(providers).map(([name, { name: own }]) => [name, own])).toEqual(
    Object.keys(providers).map((name) => [name, name]),
  );
});
