import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { AgentOutcome } from "../../src/agents/agent.ts";
import { judgeOf, type ModelMode, openModels } from "../../src/agents/exchange/models.ts";
import { modelAgent } from "../../src/agents/model.ts";
import type { Price } from "../../src/core/config/config.ts";
import type { Contract } from "../../src/core/contract/contract.ts";
import { budgetDefaults } from "../../src/core/contract/defaults.ts";
import { Failure } from "../../src/core/failure.ts";
import type { AskModel, ModelReply } from "../../src/core/golden/exchange.ts";
import type { Task } from "../../src/core/golden/task.ts";
import { guardrail, sampleContract, tool } from "../helpers/contracts.ts";
import { temporaryFolder } from "../helpers/repository.ts";
import { sampleRequest } from "../helpers/tasks.ts";
import { calls, says, scripted, tokens } from "./exchange/scripted.ts";

// Nothing here came from a model, and every recording of these tests says so.
const model = { provider: "scripted", name: "local-script", temperature: 0.2 };

const contract = sampleContract("You help.", {
  model,
  tools: [
    tool("get_order", { effect: "read", description: "Finds an order.", input: { required: ["id"] } }),
    tool("issue_refund"),
  ],
});

const task: Partial<Task> = {
  tools: { get_order: [{ return: { status: "shipped" } }], issue_refund: [{ return: 1 }] },
};

const script = [calls("get_order", { id: "1" }, { opaque: { signature: "s-1" } }), says("It is\nshipped.")];

const path = "goldens/support/recordings/refund_small.json";

interface Setting {
  readonly folder: string;
  readonly contract?: Contract;
  readonly task?: Partial<Task>;
  readonly repeat?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly prices?: Readonly<Record<string, Price>>;
  readonly signal?: AbortSignal;
}

const noModel: AskModel = async () => {
  throw new Error("a replay asked a model");
};

function run(mode: ModelMode, setting: Setting, ask: AskModel = noModel): Promise<AgentOutcome> {
  const { folder, env = { SCRIPTED_API_KEY: "key-of-this-shell-17" }, prices = {} } = setting;
  const models = openModels({ top: folder, folder, env }, mode, async () => ask);
  const agent = modelAgent({ models, prices, signal: setting.signal ?? new AbortController().signal });
  const request = sampleRequest({ ...task, ...setting.task }, { contract: setting.contract ?? contract });
  return agent.run({ ...request, repeat: setting.repeat ?? 0 });
}

describe("what the model is asked", () => {
  test("system, tools as far as it is told of them, and the conversation with what it wants to see again", async () => {
    const { ask, asked } = scripted(...script);
    const outcome = await run("live", { folder: await temporaryFolder(), repeat: 2 }, ask);
    expect(outcome).toMatchObject({
      kind: "answer",
      recording: null,
      answer: { stop_reason: "finish", stop_reason_raw: "stop", steps: 2, seconds: 0.5, output: "It is\nshipped." },
    });
    expect(asked[0]).toEqual({
      model,
      system: "You help.",
      tools: [
        { name: "get_order", description: "Finds an order.", input: { required: ["id"] }, provider_tool: null },
        { name: "issue_refund", description: "", input: expect.anything(), provider_tool: null },
      ],
      output: null,
      messages: [{ said: { role: "user", content: "Where is my order 1234?" }, opaque: null }],
      repeat: 2,
    });
    expect(asked[1]?.messages.slice(1)).toEqual([
      {
        said: { role: "assistant", content: "", calls: [{ id: "c-10", name: "get_order", arguments: { id: "1" } }] },
        opaque: { signature: "s-1" },
      },
      { said: { role: "tool", call_id: "c-10", content: '{"status":"shipped"}' }, opaque: null },
    ]);
  });

  test.each([
    ["provider", { schema: { type: "object" } }],
    ["none", null],
  ] as const)("the output schema, where the %s enforces it", async (enforce, output) => {
    const { ask, asked } = scripted(says('{"a": 1}'));
    const answering = { ...contract, output: { schema: { type: "object" }, enforce, readers: "strict" as const } };
    const outcome = await run("live", { folder: await temporaryFolder(), contract: answering }, ask);
    expect(asked[0]?.output).toEqual(output);
    expect(outcome).toMatchObject({ answer: { output: { a: 1 } } });
  });
});

