import { nameOfResult } from "../../src/core/golden/results/definition.ts";
import type { KeptResult, KeptTrial } from "../../src/core/golden/results/kept.ts";
import type { Runs, TaskRuns } from "../../src/core/golden/results/runs.ts";
import { compareSides } from "../../src/core/regression/compare-sides.ts";
import type { AgentAnswer } from "../../src/core/run/record.ts";
import type { Report } from "../../src/report/report.ts";
import { fullReport } from "../../src/report/test/full-report.ts";
import type { Tested } from "../../src/report/test/tested.ts";

/** The report of a run of golden tasks, with what went on in each of them. */
export function testedReport(
  results: readonly KeptResult[],
  part: Partial<Tested> = {},
  answer: AgentAnswer = answered,
): Report {
  const tested: Tested = {
    results,
    wanted: results.length,
    end: "finished",
    shard: null,
    again: [],
    retried: 0,
    unsaid: [],
    spent: 0,
    compared: compareSides(results, part.base ?? null),
    runner: "node agent.mjs",
    mode: "command",
    base: null,
    root: "",
    reused: 0,
    path: ".promptctl/results/1.jsonl",
    evidence: [],
    unsaved: null,
    files: [".promptctl/results/1.jsonl"],
    transcripts: () => runsOf(results, answer),
    ...part,
  };
  return fullReport(tested);
}

async function* runsOf(results: readonly KeptResult[], answer: AgentAnswer): AsyncGenerator<TaskRuns> {
  for (const result of results)
    yield {
      key: nameOfResult(result),
      ...runsIn(result.trials, answer),
      base: result.base === null ? null : runsIn(result.base.trials, { ...answer, output: "This was the base." }),
    };
}

function runsIn(trials: readonly KeptTrial[], answer: AgentAnswer): Runs {
  return {
    answers: trials.map((trial) => (trial.kind === "judged" ? answer : null)),
    stderr: trials.map((trial) => (trial.kind === "unmeasured" ? trial.stderr : null)),
  };
}

const tokens = { input: 2_500, output: 60, cached: 1_200, cache_write: null, reasoning: 64 };

/** Two turns, with a call of each decision. */
export const answered: AgentAnswer = {
  stop_reason: "budget_exceeded",
  stop_reason_raw: "length",
  steps: 3,
  tokens,
  seconds: 9.2,
  spend_usd: 0.0142,
  output: "Order 4711 is shipped.",
  calls: [
    {
      id: "c1",
      turn: 0,
      step: 0,
      name: "find_customer",
      arguments: { email: "ada@mail.test" },
      result: { name: "Ada", orders: ["4711", "4712"], since: "2024-01-01", note: "asks for a call before noon" },
      error: null,
      decision: "allow",
    },
    {
      id: "c2",
      turn: 0,
      step: 1,
      name: "issue_refund",
      arguments: { order_id: "4711", amount: 140 },
      result: null,
      error: "the customer has to confirm",
      decision: "confirm",
    },
    {
      id: "c3",
      turn: 1,
      step: 2,
      name: "delete_account",
      arguments: {},
      result: null,
      error: "denied by no-delete",
      decision: "deny",
    },
  ],
  transcript: [
    { role: "user", content: "Where is my order 4711?\nMy email is ada@mail.test." },
    {
      role: "assistant",
      content: "Let me look that up.",
      tokens,
      stop_reason_raw: "tool_calls",
      calls: [{ id: "c1", name: "find_customer", arguments: { email: "ada@mail.test" } }],
    },
    { role: "tool", content: "{}", call_id: "c1" },
    {
      role: "assistant",
      content: "",
      calls: [{ id: "c2", name: "issue_refund", arguments: { order_id: "4711", amount: 140 } }],
    },
    { role: "tool", content: "{}", call_id: "c2" },
    { role: "user", content: "Is there any news?" },
    { role: "assistant", content: "", calls: [{ id: "c3", name: "delete_account", arguments: {} }] },
    { role: "assistant", content: "Order 4711 is shipped.", tokens, stop_reason_raw: "stop" },
  ],
};
