import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { isJsonArray } from "../../../src/core/json.ts";
import { chatStep } from "../../helpers/chat.ts";
import { environmentFor } from "../../helpers/live.ts";
import { runMain } from "../../helpers/main.ts";
import { contractOf, ran, runTest, sayTest } from "../../helpers/played.ts";
import { startProvider } from "../../helpers/provider-server.ts";
import { type Repository, temporaryRepository } from "../../helpers/repository.ts";
import { copyOf, sharedRepository } from "../../helpers/shop.ts";

/** Takes a step for each word of its prompt, and `extra` more; without a word of kindness it does not say ok. */
const agentWith = (extra: number): string => `import { appendFileSync } from "node:fs";
let text = "";
for await (const chunk of process.stdin) text += chunk;
const { task, rendered } = JSON.parse(text);
appendFileSync("ran.txt", task.contract + "/" + task.id + "\\n");
if (rendered.system === "Break.") process.exit(3);
const steps = rendered.system.split(" ").length + ${extra};
const output = rendered.system.includes("kind") ? "ok" : "no";
console.log(JSON.stringify({ stop_reason: "finish", steps, calls: [], output, spend_usd: 0.5 }));
`;

const configured = { "promptctl.yaml": "runner: { command: [node, agent.mjs] }\nlabels: { staging: {} }\n" };

const tasks = (...lines: readonly string[]) => ({
  "goldens/support/all.yaml": `contract: support\ntasks:\n${lines.map((line) => `  - { ${line} }\n`).join("")}`,
});

const short = "id: short, input: Hello, max_increase: { steps: 1 }";
const plain = "id: plain, input: Hello, expect: { output: [{ equals: ok }] }";

const says = (system: string) => ({ "prompts/support/contract.yaml": contractOf("support", system) });

const files = {
  ...configured,
  "agent.mjs": agentWith(0),
  ".gitignore": "ran.txt\n",
  ...says("Be kind."),
  ...tasks(short, plain),
};

let original: Repository;
beforeAll(async () => {
  original = await sharedRepository(files);
  await original.git("branch", "base");
});

const thorough = says("Be kind and thorough.");
const rude = says("Be rude.");

interface Result {
  readonly id: string;
  readonly outcome: string;
  readonly quarantine: string | null;
  readonly standing: { readonly kind: string } | null;
  readonly base: { readonly outcome: string; readonly trials: readonly { readonly steps: number }[] } | null;
}

/** What each task came to, as `plain equal: failed, was passed`. */
async function beside(folder: string, ...args: readonly string[]) {
  const { exit, verdict, data } = await runTest(folder, "--base", "base", ...args);
  const results = data.tasks as unknown as readonly Result[];
  const says = results.map(({ id, outcome, standing, base }) => {
    return `${id} ${standing?.kind ?? "alone"}: ${outcome}${base === null ? "" : `, was ${base.outcome}`}`;
  });
  return { exit, verdict, says };
}

/** Of the program of the base, which runs in a folder of its own. */
async function ranAtBase({ folder, git }: Repository): Promise<readonly string[]> {
  const commit = (await git("rev-parse", "base")).trim();
  return ran(join(folder, ".promptctl", "base", commit));
}

describe("max_increase against a base", () => {
  test("fails, and says from what to what", async () => {
    const { folder, write } = await copyOf(original);
    await write(thorough);
    const { exit, stdout } = await sayTest(folder, "--base", "base");
    expect({ exit, stdout }).toEqual({
      exit: 1,
      stdout: expect.stringContaining(
        "- max_increase.steps\n  expected  at most 1 more than the base's 2: 3\n  got       4 (100% more)\n",
      ),
    });
  });

  test.each([
    ["within what is tolerated", "{ steps: 2 }", 0],
    ["within a share of it", '{ steps: "100%" }', 0],
    ["beyond a share of it", '{ steps: "99%" }', 1],
    ["what nobody measures", "{ tokens: 1000 }", 0],
  ])("%s", async (_name, limits, exit) => {
    const { folder, write, commit, git } = await copyOf(original);
    await write(tasks(`id: short, input: Hello, max_increase: ${limits}`));
    await commit();
    await git("branch", "--force", "base");
    await write(thorough);
    expect((await runTest(folder, "--base", "base")).exit).toBe(exit);
  });

  test("is not compared where nobody names a base", async () => {
    const { folder } = await copyOf(original);
    expect((await sayTest(folder)).stdout).toContain(
      "not compared, for want of a base run: max_increase of support/short",
    );
  });

  test("cannot be measured where the base cannot", async () => {
    const { folder, write, git, commit } = await copyOf(original);
    await write(says("Break."));
    await commit();
    await git("branch", "broken");
    await write(thorough);
    const { exit, stdout } = await sayTest(folder, "--base", "broken", "--filter", "short");
    expect({ exit, stdout }).toEqual({
      exit: 3,
      stdout: expect.stringMatching(/the base: node ended with exit\s+code 3/),
    });
  });
});