describe("a run that is measured", () => {
  const price = { input: 2, output: 10, cached: 1, cache_write: null };
  const prices = { "scripted/local-script": price };
  const folder = temporaryFolder;

  test("tells what it cost", async () => {
    const { ask } = scripted(...script);
    const outcome = await run("live", { folder: await folder(), prices }, ask);
    expect(outcome).toMatchObject({ answer: { spend_usd: (200 * 2 + 40 * 10) / 1e6 } });
  });

  test("ends at the contract's budget, while it runs", async () => {
    const { ask, asked } = scripted(...script);
    const poor = { ...contract, budgets: { ...budgetDefaults, max_spend_usd: 0.0001 } };
    const outcome = await run("live", { folder: await folder(), prices, contract: poor }, ask);
    expect(outcome).toMatchObject({ answer: { stop_reason: "budget_exceeded", calls: [] } });
    expect(asked).toHaveLength(1);
  });

  test.each(["live", "record"] as const)(
    "ends where the model says nothing for as long as there is: %s",
    async (mode) => {
      const limits: unknown[] = [];
      const silent: AskModel = async (_, __, most) => {
        limits.push(most);
        return says("", { stop_reason_raw: null, tokens: null, seconds: most ?? 0 });
      };
      const setting = {
        folder: await folder(),
        prices,
        contract: { ...contract, budgets: { ...budgetDefaults, max_seconds: 3, max_spend_usd: 1 } },
      };
      const ended = { kind: "answer", answer: { stop_reason: "budget_exceeded", seconds: 3, steps: 1 } };
      expect(await run(mode, setting, silent)).toMatchObject(ended);
      expect(limits).toEqual([3]);
      if (mode === "record") expect(await run("replay", setting)).toMatchObject(ended);
    },
  );

  test.each(["live", "record"] as const)("has its price where it could not be brought to its end: %s", async (mode) => {
    const { ask } = scripted(...script);
    const broken: AskModel = async (request, ...limits) => {
      if (request.messages.length > 1) throw new Failure("MODEL_SILENT", { model: "m", why: "400" });
      return ask(request, ...limits);
    };
    const outcome = await run(mode, { folder: await folder(), prices }, broken);
    expect(outcome).toEqual({
      kind: "unmeasured",
      why: "m gave no answer: 400",
      spend_usd: (100 * 2 + 20 * 10) / 1e6,
    });
  });

  test("has its price where what was answered may not be recorded", async () => {
    const { ask } = scripted(says("Your key is key-of-this-shell-17."));
    const outcome = await run("record", { folder: await folder(), prices }, ask);
    expect(outcome).toMatchObject({ kind: "unmeasured", spend_usd: (100 * 2 + 20 * 10) / 1e6 });
  });

  test("is none where a budget of money cannot be kept, and then nothing was spent", async () => {
    const poor = { ...contract, budgets: { ...budgetDefaults, max_spend_usd: 1 } };
    const outcome = await run("live", { folder: await folder(), contract: poor }, scripted().ask);
    expect(outcome).toEqual({ kind: "unmeasured", why: expect.stringContaining('prices: { "scripted/local-script"') });
  });

  test.each<[string, Partial<ModelReply>, RegExp]>([
    ["did not say what it used", { tokens: null }, /did not say how many tokens it used \(no price helps/],
    [
      "wrote tokens into a cache, and that has no price",
      { tokens: { ...tokens, cached: 3, cache_write: 7 } },
      /nobody says what .* costs \(.*prices: \{ "scripted\/local-script": \{ .*, cached: …, cache_write: … \} \}\)$/,
    ],
  ])("is none where an answer %s, and money is counted", async (_name, part, why) => {
    const poor = { ...contract, budgets: { ...budgetDefaults, max_spend_usd: 1 } };
    const { ask } = scripted(calls("get_order", { id: "1" }, part));
    const outcome = await run("live", { folder: await folder(), prices, contract: poor }, ask);
    expect(outcome).toEqual({ kind: "unmeasured", why: expect.stringMatching(why), spend_usd: null });
  });

  test("is none where the model gave no answer", async () => {
    const ask: AskModel = async () => {
      throw new Failure("MODEL_SILENT", { model: "local-script", why: "500 Internal Server Error" });
    };
    const outcome = await run("live", { folder: await folder() }, ask);
    expect(outcome).toEqual({ kind: "unmeasured", why: "local-script gave no answer: 500 Internal Server Error" });
  });

  test("what concerns every task, and an interrupt, are told to the caller", async () => {
    const missing: AskModel = async () => {
      throw new Failure("USAGE", { message: "no package" });
    };
    await expect(run("live", { folder: await folder() }, missing)).rejects.toMatchObject({ code: "USAGE" });
    const signal = AbortSignal.abort();
    await expect(run("live", { folder: await folder(), signal }, noModel)).rejects.toMatchObject({ kind: "stopped" });
  });

  test("guardrails and people of the task decide about its calls", async () => {
    const strict = { ...contract, guardrails: [guardrail("ask", { tool: "issue_refund", decision: "confirm" })] };
    const { ask } = scripted(calls("issue_refund"), says("Done."));
    const setting = { folder: await folder(), contract: strict, task: { on_confirm: "approve" as const } };
    expect(await run("live", setting, ask)).toMatchObject({
      answer: { calls: [{ decision: "confirm", error: null }] },
    });
  });
});

describe("a replay", () => {
  test("answers as the model did when it was recorded, and asks nobody", async () => {
    const folder = await temporaryFolder();
    const recorded = await run("record", { folder }, scripted(...script).ask);
    expect(recorded).toMatchObject({ kind: "answer", recording: expect.stringMatching(/^sha256:/) });
    expect(await run("replay", { folder })).toEqual(recorded);
  });

  test("of a broken call, of text with half a character, and of nothing at all", async () => {
    const folder = await temporaryFolder();
    const broken = { id: "", name: "no_such_tool", arguments: '{"id": ' };
    const odd: readonly ModelReply[] = [
      { ...says("half \ud83d"), calls: [broken, broken] },
      { ...says(""), tokens: null, stop_reason_raw: null, seconds: 0.123456 },
    ];
    const recorded = await run("record", { folder }, scripted(...odd).ask);
    expect(recorded).toMatchObject({ answer: { stop_reason: "error", stop_reason_raw: null, tokens: null } });
    expect(await run("replay", { folder })).toEqual(recorded);
  });

  test("gives every trial its own answers", async () => {
    const folder = await temporaryFolder();
    const several = { repeat: { runs: 3, pass: 2 } };
    const texts = ["zero", "one", "two"];
    for (const [repeat, text] of texts.entries())
      await run("record", { folder, task: several, repeat }, scripted(says(text)).ask);
    for (const [repeat, output] of texts.entries())
      expect(await run("replay", { folder, task: several, repeat })).toMatchObject({ answer: { output } });
    expect(await run("replay", { folder, task: several, repeat: 3 })).toMatchObject({
      why: expect.stringContaining("run 4 of 3 is not in the recording"),
    });
  });

  test("stays one where a budget ends the run earlier than then", async () => {
    const folder = await temporaryFolder();
    await run("record", { folder }, scripted(...script).ask);
    const tight = { ...contract, budgets: { ...budgetDefaults, max_steps: 1 } };
    expect(await run("replay", { folder, contract: tight })).toMatchObject({
      answer: { stop_reason: "budget_exceeded", steps: 1 },
    });
  });
});

describe("what was not recorded could not be measured", () => {
  const whole = "promptctl test --record --contract support";
  const one = "promptctl test --record --filter support/refund_small";

  test("no recording at all", async () => {
    const outcome = await run("replay", { folder: await temporaryFolder() });
    expect(outcome).toEqual({
      kind: "unmeasured",
      why: `there is no recording in goldens/support/recordings\nto record it, which asks scripted/local-script:\n${whole}`,
    });
  });

  const [first, second] = contract.tools;
  const tools = (...all: readonly (typeof first)[]): Contract => ({
    ...contract,
    tools: all.flatMap((one) => (one === undefined ? [] : [one])),
  });
  test.each<[string, { contract?: Contract; task?: Partial<Task> }, string]>([
    [
      "a setting",
      { contract: { ...contract, model: { ...model, temperature: 0.7 } } },
      "model.temperature (was 0.2, is 0.7) changed",
    ],
    [
      "a setting more and another model",
      { contract: { ...contract, model: { provider: "scripted", name: "other", temperature: 0.2, seed: 1 } } },
      'model.name (was "local-script", is "other") and model.seed (was not set, is 1) changed',
    ],
    [
      "the system text",
      { contract: { ...contract, system: [{ text: "You help. Be thorough.", literal: false }] } },
      "the system text changed",
    ],
    ["a tool less", { contract: tools(first) }, "the tool issue_refund (gone) changed"],
    ["a tool more", { contract: tools(first, second, tool("x")) }, "the tool x (new) changed"],
    ["another order of tools", { contract: tools(second, first) }, "the order of the tools changed"],
    [
      "a description",
      { contract: tools(first === undefined ? first : { ...first, description: "Finds." }, second) },
      "the tool get_order changed",
    ],
    [
      "an output schema",
      { contract: { ...contract, output: { schema: {}, enforce: "provider", readers: "strict" } } },
      "the output schema changed",
    ],
    [
      "what the user says",
      { task: { turns: ["Where is order 2?"] } },
      'message 1, what the user says (was "Where is my order 1234?", is "Where is order 2?") changed',
    ],
    [
      "a simulated result",
      { task: { tools: { get_order: [{ return: { status: "lost" } }] } } },
      'message 3, the result of get_order (was "{\\"status\\":\\"shipped\\"}", is "{\\"status\\":\\"lost\\"}") changed',
    ],
    [
      "the messages that a contract begins with",
      {
        contract: {
          ...contract,
          messages: [
            { role: "user", content: "Hi" },
            { role: "assistant", content: "Hi!" },
          ],
        },
      },
      "the messages of the contract changed",
    ],
    [
      "few-shot messages that are other ones, and what the user says too",
      { contract: { ...contract, messages: [{ role: "user", content: "Hi" }] }, task: { turns: ["Hi there!"] } },
      'message 1, what the user says (was "Where is my order 1234?", is "Hi") changed',
    ],
    ["a turn more", { task: { turns: ["Where is my order 1234?", "And 2?"] } }, "ended after 2 exchanges"],
  ])("%s", async (name, setting, why) => {
    const folder = await temporaryFolder();
    await run("record", { folder }, scripted(...script).ask);
    const outcome = await run("replay", { folder, ...setting });
    expect(outcome).toMatchObject({ kind: "unmeasured", why: expect.stringContaining(why) });
    // A change of the contract is told of all its tasks in the same words, a change of one task of that one.
    const concernsAll = !/^(?:what the user|a simulated|few-shot|a turn)/.test(name);
    const told = concernsAll ? ["changed since (in goldens/support/recordings)", whole] : [path, one];
    for (const part of told) expect(outcome).toMatchObject({ why: expect.stringContaining(part) });
  });

  test.each<[string, Partial<Contract>]>([
    [
      "guardrails that decide nothing else",
      { guardrails: [guardrail("g", { tool: "issue_refund", decision: "deny" })] },
    ],
    ["budgets that hold", { budgets: { ...budgetDefaults, max_steps: 9 } }],
    [
      "effects, aliases and results of tools",
      { tools: contract.tools.map((one) => ({ ...one, effect: "write", aliases: ["a"], output: {} })) },
    ],
    ["an output that no provider enforces", { output: { schema: {}, enforce: "none", readers: "strict" } }],
  ])("but %s make no recording stale: the model is not told of them", async (_name, part) => {
    const folder = await temporaryFolder();
    await run("record", { folder }, scripted(...script).ask);
    expect(await run("replay", { folder, contract: { ...contract, ...part } })).toMatchObject({ kind: "answer" });
  });

  test("a recording that was edited, or is broken, says where", async () => {
    const folder = await temporaryFolder();
    await run("record", { folder }, scripted(...script).ask);
    const text = await readFile(join(folder, path), "utf8");
    for (const [broken, why] of [
      [text.replace("shipped.", "lost."), "it was changed after it was recorded"],
      [text.slice(0, 900), "it is not JSON from here on"],
      ["", "it is not JSON from here on"],
    ] as const) {
      await writeFile(join(folder, path), broken);
      const outcome = await run("replay", { folder });
      expect(outcome).toMatchObject({ kind: "unmeasured", why: expect.stringContaining(why) });
      expect(outcome.kind === "unmeasured" && outcome.why).toMatch(
        /^goldens\/support\/recordings\/refund_small\.json:\d+: /,
      );
    }
  });

  test("a folder, or nothing, where the file should be", async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, path), { recursive: true });
    expect(await run("replay", { folder })).toMatchObject({ kind: "unmeasured" });
  });
});

