import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Contract, Tool } from "../../../src/core/contract/contract.ts";
import { judgementsOf, comparisonOf, diffContracts } from "../../../src/core/diff/judge.ts";
import type { Change } from "../../../src/core/diff/change.ts";
import type { JsonObject } from "../../../src/core/json.ts";
import { arbitraryInputs } from "../../helpers/arbitrary-tool-input.ts";
import { sampleContract, tool } from "../../helpers/contracts.ts";
import { declaredValues } from "../../helpers/declared-values.ts";
import { breaks, referee } from "../containment/referee.ts";
import { times } from "../../helpers/seed.ts";

const context = { count: (): number => 0 };

const runs = { numRuns: 60 * times };

describe("two definitions of one tool's arguments", () => {
  test("what is called safe in flight, no call that follows the old definition breaks; and every witness does", () => {
    const seen = { safe: 0, dangerous: 0, breaking: 0 };
    fc.assert(
      fc.property(arbitraryInputs(), ({ before, after }) => {
        const { findings } = diffContracts(withInput(before), withInput(after), context);
        const levels = findings.map(({ severity }) => severity.inFlight);
        const level = levels.includes("breaking") ? "breaking" : levels.includes("dangerous") ? "dangerous" : "safe";
        seen[level] += 1;
        for (const { witness } of findings) {
          if (witness !== null) expect(breaks(witness.value, before, after)).toBe(true);
        }
        if (level !== "safe") return;
        const [takes, still] = [referee(before), referee(after)];
        const refused = declaredValues(before, before).filter(
          (value) => takes?.(value) === true && still?.(value) === false,
        );
        expect(refused).toEqual([]);
      }),
      runs,
    );
    // About eight of a hundred are dangerous: a law about none of one kind would say nothing.
    expect(Math.min(seen.safe, seen.dangerous, seen.breaking)).toBeGreaterThan(0);
  });

  test("every change is told by one finding", () => {
    fc.assert(
      fc.property(arbitraryInputs(), ({ before, after }) => {
        const comparison = comparisonOf(withInput(before), withInput(after), context);
        const told = judgementsOf(comparison).flatMap(({ judgement }) => judgement.claims);
        const times = comparison.changes.map((change: Change) => told.filter((one) => one === change).length);
        expect(times).toEqual(comparison.changes.map(() => 1));
      }),
      runs,
    );
  });
});

/** Who reads what is written by the new schema has been told of the old one. */
describe("two schemas of what others read", () => {
  test.each([
    ["a result", (schema: JsonObject) => withTool({ output: schema })],
    [
      "an answer",
      (schema: JsonObject) => ({ ...withTool({}), output: { schema, enforce: "none", readers: "strict" } as const }),
    ],
  ])("%s that is called safe downstream is taken, and every witness is not", (_what, contractWith) => {
    fc.assert(
      fc.property(arbitraryInputs(), ({ before, after }) => {
        const { findings } = diffContracts(contractWith(before), contractWith(after), context);
        for (const { witness } of findings) {
          if (witness !== null) expect(breaks(witness.value, after, before)).toBe(true);
        }
        if (findings.some(({ severity }) => severity.downstream !== "safe")) return;
        const [is, was] = [referee(after), referee(before)];
        expect(declaredValues(after, after).filter((value) => is?.(value) === true && was?.(value) === false)).toEqual(
          [],
        );
      }),
      { numRuns: Math.ceil(runs.numRuns / 2) },
    );
  });

  test("a variable that is called safe takes what it took", () => {
    fc.assert(
      fc.property(arbitraryInputs(), ({ before, after }) => {
        const withVariable = (schema: JsonObject): Contract => ({ ...withTool({}), variables: { order: schema } });
        const { findings } = diffContracts(withVariable(before), withVariable(after), context);
        for (const { witness } of findings) {
          if (witness !== null) expect(breaks(witness.value, before, after)).toBe(true);
        }
        if (findings.some(({ severity }) => severity.newSessions !== "safe")) return;
        const [was, is] = [referee(before), referee(after)];
        expect(
          declaredValues(before, before).filter((value) => was?.(value) === true && is?.(value) === false),
        ).toEqual([]);
      }),
      { numRuns: Math.ceil(runs.numRuns / 2) },
    );
  });
});

function withInput(input: JsonObject): Contract {
  return withTool({ input });
}

function withTool(parts: Partial<Tool>): Contract {
  return sampleContract("Help.", { tools: [tool("issue_refund", parts)] });
}
