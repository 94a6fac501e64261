import { expect, test } from "vitest";
import { diffAdded, diffRemoved, oneSidedRules } from "../../../src/core/diff/one-sided.ts";
import { catalogue } from "../../../src/core/lint/catalogue.ts";
import { idOf } from "../../../src/core/lint/known-rules.ts";
import { contractFrom } from "../fixture.ts";

const contract = await contractFrom(`
contract: support
model: { provider: openai, name: gpt-5-mini-2026-01-15 }
system: You help.
tools: [{ name: get_order, effect: read, input: { type: object } }]
`);
const none = { system: 0, messages: 0, tools: 0, total: 0 };

test("a contract that is new is safe for everyone, and weighs what it weighs", () => {
  const { findings, severity, tokens, changes } = diffAdded(contract, (text) => text.length);
  expect(findings.map(({ rule, message }) => [rule, message])).toEqual([
    ["CONTRACT_ADDED", "this contract is new, with 1 tool and 0 guardrails: there is nothing to compare it with"],
  ]);
  expect([severity, tokens.before, tokens.after.system, changes]).toEqual(["safe", none, "You help.".length, []]);
});

test("a contract that is gone is dangerous for those to come, and says what to write where it only moved", () => {
  const { findings, severity, tokens } = diffRemoved(contract, (text) => text.length);
  expect(findings.map(({ rule, severity: { inFlight, newSessions } }) => [rule, inFlight, newSessions])).toEqual([
    ["CONTRACT_REMOVED", "safe", "dangerous"],
  ]);
  expect(findings[0]?.wayOut).toContain("renamed_from: support");
  expect([severity, tokens.after, tokens.before.system]).toEqual(["dangerous", none, "You help.".length]);
});

test("explain knows them", () => {
  const known = catalogue.map(idOf);
  expect(oneSidedRules.filter(({ id }) => !known.includes(id))).toEqual([]);
});
