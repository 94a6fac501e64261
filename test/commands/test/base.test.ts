import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { isJsonArray } from "../../../src/core/json.ts";
import { chatStep } from "../../helpers/chat.ts";
import { environmentFor } from "../../helpers/live.ts";
import { contractOf, ran, runTest, sayTest } from "../../helpers/played.ts";
import { startProvider } from "../../helpers/provider-server.ts";
import { type Repository, temporaryRepository } from "../../helpers/repository.ts";
import { copyOf, sharedRepository } from "../../helpers/shop.ts";

/** Takes a step for each word of its prompt. */
const agent = `import { appendFileSync } from "node:fs";
let text = "";
for await (const chunk of process.stdin) text += chunk;
const { task, rendered } = JSON.parse(text);
appendFileSync("ran.txt", task.contract + "/" + task.id + "\\n");
if (rendered.system === "Break.") process.exit(3);
console.log(JSON.stringify({ stop_reason: "finish", steps: rendered.system.split(" ").length, calls: [], output: "ok", spend_usd: 0.5 }));
`;

const files = (limits: string) => ({
  "promptctl.yaml": "runner: { command: [node, agent.mjs] }\nlabels: { staging: {} }\n",
  "agent.mjs": agent,
  ".gitignore": "ran.txt\n",
  "prompts/support/contract.yaml": contractOf("support", "Be kind."),
  "goldens/support/all.yaml": `contract: support\ntasks:\n  - { id: short, input: Hello, max_increase: ${limits} }\n  - { id: plain, input: Hello }\n`,
});

let original: Repository;
beforeAll(async () => {
  original = await sharedRepository(files("{ steps: 1 }"));
  await original.git("branch", "base");
});

const thorough = { "prompts/support/contract.yaml": contractOf("support", "Be kind and thorough.") };

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
    // Only what asks about the base is run twice.
    expect(await ran(folder)).toEqual(["support/plain", "support/short", "support/short"]);
  });

  test.each([
    ["within what is tolerated", "{ steps: 2 }", 0],
    ["within a share of it", '{ steps: "100%" }', 0],
    ["beyond a share of it", '{ steps: "99%" }', 1],
    ["what nobody measures", "{ tokens: 1000 }", 0],
  ])("%s", async (_name, limits, exit) => {
    const { folder, write } = await copyOf(original);
    await write({ ...files(limits), ...thorough });
    expect((await runTest(folder, "--base", "base")).exit).toBe(exit);
  });

  test("of the same contract is none, and nothing is run twice", async () => {
    const { folder } = await copyOf(original);
    expect((await runTest(folder, "--base", "base")).exit).toBe(0);
    expect(await ran(folder)).toEqual(["support/plain", "support/short"]);
  });

  test("follows a contract that was renamed", async () => {
    const { folder, git, write } = await copyOf(original);
    await git("mv", "prompts/support", "prompts/help");
    await git("mv", "goldens/support", "goldens/help");
    await write({
      "prompts/help/contract.yaml": `${contractOf("help", "Be kind and thorough.")}renamed_from: support\n`,
      "goldens/help/all.yaml": files("{ steps: 1 }")["goldens/support/all.yaml"].replace(
        "contract: support",
        "contract: help",
      ),
    });
    expect((await runTest(folder, "--base", "base")).exit).toBe(1);
  });

  test("is not compared where nobody names a base, or the base has no such contract: it says so", async () => {
    const { folder, write, git } = await copyOf(original);
    expect((await sayTest(folder)).stdout).toContain(
      "not compared, for want of a base run: max_increase of support/short",
    );
    await git("rm", "-r", "--quiet", "prompts", "goldens");
    await git("commit", "--quiet", "-m", "nothing");
    await git("branch", "nothing");
    await write(files("{ steps: 1 }"));
    const { exit, stdout } = await sayTest(folder, "--base", "nothing");
    expect({ exit, stdout }).toEqual({
      exit: 0,
      stdout: expect.stringContaining("not compared, for want of a base run"),
    });
  });

  test("cannot be measured where the base cannot", async () => {
    const { folder, write, git, commit } = await copyOf(original);
    await write({ "prompts/support/contract.yaml": contractOf("support", "Break.") });
    await commit();
    await git("branch", "broken");
    await write(thorough);
    const { exit, stdout } = await sayTest(folder, "--base", "broken", "--filter", "short");
    expect({ exit, stdout }).toEqual({
      exit: 3,
      stdout: expect.stringMatching(/the base run \(commit [0-9a-f]+\): node ended with\s+exit code 3/),
    });
  });

  test("costs what it costs", async () => {
    const { folder, write } = await copyOf(original);
    await write(thorough);
    expect((await runTest(folder, "--base", "base", "--filter", "short")).data.spent_usd).toBe(1);
    expect((await runTest(folder, "--base", "base", "--filter", "short", "--resume")).data).toMatchObject({
      reused: 1,
      spent_usd: 0,
    });
    // Another comparison is another result.
    expect((await runTest(folder, "--filter", "short", "--resume")).data.reused).toBe(0);
  });

  test("says where there is nothing to compare, and where there is no such base", async () => {
    const { folder } = await copyOf(original);
    expect((await runTest(folder, "--base", "base", "--filter", "plain")).stderr).toContain(
      "no golden task has max_increase: nothing is compared with base",
    );
    expect((await runTest(folder, "--base", "nowhere")).exit).toBe(2);
  });
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
  });
});
