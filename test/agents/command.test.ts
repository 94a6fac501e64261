import { describe, expect, test } from "vitest";
import type { AgentOutcome } from "../../src/agents/agent.ts";
import { commandAgent } from "../../src/agents/command.ts";
import { openModels } from "../../src/agents/exchange/models.ts";
import { openAgent } from "../../src/agents/index.ts";
import { temporaryFolder } from "../helpers/repository.ts";
import { sampleRequest } from "../helpers/tasks.ts";

const never = new AbortController().signal;

/** Runs a few lines of JavaScript as the agent of a task. */
async function ask(script: string, request = sampleRequest(), signal = never): Promise<AgentOutcome> {
  const command = [process.execPath, "--eval", script] as const;
  return commandAgent({ command: [...command], folder: await temporaryFolder(), env: {}, signal }).run(request);
}

const saying = (value: unknown): string => `process.stdout.write(${JSON.stringify(JSON.stringify(value))})`;

const complete = {
  stop_reason: "finish",
  stop_reason_raw: "stop",
  steps: 2,
  tokens: { input: 10, output: 5, cached: 1, cache_write: null, reasoning: null },
  seconds: 0.5,
  spend_usd: 0.001,
  output: { answer: 42 },
  calls: [
    { id: "c1", turn: 0, step: 0, name: "get_order", arguments: {}, result: null, error: "down", decision: "allow" },
  ],
  transcript: [{ role: "assistant", content: "It is on its way.", calls: [] }],
};

const nothing = {
  stop_reason_raw: null,
  steps: null,
  tokens: null,
  seconds: null,
  spend_usd: null,
  output: null,
  calls: null,
  transcript: null,
};

describe("an answer", () => {
  test("is taken as it is", async () => {
    expect(await ask(saying(complete))).toEqual({ kind: "answer", answer: complete });
  });

  test("that nests without an end is none", async () => {
    const script = `process.stdout.write('{"stop_reason":"finish","output":' + "[".repeat(9_000) + "]".repeat(9_000) + "}")`;
    expect(await ask(script)).toEqual({ kind: "unmeasured", why: "its answer nests more than 100 levels" });
  });

  test("what was not said was not measured", async () => {
    expect(await ask(saying({ stop_reason: "finish" }))).toEqual({
      kind: "answer",
      answer: { stop_reason: "finish", ...nothing },
    });
    const call = { id: "1", name: "x", arguments: {} };
    expect(await ask(saying({ stop_reason: "finish", calls: [call], tokens: { input: 1, output: 2 } }))).toMatchObject({
      answer: {
        tokens: { input: 1, output: 2, cached: null, cache_write: null, reasoning: null },
        calls: [{ ...call, turn: 0, step: 0, result: null, error: null, decision: null }],
      },
    });
  });

  test("may stand between white space, with anything on stderr", async () => {
    const script = `process.stderr.write("warming up\\n"); console.log("\\n"); ${saying(complete)}; console.log("\\n")`;
    expect(await ask(script)).toMatchObject({ kind: "answer" });
  });

  test("may come from a program that reads nothing of a large request", async () => {
    const request = sampleRequest({ metadata: { large: "x".repeat(2_000_000) } });
    expect(await ask(saying(complete), request)).toMatchObject({ kind: "answer" });
  });

  test("may be large", async () => {
    const script = `process.stdout.write(JSON.stringify({ stop_reason: "finish", output: "x".repeat(5_000_000) }))`;
    const outcome = await ask(script);
    expect(outcome.kind === "answer" && String(outcome.answer.output).length).toBe(5_000_000);
  });
});

