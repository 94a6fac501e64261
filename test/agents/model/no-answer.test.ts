import { describe, expect, test } from "vitest";
import { liveModel } from "../../../src/agents/model/live.ts";
import { Failure } from "../../../src/core/failure.ts";
import type { ModelNotice } from "../../../src/agents/model/http.ts";
import { askLive, environmentFor, here, key, question } from "../../helpers/live.ts";
import { projectWithPackage } from "../../helpers/model-package.ts";
import { type Answer, startProvider } from "../../helpers/provider-server.ts";

const request = question({ model: { provider: "openai-compatible", name: "llama" } });

const fine: Answer = {
  body: {
    id: "1",
    object: "chat.completion",
    created: 1,
    model: "llama",
    choices: [{ index: 0, message: { role: "assistant", content: "Hello" }, finish_reason: "stop" }],
  },
};

const failed = (status: number, message: string, headers: Record<string, string> = {}, code = "x"): Answer => ({
  status,
  headers,
  body: { error: { message, type: "error", code } },
});

async function failureOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Failure)) throw new Error(`no failure: ${String(error)}`);
  return `${error.code} ${error.kind}: ${error.message}`;
}

describe("what is transient is tried again", () => {
  test.each<[string, readonly [Answer, ...Answer[]], readonly number[], string]>([
    [
      "a rate limit, as long as it asks for",
      [failed(429, "Slow down", { "retry-after": "7" }), fine],
      [7_500],
      "429 Slow down",
    ],
    [
      "a rate limit that is told by the millisecond",
      [failed(429, "Slow down", { "retry-after-ms": "250", "retry-after": "1" }), fine],
      [750],
      "429 Slow down",
    ],
    [
      "a rate limit that is told in the body, as Google does",
      [{ status: 429, body: { error: { code: 429, message: "Slow down", details: [{ retryDelay: "34s" }] } } }, fine],
      [34_500],
      "429 Slow down",
    ],
    ["an error of the server", [failed(500, "Oops"), failed(503, "Busy"), fine], [500, 1_000], "500 Oops"],
    ["an overload", [failed(529, "Overloaded"), fine], [500], "529 Overloaded"],
    [
      "a connection that is cut in the middle of an answer",
      [{ cut: '{"choices":[{"ind' }, fine],
      [500],
      "the connection was cut",
    ],
    ["an answer that breaks off", [{ text: '{"choices":[{"ind' }, fine], [500], "its answer broke off"],
    [
      "an error in a whole answer, as gateways say it",
      [{ body: { error: { code: 502, message: "Upstream" } } }, fine],
      [500],
      "Upstream",
    ],
  ])("%s", async (_, answers, expected, why) => {
    await using server = await startProvider(...answers);
    const { reply, pauses, notices } = await askLive(server, request);
    // Neither attempts that failed nor pauses are the model's time.
    expect([reply.text, pauses, reply.seconds]).toEqual(["Hello", expected, 0]);
    expect(notices[0]).toEqual({
      kind: "retried",
      model: "openai-compatible/llama",
      why,
      seconds: (expected[0] ?? 0) / 1_000,
    });
    expect(notices).toHaveLength(expected.length);
    expect(server.arrived.map(({ body }) => body)).toEqual(answers.map(() => server.arrived[0]?.body));
  });

  test("six times, with pauses that double and are spread", async () => {
    await using server = await startProvider(failed(500, "Oops"));
    const pauses: number[] = [];
    expect(await failureOf(askLive(server, request, { dice: 1, pauses }))).toBe(
      "MODEL_SILENT world: openai-compatible/llama gave no answer: 500 Oops (tried 6 times)",
    );
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
    expect(server.arrived).toHaveLength(6);
  });

  test("a body that is always cut is no answer", async () => {
    await using server = await startProvider({ cut: "{" });
    expect(await failureOf(askLive(server, request))).toBe(
      "MODEL_SILENT world: openai-compatible/llama gave no answer: the connection was cut (tried 6 times)",
    );
  });

  test("but not where a longer pause is asked for than anybody waits", async () => {
    await using server = await startProvider(failed(429, "Daily limit", { "retry-after": "3600" }));
    expect(await failureOf(askLive(server, request))).toBe(
      "MODEL_SILENT world: openai-compatible/llama gave no answer: 429 Daily limit; it asks to wait 3600 s",
    );
    expect(server.arrived).toHaveLength(1);
  });

  test("and not beyond the deadline", async () => {
    await using server = await startProvider(failed(429, "Slow down", { "retry-after": "40" }));
    expect(await failureOf(askLive(server, request, { deadline: 60 }))).toBe(
      "MODEL_SILENT world: openai-compatible/llama gave no answer: 429 Slow down (tried 2 times); it asks to wait 40 s",
    );
  });
});

