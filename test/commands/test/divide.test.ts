import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { contractOf, goldensOf, ran, runTest, sharedPlay } from "../../helpers/played.ts";
import type { Repository } from "../../helpers/repository.ts";

const plays = {
  sales: [{ id: "quote" }, { id: "refund", says: "no" }],
  support: [
    { id: "greet", busy: 1 },
    { id: "down", exit: 3 },
    { id: "leak", tags: ["security"] },
  ],
};

let open: () => Promise<Repository>;
beforeAll(async () => {
  open = await sharedPlay(plays);
});

const parts = ["1.jsonl", "2.jsonl", "3.jsonl"] as const;

async function runParts(folder: string, ...args: readonly string[]): Promise<void> {
  for (const [at, file] of parts.entries())
    await runTest(folder, "--shard", `${at + 1}/${parts.length}`, "--results", file, ...args);
}

test("the parts of a run make the same verdict as the whole", async () => {
  const [whole, divided] = [await open(), await open()];
  const once = await runTest(whole.folder);
  await runParts(divided.folder);
  expect(await ran(divided.folder)).toEqual(await ran(whole.folder));
  const merged = await runTest(divided.folder, "--merge", ...parts);
  expect(await ran(divided.folder)).toEqual([]);
  expect(once).toMatchObject({
    exit: 1,
    verdict: "5 golden tasks: 1 failed, 1 could not be measured, 3 passed",
    data: { retried: 1 },
  });
  expect({ ...merged, stderr: "" }).toEqual({ ...once, stderr: "", data: { ...once.data, results: null } });
});

describe("evidence", () => {
  test("comes of all parts together, and of no part", async () => {
    const { folder, write, commit } = await open();
    await write({
      "goldens/support/all.yaml": goldensOf("support", [{ id: "greet" }]),
      "goldens/sales/all.yaml": goldensOf("sales", [{ id: "quote" }]),
    });
    await commit();
    await runTest(folder, "--shard", "1/2", "--results", "1.jsonl");
    await runTest(folder, "--shard", "2/2", "--results", "2.jsonl");
    const merged = await runTest(folder, "--merge", "1.jsonl", "2.jsonl", "--save");
    expect(merged).toMatchObject({
      exit: 0,
      data: {
        evidence: [
          { kind: "golden", contract: "sales" },
          { kind: "golden", contract: "support" },
        ],
      },
    });
  });

  test("comes of no narrowed run, however complete its parts are", async () => {
    const { folder } = await open();
    await runTest(folder, "--filter", "quote", "--results", "1.jsonl");
    const merged = await runTest(folder, "--merge", "1.jsonl", "--save");
    expect(merged).toMatchObject({ exit: 0, data: { evidence: [], tasks: [{ id: "quote" }] } });
  });
});

