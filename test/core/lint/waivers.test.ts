import { describe, expect, test } from "vitest";
import { applyWaivers, judgeWaivers } from "../../../src/core/lint/apply-waivers.ts";
import { lintAdviceIds, weighable } from "../../../src/core/lint/known-rules.ts";
import { waiverLines } from "../../../src/core/lint/waiver-lines.ts";
import { readWaivers } from "../../../src/core/lint/waivers.ts";
import { waiversName } from "../../../src/core/lint/waivers-name.ts";
import { lintFiles } from "../../helpers/lint.ts";

const today = "2026-11-20";

/** A contract with one tool that does not say what it changes, and one golden task that expects nothing. */
const shop = {
  "prompts/support/contract.yaml": `contract: support
model: { provider: openai, name: gpt-5-mini-2026-01-15 }
system: You answer in {{environment.name}}.
tools:
  - { name: get_order, description: Look an order up., effect: read, input: { type: object } }
  - { name: close_ticket, description: Close the ticket., input: { type: object } }
guardrails: [{ id: close, tool: close_ticket, decision: confirm }]
budgets: { max_steps: 4, max_tokens: 4000 }
`,
  "goldens/support/tasks.yaml": "contract: support\ntasks:\n  - { id: hello, input: Hello }\n",
};

async function judge(waivers: string, files: Readonly<Record<string, string>> = shop) {
  const read = readWaivers(waiversName, waivers);
  const { remaining, waived, findings } = applyWaivers(await lintFiles(files), read, today, lintAdviceIds);
  return {
    remaining: remaining.map(({ rule }) => rule),
    waived: waived.map(({ finding, waiver }) => `${finding.rule}: ${waiver.reason}`),
    about: [...read.findings, ...judgeWaivers(read, today, weighable), ...findings].map(
      ({ rule, place, message }) => `${place?.line ?? 0} ${rule} ${message}`,
    ),
  };
}

async function fingerprintOf(rule: string, files: Readonly<Record<string, string>> = shop): Promise<string> {
  const found = (await lintFiles(files)).find((finding) => finding.rule === rule);
  return found?.fingerprint ?? "none";
}

const waiver = (rule: string, fingerprint: string, expires = "2026-12-31"): string =>
  `- { fingerprint: "${fingerprint}", rule: ${rule}, reason: it goes away, expires: ${expires} }\n`;

test("the shop has two findings to waive, and nothing else", async () => {
  expect(await judge("[]")).toEqual({ remaining: ["EFFECT_UNSAID", "GOLDEN_PROVES_NOTHING"], waived: [], about: [] });
});

test("a waiver takes one finding out, and says why", async () => {
  expect(await judge(waiver("EFFECT_UNSAID", await fingerprintOf("EFFECT_UNSAID")))).toEqual({
    remaining: ["GOLDEN_PROVES_NOTHING"],
    waived: ["EFFECT_UNSAID: it goes away"],
    about: [],
  });
});

describe("a waiver stays with its finding", () => {
  const contract = shop["prompts/support/contract.yaml"];
  test.each<[string, string]>([
    ["lines above it", contract.replace("tools:", "# one\n# two\ntools:")],
    ["another text of the tool", contract.replace("description: Close the ticket.", "description: Close it.")],
    ["another order of the tools", contract.replace(/( {2}- .*get_order.*\n)( {2}- .*close_ticket.*\n)/, "$2$1")],
    [
      "another tool with the same fault",
      contract.replace("guardrails:", "  - { name: reopen, input: {} }\nguardrails:"),
    ],
  ])("%s", async (_name, text) => {
    const waivers = waiver("EFFECT_UNSAID", await fingerprintOf("EFFECT_UNSAID"));
    const { waived, about } = await judge(waivers, { ...shop, "prompts/support/contract.yaml": text });
    expect(waived).toEqual(["EFFECT_UNSAID: it goes away"]);
    expect(about).toEqual([]);
  });

  test("but not with the same fault of another tool", async () => {
    const text = contract.replace("name: close_ticket", "name: drop_ticket").replace("tool: close", "tool: drop");
    const waivers = waiver("EFFECT_UNSAID", await fingerprintOf("EFFECT_UNSAID"));
    expect((await judge(waivers, { ...shop, "prompts/support/contract.yaml": text })).waived).toEqual([]);
  });
});

describe("the day it ends", () => {
  test.each([
    ["2026-11-21", true],
    ["2026-11-20", true],
    ["2026-11-19", false],
  ])("%s holds: %s", async (expires, holds) => {
    const { waived, about } = await judge(waiver("EFFECT_UNSAID", await fingerprintOf("EFFECT_UNSAID"), expires));
    expect(waived).toHaveLength(holds ? 1 : 0);
    expect(about).toEqual(
      holds ? [] : ["1 WAIVER_EXPIRED this waiver of 1 finding of EFFECT_UNSAID ended on 2026-11-19"],
    );
  });

  test("a newer waiver of the same finding holds", async () => {
    const fingerprint = await fingerprintOf("EFFECT_UNSAID");
    const { waived, about } = await judge(
      waiver("EFFECT_UNSAID", fingerprint, "2026-01-01") + waiver("EFFECT_UNSAID", fingerprint),
    );
    expect(waived).toHaveLength(1);
    expect(about).toEqual([expect.stringContaining("1 WAIVER_EXPIRED")]);
  });
});