describe("what is run beside what", () => {
  test.each<[string, Readonly<Record<string, string>>, number, readonly string[]]>([
    ["nothing changed", {}, 0, ["short same: passed", "plain same: passed"]],
    ["the contract", says("Be very kind."), 0, ["short equal: passed, was passed", "plain equal: passed, was passed"]],
    [
      "a task more",
      { ...rude, ...tasks(short, plain, "id: new, input: Hi, max_steps: 9") },
      1,
      ["short equal: passed, was passed", "plain equal: failed, was passed", "new added: passed"],
    ],
    [
      "a task that is gone, and would fail",
      { ...rude, ...tasks(short) },
      1,
      ["short equal: passed, was passed", "plain removed: failed, was passed"],
    ],
    [
      "a task that is gone, and would pass",
      { ...says("Be very kind."), ...tasks(short) },
      0,
      ["short equal: passed, was passed", "plain removed: passed, was passed"],
    ],
    [
      "a task that asks less, and would fail",
      { ...rude, ...tasks(short, "id: plain, input: Hello, max_steps: 9") },
      1,
      ["short equal: passed, was passed", "plain changed: passed", "plain weakened: failed, was passed"],
    ],
    [
      "a task that is put into quarantine",
      { ...rude, ...tasks(short, `${plain}, quarantine: flaky`) },
      1,
      ["short equal: passed, was passed", "plain changed: failed", "plain weakened: failed, was passed"],
    ],
    [
      "a task that asks something else",
      { ...rude, ...tasks(short, `${plain.replace("Hello", "Bye")}, max_steps: 9`) },
      1,
      ["short equal: passed, was passed", "plain changed: failed"],
    ],
    [
      "a task that only asks more: both sides are judged by what it says now",
      { ...rude, ...tasks(`${short}, max_retries: 999`, plain) },
      1,
      ["short equal: passed, was passed", "plain equal: failed, was passed"],
    ],
    [
      "a task that brings its own excuse",
      { ...thorough, ...tasks('id: short, input: Hello, max_increase: { steps: 1, tokens: "1000%" }', plain) },
      1,
      ["short equal: failed, was passed", "plain equal: passed, was passed"],
    ],
    [
      "a task that is called otherwise",
      { ...says("Be very kind."), ...tasks(short, plain.replace("plain", "simple")) },
      0,
      ["short equal: passed, was passed", "simple equal: passed, was passed"],
    ],
    [
      "words about a task",
      { ...says("Be very kind."), ...tasks(short, `${plain}, incident: INC-1, tags: [smoke]`) },
      0,
      ["short equal: passed, was passed", "plain equal: passed, was passed"],
    ],
    [
      "the agent, of the same contract",
      { "agent.mjs": agentWith(3) },
      1,
      ["short equal: failed, was passed", "plain equal: passed, was passed"],
    ],
  ])("%s", async (_name, change, exit, told) => {
    const { folder, write } = await copyOf(original);
    await write(change);
    const result = await beside(folder);
    expect({ exit: result.exit, says: result.says }).toEqual({ exit, says: told });
  });

  test("a task of the base that the contract of now cannot be asked is no yes: nothing gets better by that", async () => {
    const { folder, write, commit, git } = await copyOf(original);
    const named = (name: string) =>
      `contract: support\nmodel: { provider: openai, name: gpt-5-mini-2026-01-15 }\nvariables: { ${name}: { type: string } }\nsystem: Be kind, {{${name}}}.\n`;
    // In another contract nothing changes.
    const other = { "goldens/other/all.yaml": "contract: other\ntasks: [{ id: calm, input: Hi, max_steps: 9 }]\n" };
    await write({
      "prompts/support/contract.yaml": named("customer"),
      "prompts/other/contract.yaml": contractOf("other"),
      ...tasks("id: named, input: Hi, variables: { customer: Ada }, max_steps: 9"),
      ...other,
    });
    await commit();
    await git("branch", "--force", "base");
    await write({
      "prompts/support/contract.yaml": named("name"),
      ...tasks(
        "id: other, input: Hi, variables: { name: Ada }, max_steps: 9",
        plain.replace("input", "variables: { name: Ada }, input"),
      ),
    });
    const { data, exit } = await runTest(folder, "--base", "base");
    expect(exit).toBe(3);
    expect(data.tasks.at(-1)).toMatchObject({
      id: "named",
      outcome: "unmeasured",
      quarantine: null,
      trials: [{ why: expect.stringContaining("cannot be asked of the contract of now") }],
    });
  });

  test("nothing that can be compared is no yes", async () => {
    const { folder, write, git } = await copyOf(original);
    await git("rm", "-r", "--quiet", "prompts", "goldens");
    await git("commit", "--quiet", "-m", "nothing");
    await git("branch", "--force", "base");
    await write({ ...thorough, ...tasks(plain) });
    expect(await beside(folder)).toEqual({
      exit: 3,
      verdict: "1 golden task: 1 passed; nothing can be compared with the base",
      says: ["plain added: passed"],
    });
    expect((await runTest(folder, "--base", "nowhere")).exit).toBe(2);
  });

  test("follows a contract that was renamed", async () => {
    const { folder, git, write } = await copyOf(original);
    await git("mv", "prompts/support", "prompts/help");
    await git("mv", "goldens/support", "goldens/help");
    await write({
      "prompts/help/contract.yaml": `${contractOf("help", "Be kind and thorough.")}renamed_from: support\n`,
      "goldens/help/all.yaml": files["goldens/support/all.yaml"].replace("contract: support", "contract: help"),
    });
    expect(await beside(folder)).toMatchObject({
      exit: 1,
      says: ["short equal: failed, was passed", "plain equal: passed, was passed"],
    });
  });

  test("with a base no trial is spared", async () => {
    const { folder, write, commit, git } = await copyOf(original);
    await write(tasks(`${plain}, repeat: { runs: 4, pass: 1 }`));
    await commit();
    await git("branch", "--force", "base");
    const trials = async (...args: readonly string[]) => (await runTest(folder, ...args)).data.tasks as unknown;
    expect(await trials()).toMatchObject([{ trials: { length: 1 } }]);
    await write(thorough);
    expect(await trials("--base", "base")).toMatchObject([{ trials: { length: 4 }, base: { trials: { length: 4 } } }]);
  });
});

