import { describe, expect, test } from "vitest";
import type { AgentOutcome } from "../../../src/agents/agent.ts";
import type { Players } from "../../../src/commands/act/test/run-task.ts";
import { runTasks } from "../../../src/commands/act/test/run-tasks.ts";
import { judgeRun } from "../../../src/core/golden/judge.ts";
import { type Defined, definitionOf } from "../../../src/core/golden/results/definition.ts";
import type { KeptResult } from "../../../src/core/golden/results/kept.ts";
import type { Task } from "../../../src/core/golden/task.ts";
import { falseAlarms } from "../../../src/core/regression/answer.ts";
import { type ComparedSides, compareSides, regressionsIn } from "../../../src/core/regression/compare-sides.ts";
import { ratesOf } from "../../../src/core/regression/rates.ts";
import { chanceOfAtLeast } from "../../../src/core/statistics/binomial.ts";
import { sampleBundle } from "../../helpers/contracts.ts";
import { sampleTask } from "../../helpers/tasks.ts";

/** An agent of which everything is known: how often it passes, and what it uses on average. */
interface Simulated {
  readonly passes: number;
  readonly tokens: number;
}

/** How far from an expected share so many draws may be, once in a hundred thousand times. */
const beyondChance = (share: number, draws: number): number => 4.4 * Math.sqrt((share * (1 - share)) / draws);

describe("repeat passes as often as its runs and its agent say", () => {
  test.each([
    { runs: 5, pass: 4, passes: 0.9 },
    { runs: 5, pass: 4, passes: 0.6 },
    { runs: 10, pass: 6, passes: 0.5 },
    { runs: 3, pass: 3, passes: 0.95 },
    { runs: 8, pass: 1, passes: 0.2 },
  ])("$pass of $runs, where $passes pass", async ({ runs, pass, passes }) => {
    const draws = 2_000;
    const results = await play(tasksOf(draws, { runs, pass }, undefined), { head: { passes, tokens: 1 }, seed: 7 });
    const passed = results.filter(({ outcome }) => outcome === "passed").length / draws;
    const expected = chanceOfAtLeast(pass, runs, passes);
    expect(Math.abs(passed - expected)).toBeLessThan(beyondChance(expected, draws));
    // The intervals of pass@k and pass^k hold what is true as often as they say, although runs end early.
    const rates = results.flatMap((result) => ratesOf(result) ?? []);
    for (const [of, truth] of [
      ["rate", passes],
      ["passAtK", 1 - (1 - passes) ** Math.min(3, runs)],
      ["passHatK", passes ** Math.min(3, runs)],
    ] as const) {
      const held = rates.filter((one) => one[of].low <= truth && truth <= one[of].high).length / draws;
      expect(held).toBeGreaterThan(0.95 - beyondChance(0.95, draws));
    }
  });
});

