import { appendFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Finding } from "../../src/core/finding.ts";
import { documentOf, promptctl } from "../helpers/cli.ts";
import type { Repository } from "../helpers/repository.ts";
import { copyOf, sharedRepository } from "../helpers/shop.ts";

/** Each contract has a tool that does not say what it changes, and a golden task that expects nothing. */
const contract = (name: string): string => `contract: ${name}
model: { provider: openai, name: gpt-5-mini-2026-01-15 }
system: You answer in {{environment.name}}.
tools: [{ name: close_ticket, description: Close it., input: { type: object } }]
guardrails: [{ id: close, tool: close_ticket, decision: confirm }]
budgets: { max_steps: 4, max_tokens: 4000 }
`;
const golden = (name: string): string => `contract: ${name}\ntasks: [{ id: hello, input: Hello }]\n`;

let template: Repository;
beforeAll(async () => {
  template = await sharedRepository({
    "promptctl.yaml": "severities: { EFFECT_UNSAID: error, GOLDEN_PROVES_NOTHING: off }\n",
    "prompts/support/contract.yaml": contract("support"),
    "prompts/sales/contract.yaml": contract("sales"),
    "goldens/support/tasks.yaml": golden("support"),
    "goldens/sales/tasks.yaml": golden("sales"),
  });
});

interface Checked {
  readonly exit: number | null;
  readonly verdict: string;
  readonly findings: readonly string[];
  readonly waived: readonly string[];
}

async function check(folder: string, ...args: readonly string[]): Promise<Checked> {
  const result = await promptctl(folder, "check", "--format", "json", ...args);
  const { verdict, data } = documentOf(result);
  const { findings, waived } = data as { findings: readonly Finding[]; waived: readonly Finding[] };
  const say = ({ rule, place }: Finding): string => `${place?.file ?? ""} ${rule}`;
  return { exit: result.exit, verdict, findings: findings.map(say), waived: waived.map(say) };
}

const path = (folder: string): string => join(folder, ".promptctl-waivers.yaml");

/** As a person does it: print the lines, append them, and say why. */
async function waive(folder: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promptctl(folder, "check", "--waivers", ...args);
  const lines = stdout.replaceAll('reason: ""', "reason: it goes away");
  await appendFile(path(folder), lines);
  return lines;
}

const [support, sales] = ["support", "sales"].map((name) => `prompts/${name}/contract.yaml EFFECT_UNSAID`);

test("what is found is lived with from the line that check prints, and found again when that is taken out", async () => {
  const { folder } = await copyOf(template);
  expect(await check(folder)).toMatchObject({ exit: 1, findings: [sales, support] });
  expect(await waive(folder)).not.toContain("✘");
  expect(await check(folder, "--strict")).toMatchObject({ exit: 0, findings: [], waived: [sales, support] });
  expect((await check(folder)).verdict).toBe("2 contracts and 2 golden tasks are valid, with 2 waived");
  await rm(path(folder));
  expect(await check(folder)).toMatchObject({ exit: 1, findings: [sales, support] });
});

test("what is waived stays in sight", async () => {
  const { folder } = await copyOf(template);
  await waive(folder);
  const { stdout } = await promptctl(folder, "check");
  expect(stdout).toMatch(
    /Waived\n[\s\S]*prompts\/support\/contract\.yaml:4:.* EFFECT_UNSAID, until \d{4}-\d\d-\d\d: it goes away/,
  );
});