describe("the base runs", () => {
  test("its own program, with what is installed here; or the one of now, where somebody says so", async () => {
    const { folder, write } = await copyOf(original);
    await write({ "agent.mjs": agentWith(3), ...says("Be very kind.") });
    const steps = async (...args: readonly string[]) => {
      const { data } = await runTest(folder, "--base", "base", ...args);
      return (data.tasks as unknown as readonly Result[])[0]?.base?.trials[0]?.steps;
    };
    expect(await steps()).toBe(2);
    expect(await steps("--same-runner")).toBe(5);
    // One is nothing to go on with for the other, and the report says which it was.
    expect((await runTest(folder, "--base", "base", "--resume")).data.reused).toBe(0);
    expect((await sayTest(folder, "--base", "base", "--same-runner")).stdout).toContain(") with the runner of here\n");
    await write({ "promptctl.yaml": "runner: { command: [node, ./agent.mjs] }\n" });
    expect((await sayTest(folder, "--base", "base")).stdout).toContain(") with its own runner\n");
    expect((await runTest(folder, "--same-runner")).exit).toBe(2);
  });

  test("once for each state of it: the next run knows what it did, and pays nothing", async () => {
    const repository = await copyOf(original);
    const { folder, write } = repository;
    await write(says("Be very kind."));
    expect((await runTest(folder, "--base", "base", "--filter", "plain")).data.spent_usd).toBe(1);
    expect(await ranAtBase(repository)).toEqual(["support/plain"]);
    await write(says("Be really kind."));
    const again = await runTest(folder, "--base", "base", "--filter", "plain");
    expect(again.data).toMatchObject({ spent_usd: 0.5, comparison: { since: expect.stringMatching(/^\d{4}-.*Z$/) } });
    expect(await ranAtBase(repository)).toEqual([]);
  });

  test.each([
    [".promptctl/base/runs/made-up.json", ["--base", "base"]],
    [".promptctl/results/20260101T000000Z-000.jsonl", ["--resume"]],
    [".promptctl/results/failed.json", ["--failed"]],
    [".Promptctl/base/runs/made-up.json", ["--base", "base"]],
    ["measured.jsonl", ["--resume", "--results", "measured.jsonl"]],
  ])("and nobody brings what it did in a commit: %s", async (path, args) => {
    const { folder, write, git } = await copyOf(original);
    await write({ [path]: "{}" });
    await git("add", "--force", path);
    expect(await runTest(folder, ...args)).toMatchObject({ exit: 2, verdict: expect.stringContaining(path) });
  });

  test("nor behind a link", async () => {
    const { folder, git } = await copyOf(original);
    await mkdir(join(folder, "memory", "base", "runs"), { recursive: true });
    await symlink("memory", join(folder, ".promptctl"));
    await git("add", "--force", ".promptctl");
    expect(await runTest(folder, "--base", "base")).toMatchObject({
      exit: 2,
      verdict: expect.stringMatching("in git"),
    });
  });

  test("with its files as its own .gitattributes have them", async () => {
    const repository = await copyOf(original);
    await repository.write({ ...thorough, ".gitattributes": "*.mjs working-tree-encoding=UTF-16\n" });
    expect(await beside(repository.folder)).toMatchObject({
      says: ["short equal: failed, was passed", "plain equal: passed, was passed"],
    });
    expect((await repository.git("status", "--short")).trim().split("\n")).toEqual([
      "M prompts/support/contract.yaml",
      "?? .gitattributes",
    ]);
  });

  test("again, where it could not be measured and a run goes on", async () => {
    const { folder, write, commit, git } = await copyOf(original);
    await write({ ...says("Break."), ...tasks(plain) });
    await commit();
    await git("branch", "--force", "base");
    await write(says("Be kind."));
    await runTest(folder, "--base", "base");
    expect((await runTest(folder, "--base", "base", "--resume")).data.reused).toBe(0);
  });

  test("priced as of now: what a token costs is no part of a change", async () => {
    const priced = (input: number) => ({
      "promptctl.yaml": `runner: { model: {} }\nprices: { "openai-compatible/scripted": { input: ${input}, output: 0 } }\n`,
    });
    await using server = await startProvider(() => chatStep({ text: "ok", input: 1_000, output: 0 }, 0));
    for (const [name, value] of Object.entries(environmentFor(server.url))) vi.stubEnv(name, value);
    const says = (system: string) => ({
      "prompts/support/contract.yaml": `contract: support\nmodel: { provider: openai-compatible, name: scripted }\nsystem: ${system}\n`,
    });
    const { folder, write, git } = await temporaryRepository({
      ...priced(1_000),
      ...says("Be kind."),
      ...tasks(plain),
    });
    await git("branch", "base");
    await write({ ...priced(10), ...says("Be brief.") });
    const { data } = await runTest(folder, "--base", "base", "--live");
    vi.unstubAllEnvs();
    expect(data.tasks).toMatchObject([{ trials: [{ spend_usd: 0.01 }], base: { trials: [{ spend_usd: 0.01 }] } }]);
  });

  test("a label: the bundles that it serves, asked the tasks of now", async () => {
    const { folder, write, commit } = await copyOf(original);
    await commit();
    expect((await runMain(folder, "promote", "staging", "--all", "--yes")).exit).toBe(0);
    await write({ ...thorough, ...tasks(short) });
    const { exit, data } = await runTest(folder, "--base", "staging");
    expect({ exit, tasks: data.tasks }).toMatchObject({
      exit: 1,
      tasks: [{ id: "short", standing: { kind: "equal" }, base: { trials: [{ steps: 2 }] }, trials: [{ steps: 4 }] }],
    });
  });

  test("and a run that goes on keeps both sides", async () => {
    const { folder, write } = await copyOf(original);
    await write(thorough);
    await runTest(folder, "--base", "base", "--filter", "short");
    expect((await runTest(folder, "--base", "base", "--filter", "short", "--resume")).data).toMatchObject({
      reused: 1,
      spent_usd: 0,
      tasks: [{ base: { trials: [{ steps: 2 }] } }],
    });
    // Another comparison is another result.
    expect((await runTest(folder, "--filter", "short", "--resume")).data.reused).toBe(0);
  });

  test("in parts, of which one may have nothing to compare", async () => {
    const { folder, write } = await copyOf(original);
    await write({ ...says("Be very kind."), ...tasks(short, plain, "id: new, input: Hi, max_steps: 9") });
    for (const index of [1, 2, 3])
      expect((await runTest(folder, "--base", "base", "--shard", `${index}/3`)).exit).toBe(0);
  });

  test("in parts, which are one again when they are merged", async () => {
    const { folder, write } = await copyOf(original);
    await write({ ...rude, ...tasks(short) });
    for (const part of ["1", "2"])
      await runTest(folder, "--base", "base", "--shard", `${part}/2`, "--results", `part-${part}.jsonl`);
    const merged = await runTest(folder, "--merge", "part-1.jsonl", "part-2.jsonl");
    expect({ exit: merged.exit, verdict: merged.verdict }).toEqual({
      exit: 1,
      verdict: "2 golden tasks: 1 failed, 1 passed",
    });
  });
});

