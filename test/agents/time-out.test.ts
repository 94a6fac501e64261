import { describe, expect, test } from "vitest";
import type { AgentOutcome } from "../../src/agents/agent.ts";
import { commandAgent } from "../../src/agents/command.ts";
import { judgeRun } from "../../src/core/golden/judge.ts";
import { sampleContract } from "../helpers/contracts.ts";
import { temporaryFolder } from "../helpers/repository.ts";
import { sampleRequest, sampleTask } from "../helpers/tasks.ts";

/** A limit is in force 10 s later, as starting a program takes time; here it is in force at once. */
const startUp = 10;

async function ask(seconds: number, command: readonly [string, ...string[]]): Promise<AgentOutcome> {
  const signal = new AbortController().signal;
  const agent = commandAgent({ command: [...command], folder: await temporaryFolder(), env: {}, signal });
  return agent.run(sampleRequest({}, { seconds: seconds - startUp }));
}

const overdue = {
  kind: "answer",
  answer: {
    stop_reason: "budget_exceeded",
    stop_reason_raw: null,
    steps: null,
    tokens: null,
    seconds: expect.closeTo(0.4),
    spend_usd: null,
    output: null,
    calls: null,
    transcript: null,
  },
};

test("a program that does not end in time has run, and run out of its budget", async () => {
  expect(await ask(0.4, [process.execPath, "--eval", "setTimeout(() => {}, 60_000)"])).toEqual(overdue);
});

test("an answer that was written, and then never an end, is overdue too", async () => {
  const script = `console.log('{"stop_reason":"finish"}'); setTimeout(() => {}, 60_000)`;
  expect(await ask(0.4, [process.execPath, "--eval", script])).toEqual(overdue);
});

test("a program that does not listen to a polite signal is killed", async () => {
  const script = `process.on("SIGTERM", () => {}); setTimeout(() => {}, 60_000)`;
  const started = performance.now();
  expect(await ask(0.4, [process.execPath, "--eval", script])).toEqual(overdue);
  expect(performance.now() - started).toBeLessThan(8_000);
});

test("a wrapper whose child goes on is overdue in time too", async () => {
  const started = performance.now();
  expect(await ask(0.4, ["sh", "-c", "sleep 3; echo done"])).toEqual(overdue);
  expect(performance.now() - started).toBeLessThan(2_500);
});

describe("judged", () => {
  const contract = sampleContract("You help.");
  const answer = { ...overdue.answer, seconds: 12, calls: [], steps: null };

  test.each([
    ["max_seconds", { max_seconds: 2 }],
    ["a stop reason", { expect_stop_reason: "finish" }],
    ["something called", { expect: { called: ["get_order"] } }],
    ["an output", { expect: { output: [{ contains: "1234" }] } }],
  ])("a task that expects %s fails", (_name, invariants) => {
    const trial = judgeRun(sampleTask({ invariants: invariants as never }), contract, answer as never);
    expect(trial).toMatchObject({ kind: "judged", passed: false });
  });

  test("a task that expects only what must not happen fails as well", () => {
    const budgets = { ...contract.budgets, max_seconds: 2 };
    const invariants = { expect: { not_called: ["get_order"], writes: [] } };
    const trial = judgeRun(sampleTask({ invariants }), { ...contract, budgets }, answer as never);
    expect(trial).toMatchObject({ kind: "judged", passed: false });
  });
});