test("the human answer says how to waive, and the lines themselves are alone on stdout", async () => {
  const { folder } = await copyOf(template);
  expect((await promptctl(folder, "check")).stdout).toContain("promptctl check --waivers");
  const { stdout, exit } = await promptctl(folder, "check", "--waivers", "--contract", "sales");
  expect(exit).toBe(1);
  expect(stdout.split("\n")).toEqual([
    expect.stringMatching(/^# prompts\/sales\/contract\.yaml:4:\d+ {2}/),
    expect.stringMatching(/^- fingerprint: "[0-9a-f]{16}"$/),
    "  rule: EFFECT_UNSAID",
    '  reason: ""',
    expect.stringMatching(/^ {2}expires: \d{4}-\d\d-\d\d$/),
    "",
  ]);
});

test("with --contract a waiver of another contract is not called unused", async () => {
  const { folder } = await copyOf(template);
  await waive(folder);
  await writeFile(
    join(folder, "prompts/sales/contract.yaml"),
    contract("sales").replace("input:", "effect: read, input:"),
  );
  expect(await check(folder, "--contract", "support")).toMatchObject({ exit: 0, findings: [], waived: [support] });
  expect(await check(folder)).toMatchObject({ exit: 0, findings: [".promptctl-waivers.yaml WAIVER_UNUSED"] });
  expect(await check(folder, "--strict")).toMatchObject({ exit: 1 });
});

describe("how a team weighs a rule", () => {
  test("a rule that is off leaves its waiver unused", async () => {
    const { folder } = await copyOf(template);
    await waive(folder, "--contract", "support");
    await writeFile(join(folder, "promptctl.yaml"), "severities: { EFFECT_UNSAID: off, GOLDEN_PROVES_NOTHING: off }\n");
    expect(await check(folder)).toMatchObject({ exit: 0, findings: [".promptctl-waivers.yaml WAIVER_UNUSED"] });
  });

  test("a waiver holds at every level", async () => {
    const { folder } = await copyOf(template);
    await waive(folder);
    await writeFile(
      join(folder, "promptctl.yaml"),
      "severities: { EFFECT_UNSAID: note, GOLDEN_PROVES_NOTHING: note }\n",
    );
    expect(await check(folder, "--strict")).toMatchObject({ exit: 0, waived: [sales, support] });
  });

  test("what is said about waivers is weighed too", async () => {
    const { folder } = await copyOf(template);
    await waive(folder);
    await writeFile(
      path(folder),
      '- { fingerprint: "0123456789abcdef", rule: EFFECT_UNSAID, reason: x, expires: 2999-01-01 }\n',
    );
    await writeFile(
      join(folder, "promptctl.yaml"),
      "severities: { EFFECT_UNSAID: note, WAIVER_UNUSED: error, GOLDEN_PROVES_NOTHING: off }\n",
    );
    expect(await check(folder)).toMatchObject({ exit: 1 });
  });
});

test("a law cannot be waived, and somebody who tries is told", async () => {
  const { folder } = await copyOf(template);
  await waive(folder);
  const text = contract("support").replace("tool: close_ticket", "tool: close_tickets");
  await writeFile(join(folder, "prompts/support/contract.yaml"), text);
  await appendFile(
    path(folder),
    '- { fingerprint: "0123456789abcdef", rule: GUARD_UNKNOWN_TOOL, reason: x, expires: 2999-01-01 }\n',
  );
  const { exit, findings } = await check(folder);
  expect(exit).toBe(1);
  expect(findings).toContain("prompts/support/contract.yaml GUARD_UNKNOWN_TOOL");
  expect(findings).toContain(".promptctl-waivers.yaml WAIVER_VOID");
  expect((await promptctl(folder, "build")).exit).toBe(2);
});

describe("a file of waivers that cannot be read waives nothing, and says so", () => {
  test.each([
    ["a list with a fault", "- { rule: EFFECT_UNSAID }\n"],
    ["something else", "waivers: []\n"],
  ])("%s", async (_name, text) => {
    const { folder } = await copyOf(template);
    await writeFile(path(folder), text);
    for (const args of [[], ["--contract", "support"]]) {
      const { exit, findings } = await check(folder, ...args);
      expect(exit).toBe(1);
      expect(findings).toContain(".promptctl-waivers.yaml SHAPE");
      expect(findings).toContain(support);
    }
  });

  test("a link: a commit holds only where it leads", async () => {
    const { folder } = await copyOf(template);
    await waive(folder);
    await rm(path(folder));
    await writeFile(join(folder, "elsewhere.yaml"), "[]\n");
    await symlink("elsewhere.yaml", path(folder));
    expect((await check(folder)).findings).toContain(".promptctl-waivers.yaml SHAPE");
  });
});

test("in a folder of its own, a project has its own waivers", async () => {
  const { folder } = await sharedRepository({
    "agents/promptctl.yaml": "severities: { EFFECT_UNSAID: error, GOLDEN_PROVES_NOTHING: off }\n",
    "agents/prompts/support/contract.yaml": contract("support"),
    "agents/goldens/support/tasks.yaml": golden("support"),
  });
  const agents = join(folder, "agents");
  await waive(agents);
  expect(await check(agents)).toMatchObject({ exit: 0, waived: [`agents/${support ?? ""}`] });
});
