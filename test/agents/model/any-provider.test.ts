import { describe, expect, test } from "vitest";
import type { ModelNotice } from "../../../src/agents/model/http.ts";
import { liveModel } from "../../../src/agents/model/live.ts";
import { Failure } from "../../../src/core/failure.ts";
import type { ModelReply, ModelRequest } from "../../../src/core/golden/exchange.ts";
import { orderInput, question } from "../../helpers/live.ts";
import { projectWithPackage } from "../../helpers/model-package.ts";

/** A provider that nobody has heard of: its answer is what it was asked. */
const source = (specification: string): string => `
exports.createSomeoneNew = (settings) => ({
  languageModel: (modelId) => ({
    specificationVersion: ${JSON.stringify(specification)},
    provider: "someone-new",
    modelId,
    doGenerate: async ({ abortSignal, ...asked }) => {
      if (settings.apiKey === undefined) {
        const marks = ["vercel.ai.error", "vercel.ai.error.AI_LoadAPIKeyError"].map((mark) => [Symbol.for(mark), true]);
        throw Object.assign(new Error("Pass it, or set SOMEONE_NEW_API_KEY."), Object.fromEntries(marks));
      }
      const response = await settings.fetch(settings.baseURL, { method: "POST", body: JSON.stringify({ modelId }) }).catch((error) => error);
      const text = JSON.stringify({ asked, said: response.message });
      return {
        content: [{ type: "text", text }],
        finishReason: { unified: "stop", raw: "DONE" },
        usage: { inputTokens: { total: 7, cacheRead: 2 }, outputTokens: { total: 3 } },
        warnings: [{ type: "unsupported", feature: "seed" }, { type: "other", message: "It rains." }],
      };
    },
  }),
});
`;

const env = { SOMEONE_NEW_API_KEY: "key", SOMEONE_NEW_BASE_URL: "http://nowhere.invalid/" };
const never = new AbortController().signal;

async function askSomeone(
  request: ModelRequest,
  circumstances: { specification?: string; env?: Record<string, string> } = {},
): Promise<{ readonly reply: ModelReply; readonly notices: readonly ModelNotice[]; readonly folder: string }> {
  await using project = await projectWithPackage(
    "@ai-sdk/someone-new",
    "1.0.0",
    source(circumstances.specification ?? "v3"),
  );
  const { folder } = project;
  const notices: ModelNotice[] = [];
  const ask = liveModel({ folder, env: circumstances.env ?? env, notice: (notice) => notices.push(notice) });
  await ask(request, never);
  return { reply: await ask(request, never), notices, folder };
}

const model = { provider: "someone-new", name: "m" };

describe("a provider that is not known here", () => {
  test("is asked in the words that the SDK has for all", async () => {
    const schema = { type: "object", properties: { a: { type: "string" } } };
    const { reply, notices } = await askSomeone(
      question({
        model: {
          ...model,
          temperature: 0.2,
          top_p: 0.9,
          top_k: 40,
          max_output_tokens: 100,
          stop: ["END"],
          seed: 7,
          reasoning_effort: "low",
          tool_choice: "get_order",
        },
        tools: [
          { name: "get_order", description: "", input: orderInput, provider_tool: null },
          { name: "web", description: "", input: {}, provider_tool: { "someone-new": { type: "web" } } },
        ],
        output: { schema },
      }),
    );
    expect(JSON.parse(reply.text)).toEqual({
      asked: {
        prompt: [
          { role: "system", content: "You help." },
          { role: "user", content: [{ type: "text", text: "Where is 1234?" }] },
        ],
        tools: [{ type: "function", name: "get_order", inputSchema: orderInput }],
        toolChoice: { type: "tool", toolName: "get_order" },
        responseFormat: { type: "json", name: "answer", schema },
        temperature: 0.2,
        topP: 0.9,
        topK: 40,
        maxOutputTokens: 100,
        stopSequences: ["END"],
        seed: 7,
      },
      said: expect.stringContaining("nowhere.invalid"),
    });
    expect(notices.map((notice) => (notice.kind === "unsaid" ? [notice.setting, notice.why] : notice))).toEqual([
      ["model › reasoning_effort", "the SDK has no word for it; say it under model › options › someone-new"],
      ["tools › web", "own tools of someone-new cannot be offered"],
      ["seed", "it is unsupported here"],
      ["model", "It rains."],
    ]);
    expect({ ...reply, text: "" }).toEqual({
      text: "",
      calls: [],
      stop_reason_raw: "DONE",
      tokens: { input: 7, output: 3, cached: 2, cache_write: null, reasoning: null },
      seconds: 0,
      opaque: null,
    });
  });

  test("a key that only its package knows of is named", async () => {
    await expect(askSomeone(question({ model }), { env: {} })).rejects.toMatchObject({
      code: "MODEL_KEY",
      message: "a model of someone-new cannot be asked: SOMEONE_NEW_API_KEY is not set",
    });
  });

  test("a package of another generation is named", async () => {
    const thrown = await askSomeone(question({ model }), { specification: "v4" }).catch((error: unknown) => error);
    if (!(thrown instanceof Failure)) throw new Error("no failure");
    expect([thrown.code, thrown.message.replace(/from .*:/, "from …:"), thrown.hint]).toEqual([
      "MODEL_PACKAGE",
      "a model of someone-new cannot be asked from …: @ai-sdk/someone-new makes models of another generation",
      "npm i -D ai@6 @ai-sdk/someone-new",
    ]);
  });
});