test("tasks that follow a tool's new name are asked of a label by the old one", async () => {
  const shop = (name: string, more: string) => ({
    "prompts/support/contract.yaml": `${contractOf("support", "Be kind.")}tools: [{ name: ${name}, ${more} effect: read, input: { type: object, properties: {} } }]\n`,
    ...tasks(`id: looks, input: Hello, tools: { ${name}: [{ return: 1 }] }, expect: { called: [${name}] }`),
  });
  const { folder, write, commit } = await copyOf(original);
  await write({
    ...shop("get_order", ""),
    "agent.mjs": `let text = "";
for await (const chunk of process.stdin) text += chunk;
const { task, rendered: { tools: [{ name }] } } = JSON.parse(text);
const calls = [{ id: "1", turn: 0, step: 0, name, arguments: {}, ...(task.tools[name] ? { result: 1 } : { error: "no" }) }];
console.log(JSON.stringify({ stop_reason: "finish", steps: 1, calls, output: "ok" }));
`,
  });
  await commit();
  expect((await runMain(folder, "promote", "staging", "--all", "--yes")).exit).toBe(0);
  await write(shop("fetch_order", "aliases: [get_order],"));
  expect((await runTest(folder, "--base", "staging")).data.tasks).toMatchObject([
    { outcome: "passed", base: { outcome: "passed" } },
  ]);
});

