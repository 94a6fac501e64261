import { describe, expect, test } from "vitest";
import type { ChangeFinding } from "../../../src/core/diff/judge.ts";
import { rolloutOf, rolloutRules } from "../../../src/core/diff/rollout.ts";
import { severity } from "../../../src/core/diff/rule.ts";
import { rules } from "../../../src/core/diff/rules/index.ts";
import { finding } from "../../report/diff/review.ts";

const dangerous = severity("safe", "safe", "dangerous");
const say = (...findings: readonly ChangeFinding[]): readonly string[] => rolloutOf(findings).map(({ says }) => says);
const about = (rule: string, name: string): ChangeFinding =>
  finding(rule, { path: ["tools", name], severity: dangerous });

describe("the order of a release", () => {
  test("input widened: who carries it out goes first", () => {
    expect(say(about("PARAM_OPTIONAL_ADDED", "search"))).toEqual([
      "let what carries out the tools take the new calls as well as the old ones",
      "release the contract",
    ]);
  });

  test("input narrowed: the contract first, then the conversations, then who carries it out", () => {
    expect(say(about("PARAM_REQUIRED_ADDED", "search"))).toEqual([
      "release the contract",
      "let the conversations end that began before it",
      "let what carries out the tools refuse the old calls",
    ]);
  });

  test("output widened: readers first", () => {
    expect(say(finding("OUTPUT_ENUM_WIDENED", { path: ["output", "schema"] }))).toEqual([
      "teach what reads the answer to take the new form as well as the old one",
      "release the contract",
    ]);
  });

  test("a variable that is demanded: the application first", () => {
    expect(say(finding("VAR_REQUIRED_ADDED", { path: ["variables", "tier"] }))).toEqual([
      "let the application give the variables as the new contract declares them",
      "release the contract",
    ]);
  });

  test("a rename is both, and each is said once", () => {
    expect(
      say(about("TOOL_RENAMED", "issue_refund"), about("TOOL_RENAMED", "find"), about("TOOL_RENAMED", "find")),
    ).toEqual([
      "let what carries out the tools take the new calls as well as the old ones",
      "release the contract",
      "let the conversations end that began before it",
      "let what carries out the tools refuse the old calls",
    ]);
  });

  test("a new tool harms nobody, and has to be there when it is called", () => {
    expect(say(finding("TOOL_ADDED", { severity: severity("safe", "safe", "safe") }))).toEqual([
      "let what carries out the tools take the new calls as well as the old ones",
      "release the contract",
    ]);
  });

  test("is of no matter where nobody feels it, or where the change is of another kind", () => {
    expect(say(finding("PARAM_OPTIONAL_ADDED", { severity: severity("safe", "safe", "safe") }))).toEqual([]);
    expect(say(finding("PROMPT_REWORDED"), finding("BUDGET_RAISED"))).toEqual([]);
    expect(say()).toEqual([]);
  });

  test("speaks of rules that there are", () => {
    const known = new Set(rules.map(({ id }) => id));
    expect(rolloutRules.filter((rule) => !known.has(rule))).toEqual([]);
  });
});