describe("a recording", () => {
  test("of a task takes the place of the one before, with all its exchanges", async () => {
    const folder = await temporaryFolder();
    await run("record", { folder }, scripted(...script).ask);
    await run("record", { folder }, scripted(says("Hello.")).ask);
    const text = await readFile(join(folder, path), "utf8");
    expect(JSON.parse(text).trials).toMatchObject([{ repeat: 0, exchanges: [{ reply: { text: "Hello." } }] }]);
    expect(await readdir(join(folder, "goldens/support/recordings"))).toEqual(["refund_small.json"]);
  });

  test("is left alone where the model could not be asked to the end", async () => {
    const folder = await temporaryFolder();
    const before = await run("record", { folder }, scripted(...script).ask);
    let asked = 0;
    const failing: AskModel = async () => {
      asked += 1;
      if (asked === 1) return calls("get_order", { id: "9" });
      throw new Failure("MODEL_SILENT", { model: "local-script", why: "down" });
    };
    expect(await run("record", { folder }, failing)).toMatchObject({ kind: "unmeasured" });
    expect(await run("replay", { folder })).toEqual(before);
  });

  test("has the trials of a process that was stopped, where the contract is still the same", async () => {
    const folder = await temporaryFolder();
    const several = { repeat: { runs: 2, pass: 2 } };
    await run("record", { folder, task: several }, scripted(says("zero")).ask);
    await run("record", { folder, task: several, repeat: 1 }, scripted(says("one")).ask);
    expect(await run("replay", { folder, task: several })).toMatchObject({ answer: { output: "zero" } });
    const other = { ...contract, model: { ...model, temperature: 1 } };
    await run("record", { folder, task: several, repeat: 1, contract: other }, scripted(says("uno")).ask);
    expect(await run("replay", { folder, task: several })).toMatchObject({ kind: "unmeasured" });
    expect(await run("replay", { folder, task: several, repeat: 1, contract: other })).toMatchObject({
      answer: { output: "uno" },
    });
  });

  test("takes what the judge said of other answers with it", async () => {
    const folder = await temporaryFolder();
    const models = openModels({ top: folder, folder, env: {} }, "record", async () => scripted(says("good")).ask);
    const question = { model, system: "Judge.", tools: [], output: null, messages: [], repeat: 0 };
    const never = new AbortController().signal;
    const { task: complete } = sampleRequest();
    const replay = openModels({ top: folder, folder, env: {} }, "replay");
    await judgeOf(models, complete, 0)(question, never);
    expect(await judgeOf(replay, complete, 0)(question, never)).toMatchObject({ text: "good" });
    await run("record", { folder }, scripted(...script).ask);
    await expect(judgeOf(replay, complete, 0)(question, never)).rejects.toMatchObject({ code: "NOT_RECORDED" });
  });

  test("lies in the contract's folder, wherever in it the task is written", async () => {
    const folder = await temporaryFolder();
    const place = { file: "tests/goldens/support/refunds/small.yaml", line: 1, column: 1 };
    await run("record", { folder, task: { place } }, scripted(...script).ask);
    expect(await readdir(join(folder, "tests/goldens/support"))).toEqual(["recordings"]);
  });

  test("is written into no folder that is a link: that could lead anywhere", async () => {
    const [folder, elsewhere] = [await temporaryFolder(), await temporaryFolder()];
    await mkdir(join(folder, "goldens/support"), { recursive: true });
    await symlink(elsewhere, join(folder, "goldens/support/recordings"));
    const why = expect.stringContaining("goldens/support/recordings is a symlink");
    const { ask, asked } = scripted(...script);
    expect(await run("record", { folder }, ask)).toMatchObject({ kind: "unmeasured", why });
    // What cannot be kept is not paid for.
    expect([asked, await readdir(elsewhere)]).toEqual([[], []]);
    await writeFile(join(elsewhere, "refund_small.json"), "{}");
    expect(await run("replay", { folder })).toMatchObject({ why: expect.stringContaining("symlink") });
  });

  test("says in lines what a person reviews", async () => {
    const folder = await temporaryFolder();
    await run("record", { folder }, scripted(...script).ask);
    const text = await readFile(join(folder, path), "utf8");
    expect(text).toContain('"model": {"provider":"scripted","name":"local-script","temperature":0.2}');
    expect(text).toContain('"text": ["It is","shipped."]');
    expect(text).toContain('"stop_reason_raw": "stop"');
    expect(text).not.toMatch(/.{160}/);
  });
});