test.each(["a..b", "a..", " ", ""])("a base is one state: '%s'", async (name) => {
  expect((await runTest(original.folder, "--base", name)).exit).toBe(2);
});

test("a contract that is gone is named", async () => {
  const { folder, write, commit, git } = await copyOf(original);
  await write({ "prompts/other/contract.yaml": contractOf("other", "Be kind.") });
  await commit();
  await git("branch", "--force", "base");
  await git("rm", "-r", "--quiet", "prompts/other");
  expect((await sayTest(folder, "--base", "base")).stderr).toContain("other of base");
});

describe("recordings", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test("of the base are read where they were committed", async () => {
    await using server = await startProvider(({ messages }) => {
      const isThorough = JSON.stringify(isJsonArray(messages) ? messages[0] : null).includes("thorough");
      return chatStep({ text: "ok", input: isThorough ? 1_420 : 750, output: 0 }, 0);
    });
    for (const [name, value] of Object.entries(environmentFor(server.url))) vi.stubEnv(name, value);
    const { folder, write, commit, git } = await temporaryRepository({
      "promptctl.yaml": "runner: { model: {} }\n",
      "prompts/support/contract.yaml":
        "contract: support\nmodel: { provider: openai-compatible, name: scripted }\nsystem: Be kind.\n",
      "goldens/support/all.yaml":
        'contract: support\ntasks: [{ id: short, input: Hello, max_increase: { tokens: "20%" } }]\n',
    });
    await runTest(folder, "--record");
    await commit();
    await git("branch", "base");
    await write({
      "prompts/support/contract.yaml":
        "contract: support\nmodel: { provider: openai-compatible, name: scripted }\nsystem: Be thorough.\n",
    });
    const says = "expected  at most 20% more than the base's 750: 900\n  got       1,420 (89% more)";
    expect((await sayTest(folder, "--record", "--base", "base")).stdout).toContain(says);
    expect((await sayTest(folder, "--base", "base")).stdout).toContain(says);
    expect(server.arrived).toHaveLength(2);
    // Live the base is asked once, and its answer is kept.
    await runTest(folder, "--live", "--base", "base");
    expect(server.arrived).toHaveLength(4);
    const again = await runTest(folder, "--live", "--base", "base");
    expect(again.data.tasks).toMatchObject([{ base: { trials: [{ tokens: { input: 750 } }] } }]);
    expect(server.arrived).toHaveLength(5);
  });
});
