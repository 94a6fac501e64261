import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isDecided, judgeRun, type TaskResult, tallyTask, type Trial } from "../../../src/core/golden/judge.ts";
import type { Task } from "../../../src/core/golden/task.ts";
import { contractFrom } from "../fixture.ts";
import { answerFrom, taskFrom } from "./answers.ts";

const pass: Trial = { kind: "judged", answer: answerFrom({}), verdicts: [], passed: true };
const fail: Trial = { ...pass, passed: false };
const lost: Trial = { kind: "unmeasured", why: "no key" };
const base = await taskFrom({});

describe("the outcome over the trials of a task", () => {
  test.each<[number, number, readonly Trial[], TaskResult["outcome"]]>([
    [1, 1, [pass], "passed"],
    [1, 1, [fail], "failed"],
    [1, 1, [lost], "unmeasured"],
    [5, 4, [pass, pass, pass, pass, fail], "passed"],
    [5, 4, [pass, pass, pass, fail, fail], "failed"],
    [5, 4, [pass, pass, pass, pass, lost], "passed"],
    [5, 4, [pass, pass, pass, lost, fail], "unmeasured"],
    [5, 4, [pass, pass, lost, fail, fail], "failed"],
    [3, 1, [lost, lost, pass], "passed"],
    [3, 3, [pass, pass, lost], "unmeasured"],
    [1, 1, [], "failed"],
  ])("of %i runs %i must pass: case %#", (runs, needed, trials, outcome) => {
    expect(tallyTask(repeated(runs, needed), trials).outcome).toBe(outcome);
  });
});

const trial = fc.constantFrom(pass, fail, lost);
const plans = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .map(([one, other]) => ({ runs: Math.max(one, other), needed: Math.min(one, other) }));

test("a task whose runs are all done is decided", () => {
  fc.assert(
    fc.property(plans, trial, ({ runs, needed }, same) => {
      expect(
        isDecided(
          repeated(runs, needed),
          Array.from({ length: runs }, () => same),
        ),
      ).toBe(true);
    }),
  );
});

test("a task that cannot pass any more by its failures alone is decided, so that no more money is spent", () => {
  expect(isDecided(repeated(5, 4), [fail, fail])).toBe(true);
  expect(isDecided(repeated(5, 4), [pass, pass, pass, pass])).toBe(true);
  expect(isDecided(repeated(5, 4), [fail, pass])).toBe(false);
});

test("nothing that runs after a decision changes the outcome", () => {
  fc.assert(
    fc.property(plans, fc.array(trial, { minLength: 5, maxLength: 5 }), ({ runs, needed }, all) => {
      const task = repeated(runs, needed);
      const trials = all.slice(0, runs);
      const final = tallyTask(task, trials).outcome;
      for (let done = 0; done < runs; done += 1) {
        const sofar = trials.slice(0, done);
        if (isDecided(task, sofar)) expect(tallyTask(task, sofar).outcome).toBe(final);
      }
    }),
  );
});

describe("one run", () => {
  test("passes where no invariant fails, and what is not compared is no failure", async () => {
    const task = await taskFrom({
      expect: { output: [{ contains: "1234" }] },
      max_increase: { tokens: 0, tool_calls: 0, steps: 0, seconds: 0, spend_usd: 0 },
    });
    const contract = await contractFrom("contract: support\nmodel: { provider: openai, name: m }\n");
    expect(judgeRun(task, contract, answerFrom({ output: "1234" }))).toMatchObject({ kind: "judged", passed: true });
    expect(judgeRun(task, contract, answerFrom({ output: "12" }))).toMatchObject({ kind: "judged", passed: false });
  });
});

function repeated(runs: number, needed: number): Task {
  return { ...base, repeat: { runs, pass: needed } };
}
