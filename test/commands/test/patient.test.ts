import { afterEach, describe, expect, test, vi } from "vitest";
import type { Agent, AgentOutcome } from "../../../src/agents/agent.ts";
import { patiently } from "../../../src/commands/act/test/patient.ts";
import { wait } from "../../../src/world/wait.ts";
import { sampleRequest } from "../../helpers/tasks.ts";
import { worldAt } from "../../helpers/world.ts";

vi.mock("../../../src/world/wait.ts");

afterEach(() => vi.clearAllMocks());

const answer = { kind: "answer", answer: {} } as unknown as AgentOutcome;
const busy = (after: number | null = null): AgentOutcome => ({ kind: "unmeasured", why: "busy", again: { after } });
const broken: AgentOutcome = { kind: "unmeasured", why: "broken" };

/** An agent that answers one thing after the other, in a world where waiting takes no time but is noted. */
function asking(...outcomes: readonly AgentOutcome[]) {
  let now = Date.parse("2026-11-20T12:00:00Z");
  const waits: number[] = [];
  vi.mocked(wait).mockImplementation(async (milliseconds) => {
    waits.push(milliseconds / 1_000);
    now += milliseconds;
  });
  let asked = 0;
  const agent: Agent = { name: "agent", mode: "http", run: async () => outcomes[asked++] ?? outcomes.at(-1) ?? broken };
  const clock = { now: () => new Date(now), unique: () => "8000" };
  return { waits, asked: () => asked, ask: patiently(agent, worldAt("/", { clock })) };
}

describe("an agent that", () => {
  test.each<[string, readonly AgentOutcome[], number, readonly number[]]>([
    ["answers is asked once", [answer], 0, []],
    ["is broken is asked once", [broken, answer], 0, []],
    ["is busy is asked again, later and later", [busy(), busy(), busy(), answer], 3, [1, 2, 4]],
    ["is busy all the time is given up on", [busy()], 3, [1, 2, 4]],
    ["says how long it is busy is asked then", [busy(7), answer], 1, [7]],
    ["wants to be asked at once is", [busy(0), answer], 1, [0]],
    ["wants to be asked tomorrow is not there", [busy(86_400), answer], 0, []],
  ])("%s", async (_name, outcomes, retried, waits) => {
    const { ask, waits: waited, asked } = asking(...outcomes);
    const result = await ask(sampleRequest());
    expect({ retried: result.retried, waited }).toEqual({ retried, waited: waits });
    expect(result.outcome).toBe(outcomes[Math.min(asked(), outcomes.length) - 1]);
    expect(asked()).toBe(retried + 1);
  });
});

test("who says how long is not asked by others meanwhile", async () => {
  const { ask, waits } = asking(busy(30), answer);
  await Promise.all([ask(sampleRequest()), ask(sampleRequest())]);
  expect(waits.every((seconds) => seconds === 30)).toBe(true);
});

test("after three that were asked in vain nobody waits any more, until one answers", async () => {
  const { ask, waits } = asking(...Array.from({ length: 13 }, () => busy()), answer, busy(), answer);
  for (let task = 0; task < 4; task += 1) await ask(sampleRequest());
  expect(waits).toHaveLength(9);
  expect(await ask(sampleRequest())).toMatchObject({ outcome: answer, retried: 0 });
  expect(await ask(sampleRequest())).toMatchObject({ outcome: answer, retried: 1 });
});
