import { beforeAll, describe, expect, test } from "vitest";
import { isJsonArray } from "../../../src/core/json.ts";
import { contractOf, goldensOf, ran, runTest, sayTest, sharedPlay } from "../../helpers/played.ts";
import type { Repository } from "../../helpers/repository.ts";

let open: () => Promise<Repository>;
beforeAll(async () => {
  open = await sharedPlay({
    sales: [{ id: "quote" }, { id: "refund", tags: ["smoke"] }],
    support: [
      { id: "greet", tags: ["smoke"] },
      { id: "refund", says: "no" },
      { id: "leak", tags: ["security"] },
    ],
  });
});

describe("what is run", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["everything", [], ["sales/quote", "sales/refund", "support/greet", "support/leak", "support/refund"]],
    ["a part of a name", ["--filter", "refund"], ["sales/refund", "support/refund"]],
    ["a contract and a part of a name", ["--filter", "support/re"], ["support/refund"]],
    ["a contract", ["--contract", "sales"], ["sales/quote", "sales/refund"]],
    ["a tag", ["--tag", "smoke"], ["sales/refund", "support/greet"]],
    ["one of several tags", ["--tag", "smoke", "--tag", "security"], ["sales/refund", "support/greet", "support/leak"]],
    ["several tags in one word", ["--tags", "smoke, security"], ["sales/refund", "support/greet", "support/leak"]],
    ["a tag and a name", ["--tags", "smoke", "--filter", "greet"], ["support/greet"]],
    ["the first half", ["--shard", "1/2"], ["sales/quote", "support/greet", "support/leak"]],
    ["the second half", ["--shard", "2/2"], ["sales/refund", "support/refund"]],
    ["a part of a part", ["--filter", "refund", "--shard", "2/2"], ["support/refund"]],
  ])("%s: %j", async (_name, args, tasks) => {
    const { folder } = await open();
    const { data } = await runTest(folder, ...args);
    expect(data.tasks.map(({ contract, id }) => `${contract}/${id}`).toSorted()).toEqual(tasks);
    expect(await ran(folder)).toEqual(tasks);
    const listed = await runTest(folder, "--list", ...args);
    expect(listed).toMatchObject({ exit: 0, verdict: `${tasks.length} golden task${tasks.length === 1 ? "" : "s"}` });
    expect(listed.data.tasks.map(({ contract, id }) => `${contract}/${id}`).toSorted()).toEqual(tasks);
    expect(await ran(folder)).toEqual([]);
  });
});

describe("nothing to run", () => {
  test.each([
    [
      "a name that none has",
      ["--filter", "reefund"],
      "no golden task matches 'reefund'; there is quote, refund, greet, refund and leak",
    ],
    ["a tag that none has", ["--tag", "slow"], "no golden task matches 'slow'; there is smoke and security"],
    [
      "an empty part",
      ["--filter", "quote", "--shard", "2/2"],
      "there is no golden task to run: there are fewer golden tasks than shards (1)",
    ],
    [
      "no failure, of no run",
      ["--failed"],
      "there is no golden task to run: there is no earlier run in .promptctl/results",
    ],
  ])("%s is an error, unless it is allowed", async (_name, args, verdict) => {
    const { folder } = await open();
    expect(await runTest(folder, ...args)).toMatchObject({ exit: 2, verdict });
    if (!args.includes("--failed"))
      expect(await runTest(folder, ...args, "--pass-with-no-tests")).toMatchObject({
        exit: 0,
        verdict: expect.stringMatching(/^no golden task: /),
      });
    expect(await ran(folder)).toEqual([]);
  });
});

describe("--failed", () => {
  test("what did not pass, until it does; what was not run stays failed", async () => {
    const { folder, write } = await open();
    await runTest(folder);
    await ran(folder);
    await runTest(folder, "--filter", "greet");
    await ran(folder);
    expect(await runTest(folder, "--failed")).toMatchObject({ exit: 1, data: { failed: 1, passed: 0 } });
    expect(await ran(folder)).toEqual(["support/refund"]);
    await write({ "goldens/support/all.yaml": goldensOf("support", [{ id: "greet" }, { id: "refund" }]) });
    expect(await runTest(folder, "--failed")).toMatchObject({ exit: 0, data: { passed: 1 } });
    expect(await runTest(folder, "--failed")).toMatchObject({
      exit: 2,
      verdict: expect.stringContaining("no golden task failed when it was run last"),
    });
  });
});