describe("could not be measured, and never passes", () => {
  test.each([
    ["a non-zero exit, whatever it wrote", `${saying(complete)}; process.exitCode = 3`, "ended with exit code 3"],
    ["an exception", `throw new Error("no key")`, "Error: no key"],
    ["no output", "", "it wrote nothing to stdout"],
    ["white space", `console.log(" \\n ")`, "it wrote nothing to stdout"],
    ["no JSON", `console.log("Hello, I am an agent!")`, "but: Hello, I am an agent!"],
    ["two documents", `${saying(complete)}; ${saying(complete)}`, "did not write one JSON document"],
    ["half a document", `process.stdout.write('{"stop_reason": "fin')`, "did not write one JSON document"],
    ["text before the document", `console.log("debug:"); ${saying(complete)}`, "did not write one JSON document"],
    ["a kill", `${saying(complete)}; process.kill(process.pid, "SIGKILL")`, "was killed"],
    ["a polite kill", `process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 5000)`, "was killed"],
    ["null", saying(null), "is not as documented"],
    ["a list", saying([complete]), "is not as documented"],
    ["no stop reason", saying({ ...complete, stop_reason: undefined }), "stop_reason"],
    ["an empty stop reason", saying({ ...complete, stop_reason: "" }), "stop_reason"],
    ["negative steps", saying({ ...complete, steps: -1 }), "steps"],
    ["half a step", saying({ ...complete, steps: 1.5 }), "steps"],
    ["tokens that are a number", saying({ ...complete, tokens: 15 }), "tokens"],
    ["tokens without output", saying({ ...complete, tokens: { input: 1 } }), "tokens: `output` is missing"],
    [
      "a call without a name",
      saying({ ...complete, calls: [{ id: "1", arguments: {} }] }),
      "calls › 1: `name` is missing",
    ],
    ["arguments that are text", saying({ ...complete, calls: [{ id: "1", name: "x", arguments: "{}" }] }), "arguments"],
    ["a transcript of unknown roles", saying({ ...complete, transcript: [{ role: "tool_use", content: "" }] }), "role"],
  ])("%s", async (_name, script, why) => {
    const outcome = await ask(script);
    expect(outcome).toMatchObject({ kind: "unmeasured", why: expect.stringContaining(why) });
  });

  test("the end of stderr is kept, and only the end", async () => {
    const script = `for (let i = 0; i < 50; i += 1) console.error("line " + i); console.error(""); process.exitCode = 1`;
    const outcome = await ask(script);
    expect(outcome.kind === "unmeasured" && outcome.why).toMatch(/exit code 1: line 47 \/ line 48 \/ line 49$/);
    const long = await ask(`console.error("x".repeat(10_000)); process.exitCode = 1`);
    expect(long.kind === "unmeasured" && long.why.length).toBeLessThan(600);
  });
});

test("a program that is not there cannot be started", async () => {
  const command = ["there-is-no-such-program"] as const;
  const agent = commandAgent({ command: [...command], folder: await temporaryFolder(), env: {}, signal: never });
  await expect(agent.run(sampleRequest())).rejects.toMatchObject({ name: "Failure", code: "PROCESS_MISSING" });
});

test("a folder that is not there cannot be started in", async () => {
  const agent = commandAgent({ command: [process.execPath, "-v"], folder: "/nowhere", env: {}, signal: never });
  await expect(agent.run(sampleRequest())).rejects.toMatchObject({ name: "Failure", code: "PROCESS_MISSING" });
});

test("an interrupt ends the program and the wait", async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 300);
  const running = ask(`setTimeout(() => {}, 60_000)`, sampleRequest(), stop.signal);
  await expect(running).rejects.toMatchObject({ name: "Failure", code: "INTERRUPTED" });
});

test("it runs in its folder, with the environment it is given and where promptctl is", async () => {
  const folder = await temporaryFolder();
  const script = `process.stdout.write(JSON.stringify({
    stop_reason: "finish", output: [process.cwd(), process.env.AGENT_KEY, process.env.PROMPTCTL_MODULE] }))`;
  const runner = { kind: "command", command: [process.execPath, "--eval", script] } as const;
  const agent = await openAgent(
    { ...runner, command: [...runner.command] },
    { folder, env: { AGENT_KEY: "secret" }, signal: never },
    { models: openModels({ top: folder, folder, env: {} }, "replay"), prices: {} },
  );
  expect(agent.name).toContain(process.execPath);
  expect(await agent.run(sampleRequest())).toMatchObject({
    answer: { output: [folder, "secret", new URL("../../src/library/index.js", import.meta.url).href] },
  });
});