describe("is refused", () => {
  type Refused = readonly [
    name: string,
    break_: (repository: Repository) => Promise<readonly string[]>,
    exit: number,
    verdict: string,
  ];
  test.each<Refused>([
    [
      "a part that is missing",
      async () => ["1.jsonl", "3.jsonl"],
      3,
      "a part of the run is missing: no file is of shard 2/3",
    ],
    ["two parts that are missing", async () => ["2.jsonl"], 3, "no file is of shard 1/3 and 3/3"],
    [
      "a part that is there twice",
      async () => ["1.jsonl", "2.jsonl", "3.jsonl", "2.jsonl"],
      2,
      "2.jsonl and 2.jsonl are the same shard, 2/3",
    ],
    [
      "a part of another number of parts",
      async ({ folder }) => {
        await runTest(folder, "--shard", "2/2", "--results", "other.jsonl");
        return ["1.jsonl", "2.jsonl", "other.jsonl"];
      },
      2,
      "1.jsonl and other.jsonl are of 3 and of 2 shards",
    ],
    [
      "a part of another choice of tasks",
      async ({ folder }) => {
        await runTest(folder, "--contract", "support", "--shard", "3/3", "--results", "other.jsonl");
        return ["1.jsonl", "2.jsonl", "other.jsonl"];
      },
      2,
      "1.jsonl and other.jsonl are about different bundles",
    ],
    [
      "a part of another bundle",
      async ({ folder, write }) => {
        await write({ "prompts/sales/contract.yaml": contractOf("sales", "Be quick.") });
        await runTest(folder, "--shard", "3/3", "--results", "3.jsonl");
        return parts;
      },
      2,
      "1.jsonl and 3.jsonl are about different bundles",
    ],
    [
      "parts of another bundle than the one here",
      async ({ write }) => {
        await write({ "prompts/sales/contract.yaml": contractOf("sales", "Be quick.") });
        return parts;
      },
      2,
      "1.jsonl is about another bundle of sales than the contract here is",
    ],
    [
      "parts of other tasks than those here",
      async ({ write }) => {
        await write({
          "goldens/sales/all.yaml": goldensOf("sales", [
            { id: "quote", says: "ok" },
            { id: "refund", says: "no" },
          ]),
        });
        return parts;
      },
      2,
      "sales/quote is another golden task here than the one that was run",
    ],
    [
      "parts of a task that is gone",
      async ({ write }) => {
        await write({ "goldens/sales/all.yaml": goldensOf("sales", [{ id: "quote" }]) });
        return parts;
      },
      2,
      "the golden tasks that were run are not those that are here",
    ],
    [
      "a part that was cut off",
      async ({ folder }) => {
        const text = await readFile(join(folder, "2.jsonl"), "utf8");
        await writeFile(join(folder, "2.jsonl"), text.slice(0, text.indexOf('"outcome"')));
        return parts;
      },
      3,
      "the run of 2.jsonl was cut off",
    ],
    [
      "a part that lost a line",
      async ({ folder }) => {
        const lines = (await readFile(join(folder, "2.jsonl"), "utf8")).split("\n");
        await writeFile(join(folder, "2.jsonl"), lines.filter((_, at) => at !== 1).join("\n"));
        return parts;
      },
      3,
      "there are results of 4 of 5 golden tasks",
    ],
    ["a file of something else", async () => ["promptctl.yaml"], 2, "promptctl.yaml holds no results of golden tasks"],
    [
      "an empty file",
      async ({ write }) => {
        await write({ "empty.jsonl": "" });
        return ["empty.jsonl"];
      },
      2,
      "empty.jsonl holds no results of golden tasks: it is empty",
    ],
    ["a file that is not there", async () => ["1.jsonl", "2.jsonl", "gone.jsonl"], 3, "gone.jsonl could not be read"],
  ])("%s", async (_name, break_, exit, verdict) => {
    const repository = await open();
    await runParts(repository.folder, "--jobs", "4");
    const files = await break_(repository);
    await ran(repository.folder);
    const merged = await runTest(repository.folder, "--merge", ...files);
    expect({ exit: merged.exit, verdict: merged.verdict }).toEqual({ exit, verdict: expect.stringContaining(verdict) });
    expect(await ran(repository.folder)).toEqual([]);
  });
});

describe("--resume", () => {
  test("keeps what is measured and still true, and runs the rest", async () => {
    const { folder, write } = await open();
    await runTest(folder, "--filter", "sales");
    expect(await ran(folder)).toEqual(["sales/quote", "sales/refund"]);
    const second = await runTest(folder, "--resume");
    expect(await ran(folder)).toEqual(["support/down", "support/greet", "support/greet", "support/leak"]);
    expect(second).toMatchObject({ exit: 1, data: { reused: 2, passed: 3, failed: 1, unmeasured: 1 } });
    // What could not be measured is not known, and is run again.
    expect((await runTest(folder, "--resume")).data.reused).toBe(4);
    expect(await ran(folder)).toEqual(["support/down"]);
    await write({ "prompts/sales/contract.yaml": contractOf("sales", "Be quick.") });
    expect((await runTest(folder, "--resume")).data.reused).toBe(2);
    expect(await ran(folder)).toEqual(["sales/quote", "sales/refund", "support/down"]);
    await write({
      "goldens/support/all.yaml": goldensOf("support", [
        { id: "greet", says: "ok" },
        { id: "leak", tags: ["security"] },
      ]),
    });
    expect((await runTest(folder, "--resume")).data.reused).toBe(3);
    expect(await ran(folder)).toEqual(["support/greet"]);
  });

  test("another runner has measured nothing of this one", async () => {
    const { folder, write } = await open();
    await runTest(folder, "--filter", "sales");
    await write({ "promptctl.yaml": "runner: { command: [node, ./agent.mjs] }\nlabels: { staging: {} }\n" });
    expect((await runTest(folder, "--resume", "--filter", "sales")).data.reused).toBe(0);
  });

  test("goes on in a file that was named, and says so where there is nothing", async () => {
    const { folder } = await open();
    expect((await runTest(folder, "--resume", "--results", "a.jsonl", "--filter", "quote")).stderr).toContain(
      "there is no earlier run to go on with",
    );
    await ran(folder);
    expect((await runTest(folder, "--resume", "--results", "a.jsonl", "--filter", "sales")).data.reused).toBe(1);
    expect(await ran(folder)).toEqual(["sales/refund"]);
    expect((await runTest(folder, "--resume", "--results", "a.jsonl", "--filter", "sales")).data.reused).toBe(2);
  });
});
