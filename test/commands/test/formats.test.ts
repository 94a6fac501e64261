import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { transcriptsIn } from "../../../src/commands/gather/test/transcripts.ts";
import { junitFaults } from "../../helpers/junit.ts";
import { played, runTest } from "../../helpers/played.ts";
import { temporaryRepository } from "../../helpers/repository.ts";

const plays = { support: [{ id: "good" }, { id: "bad", says: "<b>no</b>" }, { id: "broken", exit: 3 }] };

test("one run is a page and a file of JUnit's, with the transcripts that are on disk", async () => {
  const { folder } = await temporaryRepository(played(plays));
  const { exit } = await runTest(folder, "-o", "report.html", "-o", "results.junit.xml");
  expect(exit).toBe(1);
  const page = await readFile(join(folder, "report.html"), "utf8");
  const [results = ""] = (await readdir(join(folder, ".promptctl/results"))).filter((name) => name.endsWith(".jsonl"));
  expect(page).toContain("3 golden tasks: 1 failed, 1 could not be measured, 1 passed");
  expect(page).toContain("&lt;b&gt;no&lt;/b&gt;");
  expect(page).toContain(`Every run with its whole transcript: .promptctl/results/${results}`);
  const junit = await readFile(join(folder, "results.junit.xml"), "utf8");
  expect(await junitFaults(junit)).toEqual([]);
  expect(junit).toContain('tests="3" failures="1" errors="1" skipped="0"');
});

test("the parts of a run are one page, with what went on in each of them", async () => {
  const { folder } = await temporaryRepository(played(plays));
  for (const part of [1, 2]) await runTest(folder, "--shard", `${part}/2`, "--results", `part-${part}.jsonl`);
  await runTest(folder, "--merge", "part-1.jsonl", "--merge", "part-2.jsonl", "-o", "report.html");
  const page = await readFile(join(folder, "report.html"), "utf8");
  expect(page).toContain("Every run with its whole transcript: part-1.jsonl and part-2.jsonl");
  expect(page.match(/The runner gave no transcript/g)).toHaveLength(2);
});

test("a file of results that is gone costs its transcripts, and not the page", async () => {
  const runs = [];
  for await (const one of transcriptsIn(["/nowhere/1.jsonl"])) runs.push(one);
  expect(runs).toEqual([]);
});