describe("what is not transient is asked once", () => {
  test.each<[string, Answer, string]>([
    ["a wrong request", failed(400, "Unknown parameter: 'reasoning'."), "400 Unknown parameter: 'reasoning'."],
    [
      "a model that is not there",
      failed(404, "The model `llama` does not exist"),
      "404 The model `llama` does not exist",
    ],
    [
      "a quota that is used up",
      failed(429, "You exceeded your quota", {}, "insufficient_quota"),
      "429 You exceeded your quota",
    ],
    ["a page", { text: "<html>Forbidden</html>", status: 403 }, "403 <html>Forbidden</html>"],
    [
      "a page where an answer should be",
      { text: "<html>Welcome</html>" },
      "it does not speak JSON, but says: <html>Welcome</html>",
    ],
    ["another sentence", { status: 422, body: { detail: "temperature is too high" } }, "422 temperature is too high"],
    [
      "a sentence of whoever stands behind",
      { status: 400, body: { error: { message: "Provider returned error", metadata: { raw: "No such tool" } } } },
      "400 No such tool",
    ],
    ["an error in a whole answer", { body: { error: { message: "No such route" } } }, "No such route"],
    [
      "a redirection, which would take the key elsewhere",
      { status: 307, headers: { location: "http://127.0.0.1:1" }, body: {} },
      "307: it sends us elsewhere, and no key goes there",
    ],
  ])("%s", async (_, answer, why) => {
    await using server = await startProvider(answer, fine);
    expect(await failureOf(askLive(server, request))).toBe(
      `MODEL_SILENT world: openai-compatible/llama gave no answer: ${why}`,
    );
    expect(server.arrived).toHaveLength(1);
  });

  test("an answer that is not as documented", async () => {
    await using server = await startProvider({ body: { choices: "none" } });
    expect(await failureOf(askLive(server, request))).toMatch(
      /^MODEL_SILENT world: .*: its answer is not as documented/,
    );
    expect(server.arrived).toHaveLength(1);
  });

  test("an answer that its reader trips over", async () => {
    await using server = await startProvider({ body: { hello: "world" } });
    const asked = askLive(server, question({ model: { provider: "openai", name: "gpt-5-mini" } }));
    expect(await failureOf(asked)).toMatch(
      /^MODEL_SILENT world: openai\/gpt-5-mini gave no answer: its answer is not as documented \(.*output/,
    );
  });

  test.each([
    ["google", { hello: "world" }],
    ["google", { candidates: [{}] }],
    ["openai", { output: [] }],
  ])("an answer of %s with nothing in it: %j", async (provider, body) => {
    await using server = await startProvider({ body });
    expect(await failureOf(askLive(server, question({ model: { provider, name: "m" } })))).toBe(
      `MODEL_SILENT world: ${provider}/m gave no answer: there is nothing in its answer`,
    );
  });

  test.each([
    ["the whole key", `Incorrect API key provided: ${key}.`, "401 Incorrect API key provided: …."],
    ["a part of it", "Incorrect API key provided: sk-tes********7890.", "401 Incorrect API key provided: …"],
    ["its beginning", `The key ${key.slice(0, 9)} is revoked`, "401 The key … is revoked"],
  ])("and its sentence holds no key, but says where it is: %s", async (_, said, why) => {
    await using server = await startProvider(failed(401, said));
    expect(await failureOf(askLive(server, request))).toBe(
      `MODEL_SILENT world: openai-compatible/llama gave no answer: ${why} (the key is that of OPENAI_COMPATIBLE_API_KEY)`,
    );
  });

  test("Google says of a key that it is a wrong argument", async () => {
    await using server = await startProvider(failed(400, "API key not valid. Please pass a valid API key."));
    expect(await failureOf(askLive(server, question({ model: { provider: "google", name: "gemini" } })))).toMatch(
      /\(the key is that of GOOGLE_GENERATIVE_AI_API_KEY\)$/,
    );
  });
});

describe("nobody is there", () => {
  test("a server that is not running", async () => {
    const server = await startProvider(fine);
    await server[Symbol.asyncDispose]();
    expect(await failureOf(askLive(server, request))).toMatch(/cannot be reached.*ECONNREFUSED.*\(tried 6 times\)/);
  });

  test("a name that does not exist is not tried again", async () => {
    await using server = await startProvider(fine);
    const env = { OPENAI_COMPATIBLE_BASE_URL: "http://nowhere.invalid/v1" };
    const pauses: number[] = [];
    expect(await failureOf(askLive(server, request, { env, pauses }))).toMatch(/MODEL_SILENT.*nowhere\.invalid/);
    expect(pauses).toEqual([]);
  });

  test("a port that nobody is asked at is not tried again", async () => {
    await using server = await startProvider(fine);
    const env = { OPENAI_COMPATIBLE_BASE_URL: "http://127.0.0.1:1/v1" };
    const pauses: number[] = [];
    expect(await failureOf(askLive(server, request, { env, pauses }))).toMatch(/cannot be reached: bad port$/);
    expect(pauses).toEqual([]);
  });

  test.each([
    ["localhost:8080/v1", "is no address: it begins with https://"],
    ["no address", "is no address: it begins with https://"],
    ["http://me:hunter2@127.0.0.1:1/v1", "holds a password, which no provider is sent"],
  ])("an address that cannot be one: %s", async (address, why) => {
    await using server = await startProvider(fine);
    const env = { OPENAI_COMPATIBLE_BASE_URL: address };
    expect(await failureOf(askLive(server, request, { env }))).toBe(
      `MODEL_KEY world: a model of openai-compatible cannot be asked: OPENAI_COMPATIBLE_BASE_URL ${why}`,
    );
  });

  test("silence ends with the deadline", async () => {
    await using server = await startProvider({ silence: true });
    expect(await failureOf(askLive(server, request, { deadline: 0.2 }))).toBe(
      "MODEL_SILENT world: openai-compatible/llama gave no answer: it took longer than 0.2 s",
    );
  });

  test("silence for as long as the model may take is its answer", async () => {
    await using server = await startProvider({ silence: true });
    const { reply } = await askLive(server, request, { most: 0.2 });
    expect(reply).toEqual({
      text: "",
      calls: [],
      stop_reason_raw: null,
      tokens: null,
      seconds: 0.2,
      opaque: null,
    });
  });

  test.each([30, 30.0005, 1e12])("a limit of %j s is none for who is faster", async (most) => {
    await using server = await startProvider(failed(429, "Slow down", { "retry-after": "40" }), fine);
    const { reply } = await askLive(server, request, { most });
    expect(reply.text).toBe("Hello");
  });

  test("who interrupts need not wait", async () => {
    await using server = await startProvider({ silence: true });
    const controller = new AbortController();
    const asked = failureOf(askLive(server, request, { signal: controller.signal }));
    setTimeout(() => controller.abort(), 50);
    expect(await asked).toBe("INTERRUPTED stopped: interrupted");
  });
});

describe("what has to be there first", () => {
  const never = new AbortController().signal;

  test.each([
    ["openai", "OPENAI_API_KEY"],
    ["openai.chat", "OPENAI_API_KEY"],
    ["anthropic", "ANTHROPIC_API_KEY"],
    ["google", "GOOGLE_GENERATIVE_AI_API_KEY"],
    ["openai-compatible", "OPENAI_COMPATIBLE_BASE_URL"],
  ])("%s without %s", async (provider, variable) => {
    await using server = await startProvider(fine);
    const ask = liveModel({ folder: here, env: { ...environmentFor(server.url), [variable]: "" } });
    expect(await failureOf(ask(question({ model: { provider, name: "x" } }), never))).toBe(
      `MODEL_KEY world: a model of ${provider} cannot be asked: ${variable} is not set`,
    );
    expect(server.arrived).toEqual([]);
  });

  test.each([
    ["groq", "@ai-sdk/groq cannot be found", "npm i -D ai@6 @ai-sdk/groq@3"],
    ["bedrock", "@ai-sdk/amazon-bedrock cannot be found", "npm i -D ai@6 @ai-sdk/amazon-bedrock@4"],
    ["constructor", "@ai-sdk/constructor cannot be found", "npm i -D ai@6 @ai-sdk/constructor"],
    ["somebody-new", "@ai-sdk/somebody-new cannot be found", "npm i -D ai@6 @ai-sdk/somebody-new"],
    ["opneai", "@ai-sdk/opneai cannot be found (did you mean openai?)", "npm i -D ai@6 @ai-sdk/opneai"],
  ])("a package: %s", async (provider, why, hint) => {
    const failure = await thrownBy(
      liveModel({ folder: here, env: {} })(question({ model: { provider, name: "x" } }), never),
    );
    expect([failure.code, failure.message, failure.hint]).toEqual([
      "MODEL_PACKAGE",
      `a model of ${provider} cannot be asked from ${here}: ${why}`,
      hint,
    ]);
  });

  test("a package of the project comes first, and its major has to be right", async () => {
    await using project = await projectWithPackage("@ai-sdk/openai", "4.0.1", "throw new Error('it was loaded');");
    const ask = liveModel({ folder: project.folder, env: {} });
    const failure = await thrownBy(ask(question({ model: { provider: "openai", name: "x" } }), never));
    expect([failure.message, failure.hint]).toEqual([
      `a model of openai cannot be asked from ${project.folder}: @ai-sdk/openai 4.0.1 is another major than 3`,
      "npm i -D ai@6 @ai-sdk/openai@3",
    ]);
  });

  test("a package that is broken is named, and what breaks it", async () => {
    await using project = await projectWithPackage("@ai-sdk/openai", "3.0.1", "throw new Error('zod is missing');");
    const ask = liveModel({ folder: project.folder, env: {} });
    const failure = await thrownBy(ask(question({ model: { provider: "openai", name: "x" } }), never));
    expect([failure.code, failure.message]).toEqual([
      "MODEL_PACKAGE",
      `a model of openai cannot be asked from ${project.folder}: @ai-sdk/openai 3.0.1 does not load: zod is missing`,
    ]);
  });

  test.each(["../evil", "a/b", "", "Open AI", ".hidden"])("%j is no provider", async (provider) => {
    const failure = await thrownBy(
      liveModel({ folder: here, env: {} })(question({ model: { provider, name: "x" } }), never),
    );
    expect(failure.code).toBe("UNKNOWN_PROVIDER");
  });

  async function thrownBy(promise: Promise<unknown>): Promise<Failure> {
    const error: unknown = await promise.catch((thrown: unknown) => thrown);
    if (!(error instanceof Failure)) throw new Error(`no failure: ${String(error)}`);
    return error;
  }
});

test("notices go to whoever listens, and nowhere else", async () => {
  await using server = await startProvider(failed(500, "Oops"), fine);
  const notices: ModelNotice[] = [];
  await askLive(server, request, { notices });
  expect(notices).toEqual([{ kind: "retried", model: "openai-compatible/llama", why: "500 Oops", seconds: 0.5 }]);
});