describe("--only-changed", () => {
  test("nothing changed, a contract did, a task did", async () => {
    const { folder, write, commit, git } = await open();
    await git("branch", "base");
    expect(await runTest(folder, "--only-changed", "--base", "base")).toMatchObject({
      exit: 2,
      verdict: expect.stringContaining("nothing changed since base (commit "),
    });
    expect(await runTest(folder, "--only-changed", "--base", await git("rev-parse", "HEAD"))).toMatchObject({
      exit: 2,
      verdict: expect.stringMatching(/nothing changed since commit [0-9a-f]{7}(?![0-9a-f])/),
    });
    await write({ "prompts/sales/contract.yaml": contractOf("sales", "Be quick.") });
    expect((await runTest(folder, "--only-changed", "--base", "base")).data.tasks).toHaveLength(2);
    expect(await ran(folder)).toEqual(["sales/quote", "sales/refund"]);
    await commit();
    expect((await runTest(folder, "--only-changed", "--base", "base")).data.tasks).toHaveLength(2);
    await ran(folder);
    await write({
      "prompts/sales/contract.yaml": `# for the shop\n${contractOf("sales")}`,
      "goldens/support/all.yaml": goldensOf("support", [
        { id: "greet", tags: ["smoke"] },
        { id: "refund", says: "ok" },
        { id: "new" },
      ]),
    });
    // A comment is no change of a contract; a task that went is asked all the same.
    expect((await runTest(folder, "--only-changed", "--base", "base")).exit).toBe(0);
    expect(await ran(folder)).toEqual(["support/leak", "support/new", "support/refund"]);
  });

  test("the program did: what it is made of is in every task", async () => {
    const { folder, write, git } = await open();
    await git("branch", "base");
    await write({ "ran.log": "what a run leaves is no program" });
    expect((await runTest(folder, "--only-changed", "--base", "base")).exit).toBe(2);
    await write({ "agent.mjs": "process.exit(0);\n" });
    const all = (await runTest(folder, "--list")).data.tasks;
    expect((await runTest(folder, "--only-changed", "--base", "base")).data.tasks).toHaveLength(
      isJsonArray(all) ? all.length : 0,
    );
  });

  test("where the default branch was left, without being told", async () => {
    const { folder, write, git } = await open();
    await git("switch", "--quiet", "-c", "work");
    await write({ "prompts/sales/contract.yaml": contractOf("sales", "Be quick.") });
    expect((await runTest(folder, "--only-changed")).exit).toBe(0);
    expect(await ran(folder)).toEqual(["sales/quote", "sales/refund"]);
  });
});

test.each([
  [["--jobs", "0"], "--jobs takes a whole number from 1, not '0'"],
  [["-j", "many"], "--jobs takes a whole number from 1, not 'many'"],
  [["--shard", "0/2"], "--shard takes a part and their number, from 1/1, not '0/2'"],
  [["--shard", "3/2"], "--shard takes a part and their number, from 1/1, not '3/2'"],
  [["--shard", "half"], "--shard takes a part and their number, from 1/1, not 'half'"],
  [["--max-spend-usd", "0"], "--max-spend-usd takes an amount of US dollars above 0, not '0'"],
  [["--max-spend-usd", "-1"], "--max-spend-usd takes an amount"],
  [["--tags", " , "], "--tags names no tag"],
  [["--watch", "--base", "main"], "--watch and --base do not go together"],
  [["--live", "--record"], "--live and --record do not go together"],
  [["--live"], "--live is for the runner { model: {} }"],
  [["--save", "--failed"], "--save needs every task"],
  [["--save", "--shard", "1/2"], "--save and --shard do not go together"],
  [["--merge", "a.jsonl", "--filter", "x"], "--merge takes the tasks of its files as they are"],
  [["--merge", "a.jsonl", "--shard", "1/2"], "--merge and --shard do not go together"],
  [["--bundle", "HEAD", "--record"], "--bundle and --record do not go together"],
  [["--bundle", "HEAD", "--only-changed"], "--bundle and --only-changed do not go together"],
  [["--bundle", "nowhere"], "'nowhere' is no commit, branch, tag, label or digest"],
  [["--list", "--watch"], "--list and --watch do not go together"],
  [["--watch", "--save"], "--watch and --save do not go together"],
  [["--watch", "--live"], "--watch --live spends money"],
])("%j is refused before anything is run", async (args, verdict) => {
  const { folder } = await open();
  const { exit, verdict: said } = await runTest(folder, ...args);
  expect({ exit, said }).toEqual({ exit: 2, said: expect.stringContaining(verdict) });
  expect(await ran(folder)).toEqual([]);
});

test("failures come first, then what passed, and one line that agrees with the exit code", async () => {
  const { folder } = await open();
  const { exit, stdout, stderr } = await sayTest(folder);
  expect(exit).toBe(1);
  expect(stdout).toMatch(/^support\/refund {2}goldens\/support\/all\.yaml:5\n\n- output/);
  expect(stdout).toMatch(/\n\n✘ 5 golden tasks: 1 failed, 4 passed\n$/);
  expect(stderr).toBe("running 5 golden tasks with node agent.mjs\n");
  expect((await sayTest(folder, "--quiet", "--tag", "smoke")).stderr).toBe("");
});