describe("base against head", () => {
  const worse = async (
    [base, head]: readonly [Simulated, Simulated],
    { tasks, runs, rounds, tolerated }: Rounds,
  ): Promise<number> => {
    const found: ComparedSides[] = [];
    for (let seed = 1; seed <= rounds; seed += 1) {
      const results = await play(besideBase(tasksOf(tasks, { runs, pass: 1 }, tolerated)), { base, head, seed });
      const compared = compareSides(results, "base");
      if (compared !== null) found.push(compared);
    }
    return found.filter((compared) => regressionsIn(compared).length > 0).length / rounds;
  };

  test.each<[string, Simulated, number, number]>([
    ["one run of each task", { passes: 0.9, tokens: 7_500 }, 12, 1],
    ["ten runs of few", { passes: 0.8, tokens: 7_500 }, 3, 10],
    ["five runs of more", { passes: 0.5, tokens: 7_500 }, 10, 5],
  ])("of one and the same agent says worse no more often than it is said: %s", async (_name, agent, tasks, runs) => {
    // The draws are the same with every run: no room for chance is needed, in which a looser test would hide.
    const [rounds, tolerated] = [400, { tokens: 0 }];
    expect(await worse([agent, agent], { tasks, runs, rounds, tolerated })).toBeLessThanOrEqual(falseAlarms);
  });

  test.each<[string, Simulated, number, number]>([
    ["twice the tokens, in one run of each of twelve tasks", { passes: 0.9, tokens: 15_000 }, 12, 1],
    ["twice the tokens, in ten runs of one task", { passes: 0.9, tokens: 15_000 }, 1, 10],
    ["half of what passed fails, in twenty runs of two tasks", { passes: 0.3, tokens: 7_500 }, 2, 20],
  ])("finds %s", async (_name, head, tasks, runs) => {
    const base = { passes: 0.9, tokens: 7_500 };
    expect(await worse([base, head], { tasks, runs, rounds: 60 })).toBeGreaterThan(0.9);
  });

  test("leaves alone what is within the tolerance, however many runs show it", async () => {
    const [base, head] = [
      { passes: 1, tokens: 7_500 },
      { passes: 1, tokens: 8_100 },
    ];
    expect(await worse([base, head], { tasks: 20, runs: 10, rounds: 40 })).toBe(0);
    expect(await worse([base, head], { tasks: 20, runs: 10, rounds: 10, tolerated: { tokens: 0 } })).toBe(1);
  });
});

interface Rounds {
  readonly tasks: number;
  readonly runs: number;
  readonly rounds: number;
  readonly tolerated?: NonNullable<Task["invariants"]["max_increase"]>;
}

const bundle = sampleBundle("You help.");
const former = sampleBundle("You helped.");

function tasksOf(count: number, repeat: Task["repeat"], tolerated: Rounds["tolerated"]): readonly Defined[] {
  return Array.from({ length: count }, (_, at) => {
    const invariants = {
      expect: { output: [{ equals: "ok" }] },
      ...(tolerated === undefined ? {} : { max_increase: tolerated }),
    };
    const task = sampleTask({ id: `t${at}`, repeat, invariants });
    return { task, definition: definitionOf(task), bundle: bundle.digest };
  });
}

function besideBase(tasks: readonly Defined[]): readonly Defined[] {
  return tasks.map((one) => ({
    ...one,
    beside: {
      standing: { kind: "equal" },
      before: { task: one.task, bundle: former },
      obstacle: null,
      tolerates: one.task.invariants.max_increase ?? {},
    },
  }));
}

interface Cast {
  readonly base?: Simulated;
  readonly head: Simulated;
  readonly seed: number;
}

async function play(tasks: readonly Defined[], { base, head, seed }: Cast): Promise<readonly KeptResult[]> {
  const draw = mulberry32(seed);
  const results: KeptResult[] = [];
  const players = playersOf(head, draw);
  await runTasks(tasks, new Map([["support", bundle]]), {
    jobs: 4,
    signal: new AbortController().signal,
    head: players,
    ofBase: players,
    base: base === undefined ? null : playersOf(base, draw),
    closed: () => null,
    done: (result) => results.push(result),
  });
  return results;
}

function playersOf({ passes, tokens }: Simulated, draw: () => number): Players {
  return {
    ask: async () => ({ outcome: answer(), retried: 0 }),
    judge: async ({ contract }, task, said) => judgeRun(task, contract, said),
    pay: () => undefined,
  };

  function answer(): AgentOutcome {
    // What runs use is skewed: most use little, some use much.
    const used = Math.round(tokens * Math.exp(0.25 * (draw() + draw() + draw() - 1.5)));
    return {
      kind: "answer",
      answer: {
        stop_reason: "finish",
        stop_reason_raw: null,
        steps: 1,
        tokens: { input: used, output: 0, cached: null, cache_write: null, reasoning: null },
        // What follows from the tokens would only answer the same question twice.
        seconds: null,
        spend_usd: null,
        output: draw() < passes ? "ok" : "no",
        calls: null,
        transcript: null,
      },
    };
  }
}

/** Tommy Ettinger's generator of 32 bits: the same draws with every run. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
