import { describe, expect, test } from "vitest";
import { assertions } from "../../../../src/core/golden/assertions/index.ts";
import { noOpinions } from "../../../../src/core/golden/rubric/opinion.ts";
import type { Assertion, Verdict } from "../../../../src/core/golden/verdict.ts";
import type { JsonObject } from "../../../../src/core/json.ts";
import { contractFrom, namesIn, readYaml } from "../../fixture.ts";
import { answerFrom, taskFrom, type WrittenAnswer } from "../answers.ts";

interface Case {
  readonly name: string;
  /** Fields of a golden task. */
  readonly task: JsonObject;
  readonly answer: WrittenAnswer;
  /** Fields of the contract, beside the common ones. */
  readonly contract?: JsonObject;
  readonly verdicts: readonly Readonly<Record<string, Verdict["status"]>>[];
}

const here = new URL("./", import.meta.url);

const common: JsonObject = {
  contract: "support",
  model: { provider: "openai", name: "gpt-5-mini-2026-01-15" },
  tools: [
    { name: "get_order", effect: "read", aliases: ["fetch_order"] },
    { name: "issue_refund", effect: "destructive", aliases: ["process_refund"] },
    { name: "close_ticket", effect: "write" },
    { name: "transfer_to_human", effect: "write", stop_reason: "transferred" },
  ],
  stop_reasons: ["transferred", "escalated"],
};

/** Tables without a pass or a fail, and why. */
const oneSided: Readonly<Record<string, string>> = {
  max_increase: "without a base run there is nothing to compare with, and that is neither",
};

const tables = assertions.map((assertion) => ({ assertion, name: assertion.name, cases: casesOf(assertion.name) }));

describe.each(tables)("$name", ({ assertion, cases }) => {
  for (const one of cases) {
    test(one.name, async () => expect(await verdictsOf(assertion, one)).toEqual(one.verdicts));
  }
});

test("the table and the folder agree", () => {
  expect(namesIn(here, ".yaml")).toEqual(assertions.map(({ name }) => name).toSorted());
});

test.each(tables)("$name has a case that passes and one that fails, or a reason why not", ({ name, cases }) => {
  const fails = cases.filter(({ verdicts }) => verdicts.some((verdict) => Object.values(verdict).includes("fail")));
  const twoSided = fails.length > 0 && fails.length < cases.length;
  expect(twoSided).toBe(oneSided[name] === undefined);
});

test.each(tables)(
  "$name says nothing about a task that asks for nothing of a run that finished",
  async ({ assertion }) => {
    expect(await verdictsOf(assertion, { name: "", task: {}, answer: {}, verdicts: [] })).toEqual([]);
  },
);

async function verdictsOf(assertion: Assertion, { task, answer, contract = {} }: Case): Promise<Case["verdicts"]> {
  const judged = {
    task: await taskFrom(task),
    contract: await contractFrom(JSON.stringify({ ...common, ...contract })),
    answer: answerFrom(answer),
    opinions: noOpinions,
  };
  return assertion.judge(judged).map(({ invariant, status }) => ({ [invariant]: status }));
}

function casesOf(name: string): readonly Case[] {
  return readYaml<readonly Case[]>(new URL(`${name}.yaml`, here));
}