describe("a waiver of nothing is told", () => {
  const nothing = "0123456789abcdef";
  test.each<[string, string, string]>([
    [
      "no such finding",
      waiver("EFFECT_UNSAID", nothing),
      `1 WAIVER_UNUSED EFFECT_UNSAID finds nothing with the fingerprint ${nothing}`,
    ],
    ["no such rule", waiver("EFECT_UNSAID", nothing), "1 WAIVER_VOID there is no rule EFECT_UNSAID"],
    ["a law", waiver("GUARD_UNKNOWN_TOOL", nothing), "1 WAIVER_VOID GUARD_UNKNOWN_TOOL is a law"],
    ["a fault of shape", waiver("SHAPE", nothing), "1 WAIVER_VOID SHAPE is a law"],
  ])("%s", async (_name, waivers, said) => {
    const { waived, about } = await judge(waivers);
    expect(waived).toEqual([]);
    expect(about).toEqual([expect.stringContaining(said)]);
  });

  test("a finding that is waived twice", async () => {
    const once = waiver("EFFECT_UNSAID", await fingerprintOf("EFFECT_UNSAID"));
    const { waived, about } = await judge(once + once);
    expect(waived).toHaveLength(1);
    expect(about).toEqual(["2 WAIVER_VOID this finding is waived in line 1 already"]);
  });

  test("but whether a rule of diff is used is for diff to say", async () => {
    expect((await judge(waiver("TOOL_REMOVED", nothing))).about).toEqual([]);
  });
});

describe("a file that cannot be read", () => {
  test.each<[string, string, string]>([
    ["no list", "fingerprint: 1\n", "1 SHAPE"],
    ["no reason", `- { fingerprint: "0123456789abcdef", rule: X, reason: "", expires: 2027-01-31 }\n`, "1 SHAPE"],
    [
      "a day that is none",
      `- { fingerprint: "0123456789abcdef", rule: X, reason: y, expires: 2027-02-30 }\n`,
      "1 SHAPE",
    ],
    [
      "a fingerprint that YAML took for a number",
      "- { fingerprint: 1234567890123456, rule: X, reason: y, expires: 2027-01-31 }\n",
      "1 SHAPE",
    ],
    ["no YAML", "- {\n", "YAML"],
  ])("%s", async (_name, waivers, said) => {
    const { remaining, about } = await judge(waivers);
    expect(remaining).toHaveLength(2);
    expect(about[0]).toContain(said);
  });

  test("one broken waiver takes no other away", async () => {
    const sound = waiver("EFFECT_UNSAID", await fingerprintOf("EFFECT_UNSAID"));
    const { waived, about } = await judge(`- { rule: X }\n${sound}`);
    expect(waived).toHaveLength(1);
    expect(about.every((line) => line.startsWith("1 SHAPE"))).toBe(true);
  });

  test("an empty file waives nothing", async () => expect((await judge("")).about).toEqual([]));
});

describe("lines to copy", () => {
  const now = new Date("2026-11-20T12:00:00Z");

  test("waive everything, once somebody says why", async () => {
    const lines = waiverLines(await lintFiles(shop), now);
    const { remaining, about } = await judge(lines.replaceAll('reason: ""', "reason: it goes away"));
    expect([remaining, about]).toEqual([[], []]);
    expect(lines).toContain("# prompts/support/contract.yaml:6:5  ");
    expect(lines).toContain("expires: 2027-02-18");
  });

  test("are refused as they are: a reason is for a person to give", async () => {
    const { waived, about } = await judge(waiverLines(await lintFiles(shop), now));
    expect(waived).toEqual([]);
    expect(about).toHaveLength(2);
    expect(about[0]).toContain("SHAPE");
  });

  test("hold no law, nothing twice, and one line of comment each", async () => {
    const [first] = await lintFiles(shop);
    if (first === undefined) throw new Error("nothing was found");
    const odd = { ...first, message: "one\n- two: 3" };
    const lines = waiverLines([odd, odd, { ...first, fingerprint: null }], now).split("\n");
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(/^# .*one\\n- two: 3$/);
  });

  test("show what could be missed, but for our own quotes; and no page", async () => {
    const [first] = await lintFiles(shop);
    if (first === undefined) throw new Error("nothing was found");
    const [quote = ""] = waiverLines([{ ...first, message: "“a\u200Bb” → c" }], now).split("\n");
    expect(quote).toContain("“a\\u{200b}b” → c");
    const [long = ""] = waiverLines([{ ...first, message: "x".repeat(999) }], now).split("\n");
    expect(long).toMatch(/^# .{159}…$/);
  });

  test("say that there is nothing to waive", () => expect(waiverLines([], now)).toBe("# there is nothing to waive"));
});