describe("a secret", () => {
  // Built from parts, so that no search for credentials finds this file.
  const credential = `ghp_${"wJalrXUtnFEMIK7MDENGbPxRfiCYzE9X".repeat(2).slice(0, 36)}`;
  const key = "key-of-this-shell-17";
  test.each<[string, { contract?: Contract; task?: Partial<Task> }, readonly ModelReply[], number, RegExp]>([
    [
      "in the system text: nothing is asked",
      { contract: { ...contract, system: [{ text: `Use ${credential}.`, literal: false }] } },
      script,
      0,
      /what the model would be asked holds what looks like a GitHub .*\(system\)/,
    ],
    [
      "in a simulated result: it is not sent",
      { task: { tools: { get_order: [{ return: { token: credential } }] } } },
      script,
      1,
      /what the model would be asked .*\(messages\.2\.said\.content\)/,
    ],
    ["in an answer", {}, [says(`It is ${credential}`)], 1, /what the model answered .*\(text\)/],
    ["in an argument", {}, [calls("get_order", { id: credential })], 1, /\(calls\.0\.arguments\.id\)/],
    ["of this shell", {}, [says(`It is ${key}`)], 1, /the value of SCRIPTED_API_KEY \(text\)/],
    ["of this shell, kept for the provider", {}, [says("", { opaque: { a: [key] } })], 1, /\(opaque\.a\.0\)/],
  ])("%s", async (_name, setting, replies, times, why) => {
    const folder = await temporaryFolder();
    const { ask, asked } = scripted(...replies);
    const outcome = await run("record", { folder, ...setting }, ask);
    expect(outcome).toMatchObject({ kind: "unmeasured", why: expect.stringMatching(why) });
    expect(JSON.stringify(outcome)).not.toContain(credential);
    expect(JSON.stringify(outcome)).not.toContain(key);
    expect(asked).toHaveLength(times);
    expect(await readdir(folder)).toEqual([]);
  });

  test("is no matter of a run that is not recorded", async () => {
    const outcome = await run("live", { folder: await temporaryFolder() }, scripted(says(`It is ${credential}`)).ask);
    expect(outcome).toMatchObject({ kind: "answer" });
  });
});

test("the tokens of each answer stand in the transcript", async () => {
  const outcome = await run("live", { folder: await temporaryFolder() }, scripted(...script).ask);
  const transcript = outcome.kind === "answer" ? (outcome.answer.transcript ?? []) : [];
  expect(transcript.filter(({ role }) => role === "assistant")).toMatchObject([
    { tokens, stop_reason_raw: "tool_calls" },
    { tokens, stop_reason_raw: "stop" },
  ]);
});
