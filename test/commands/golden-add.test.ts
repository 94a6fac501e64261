import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { documentOf } from "../helpers/cli.ts";
import { runMain } from "../helpers/main.ts";
import { contract, sharedFolder } from "../helpers/shop.ts";

const record = {
  format: "promptctl/run/1",
  run_id: "r-7f3a",
  at: "2026-11-20T10:01:00Z",
  contract: "support",
  label: "prod",
  environment: { name: "production" },
  stop_reason: "budget_exceeded",
  error: "the budget of 2 tool calls is used up",
  tool_calls: 2,
  calls: [1, 2].map((page) => ({ name: "get_order", arguments: { order_id: "4711", page }, result: { page } })),
  transcript: [{ role: "user", content: "Where is 4711? I am Ada, ada@lovelace.org." }],
};
const plain = { ...record, run_id: "r-plain", transcript: [{ role: "user", content: "Where is 4711?" }] };

let folder: string;
const goldens = "goldens/support/incidents.yaml";
const read = (path: string): Promise<string> => readFile(join(folder, path), "utf8");
const add = async (...args: readonly string[]) =>
  documentOf(await runMain(folder, "golden", "add", "--from", "run.jsonl", "--format", "json", ...args));

beforeEach(async () => {
  folder = await sharedFolder();
  const files = {
    "prompts/support/contract.yaml": `${contract("support")}budgets: { max_tool_calls: 2 }\n`,
    "prompts/support/policy.md": "Be kind.\n",
    "goldens/support/kind.yaml": "contract: support # kind\ntasks: [{ id: kind, input: Hello, max_steps: 3 }]\n",
    "run.jsonl": [record, plain].map((one) => JSON.stringify(one)).join("\n"),
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), text);
  }
});

test("an incident is a golden task in one command, and check has nothing to say about it", async () => {
  const { exit, data } = await add("--run", "r-plain", "--incident", "INC-1412");
  expect([exit, data]).toEqual([
    0,
    {
      written: true,
      run: "r-plain",
      contract: "support",
      id: "inc-1412",
      file: goldens,
      task: {
        id: "inc-1412",
        incident: "INC-1412",
        input: "Where is 4711?",
        environment: { name: "production" },
        tools: {
          get_order: [
            { args: { order_id: "4711", page: 1 }, return: { page: 1 } },
            { args: { order_id: "4711", page: 2 }, return: { page: 2 } },
          ],
        },
        expect_stop_reason: "finish",
        max_tool_calls: 2,
      },
      replaced: [],
      to_do: [],
      findings: [],
      next: "promptctl test --filter support/inc-1412",
    },
  ]);
  expect(await read(goldens)).toContain("# Run r-plain of 2026-11-20 (prod): budget_exceeded; max_tool_calls: 2 of 2");
  const check = documentOf(await runMain(folder, "check", "--format", "json"));
  expect(
    (check.data as { findings: readonly { place: { file: string } }[] }).findings.filter(
      ({ place }) => place?.file === goldens,
    ),
  ).toEqual([]);
});

describe("what looks personal", () => {
  test("stops it, and nothing is written", async () => {
    const { exit, verdict, data } = await add("--run", "r-7f3a");
    expect([exit, verdict]).toEqual([1, "nothing was written: 1 text of r-7f3a looks personal"]);
    expect(data).toEqual({ written: false, run: "r-7f3a", personal: [{ kind: "e-mail", where: "input" }] });
    await expect(read(goldens)).rejects.toThrow("ENOENT");
  });

  test.each<[string, readonly string[], string]>([
    [
      "is replaced by what somebody says",
      ["--replace", "ada@lovelace.org=me@acme.org", "--replace", "Ada=Kay"],
      "I am Kay, me@acme.org.",
    ],
    ["is replaced by placeholders", ["--placeholders"], "I am Ada, customer-1@example.com."],
    ["is kept where somebody says so", ["--keep"], "I am Ada, ada@lovelace.org."],
  ])("%s", async (_name, args, said) => {
    expect((await add("--run", "r-7f3a", ...args)).exit).toBe(0);
    expect(await read(goldens)).toContain(said);
  });
});

test("it is added to a file that is there, and nothing else in it changes", async () => {
  await add("--run", "r-plain", "--incident", "INC-1");
  const before = await read(goldens);
  expect((await add("--run", "r-7f3a", "--incident", "INC-1", "--keep")).data).toMatchObject({ id: "inc-1_2" });
  const after = await read(goldens);
  expect(after.startsWith(before)).toBe(true);
  expect(after.match(/- id: /g)).toHaveLength(2);
  await add("--run", "r-7f3a", "--id", "other", "--keep", "--out", "goldens/support/kind.yaml");
  expect(await read("goldens/support/kind.yaml")).toContain("contract: support # kind");
});

describe("refused, with what to do", () => {
  test.each<[string, readonly string[], string, string]>([
    [
      "no run is named",
      [],
      "run.jsonl holds 2 runs, and which one is meant is not said",
      "name it: --run r-plain; there is r-7f3a and r-plain",
    ],
    ["another run", ["--run", "r-plan"], "run.jsonl holds no run r-plan", "did you mean r-plain?"],
    [
      "a task that is there",
      ["--run", "r-plain", "--id", "kind"],
      "there is a task kind already (goldens/support/kind.yaml:2)",
      "no task is ever overwritten: give it another --id",
    ],
    ["an id that is none", ["--run", "r-plain", "--id", "A b"], "'A b' is no task id", "an id is lower-case"],
    [
      "a text that is not there",
      ["--run", "r-plain", "--replace", "Bob=x"],
      "the run says 'Bob' nowhere, so it cannot be replaced",
      "write it as it stands",
    ],
    [
      "half of a replacement",
      ["--run", "r-plain", "--replace", "Bob"],
      "--replace takes 'text=other text', not 'Bob'",
      "for example",
    ],
    [
      "a folder of another contract",
      ["--run", "r-plain", "--out", "goldens/x.yaml"],
      "goldens/x.yaml is no place for golden tasks of support",
      "they stand in a folder support/",
    ],
    [
      "a file of something else",
      ["--run", "r-plain", "--out", "prompts/support/contract.yaml"],
      "promptctl would not look for golden tasks in prompts/support/contract.yaml",
      "choose another file, for example goldens/support/incidents.yaml",
    ],
  ])("%s", async (_name, args, message, hint) => {
    const { exit, failure } = await add(...args);
    expect([exit, failure?.message, failure?.hint]).toEqual([
      2,
      expect.stringContaining(message),
      expect.stringContaining(hint),
    ]);
  });

  test("the same run twice", async () => {
    await add("--run", "r-plain", "--incident", "INC-1");
    const { exit, failure } = await add("--run", "r-plain", "--incident", "INC-1");
    expect([exit, failure?.message]).toEqual([2, `this run is the task inc-1 already (${goldens}:6)`]);
  });

  test.each<[string, object, string, string]>([
    [
      "a record without a transcript",
      { ...plain, transcript: null },
      "has no transcript: what the user said is not known",
      "let the runtime write `transcript`",
    ],
    [
      "a broken record",
      { ...plain, stop_reason: 5 },
      "line 1 (r-plain): stop_reason: expected text, found the number 5",
      "a record is one JSON object",
    ],
    ["a contract that is not here", { ...plain, contract: "nobody" }, "nobody", ""],
  ])("%s", async (_name, one, message, hint) => {
    await writeFile(join(folder, "run.jsonl"), JSON.stringify(one));
    const { exit, failure } = await add();
    expect([exit, failure?.message, failure?.hint]).toEqual([
      2,
      expect.stringContaining(message),
      expect.stringContaining(hint),
    ]);
  });
});
