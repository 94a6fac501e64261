import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { type CliDocument, promptctl, startPromptctl } from "../../helpers/cli.ts";
import { goldensOf, type Play, played, ran, runTest, sayTest, type TestData } from "../../helpers/played.ts";
import { type Repository, temporaryRepository } from "../../helpers/repository.ts";

const repository = (plays: readonly Play[]): Promise<Repository> => temporaryRepository(played({ support: plays }));

describe("what may pass", () => {
  test("is tried again, and counted apart from failures", async () => {
    const { folder } = await repository([{ id: "busy", busy: 1 }, { id: "fine" }]);
    const { exit, stdout } = await sayTest(folder);
    expect({ exit, stdout }).toEqual({
      exit: 0,
      stdout: expect.stringContaining("1 attempt failed for a moment and was repeated"),
    });
    expect(await ran(folder)).toEqual(["support/busy", "support/busy", "support/fine"]);
  });

  test("and does not pass is not measured, with what the program wrote", async () => {
    const { folder } = await repository([{ id: "broken", exit: 3, stderr: "no key\nset AGENT_KEY\n" }]);
    const { exit, stdout } = await sayTest(folder);
    expect(exit).toBe(3);
    expect(stdout).toContain("could not be measured: node ended with exit code 3: no key / set AGENT_KEY");
    expect(await ran(folder)).toEqual(["support/broken"]);
  });
});

describe("money", () => {
  const cheap = Array.from({ length: 6 }, (_, at): Play => ({ id: `t${at}`, usd: 0.4 }));

  test("nothing begins any more once it is spent, and what was run is reported", async () => {
    const { folder } = await repository(cheap);
    const stopped = await runTest(folder, "-j", "1", "--max-spend-usd", "1");
    expect(stopped).toMatchObject({
      exit: 3,
      verdict: "stopped at $1.20 after 3 of 6 golden tasks: 3 passed; go on with --resume and another --max-spend-usd",
      data: { end: "spent", passed: 3, not_run: 3, spent_usd: expect.closeTo(1.2) },
    });
    expect(await ran(folder)).toEqual(["support/t0", "support/t1", "support/t2"]);
    expect(await runTest(folder, "--resume", "--max-spend-usd", "5")).toMatchObject({
      exit: 0,
      data: { reused: 3, passed: 6 },
    });
    expect(await ran(folder)).toEqual(["support/t3", "support/t4", "support/t5"]);
  });

  test("a failure is a failure, also where the money ran out", async () => {
    const { folder } = await repository([{ id: "bad", says: "no", usd: 2 }, ...cheap]);
    expect(await runTest(folder, "-j", "1", "--max-spend-usd", "1")).toMatchObject({
      exit: 1,
      data: { failed: 1, not_run: 6 },
    });
  });

  test("an agent that does not say what it spends cannot be limited", async () => {
    const { folder } = await repository([{ id: "silent" }, ...cheap]);
    expect(await runTest(folder, "-j", "1", "--max-spend-usd", "1")).toMatchObject({
      exit: 3,
      data: { end: "unpriced", passed: 1, not_run: 6 },
    });
  });

  test("a run that was stopped proves nothing", async () => {
    const { folder } = await repository(cheap);
    const { stdout } = await sayTest(folder, "-j", "1", "--max-spend-usd", "1", "--save");
    expect(stdout).toContain("no evidence saved: what was not measured to its end proves nothing");
  });
});

test("a thousand tasks that pass are one line, and to run many at a time is nothing to be warned of", async () => {
  const { folder, write } = await repository(Array.from({ length: 1_000 }, (_, at): Play => ({ id: `t${at}` })));
  await write({ "promptctl.yaml": 'runner: { http: { url: "http://127.0.0.1:1" } }\n' });
  const { createServer } = await import("node:http");
  const server = createServer((_request, response) =>
    response.end('{"stop_reason":"finish","calls":[],"output":"ok"}'),
  );
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await write({ "promptctl.yaml": `runner: { http: { url: "http://127.0.0.1:${port}" } }\n` });
  const { exit, stdout, stderr } = await promptctl(folder, "test", "-j", "40");
  server.close();
  expect({ exit, stdout }).toEqual({ exit: 0, stdout: "✔ 1,000 golden tasks: 1,000 passed\n" });
  expect(stderr).not.toContain("Warning");
});

test("what each run did is on disk, and git does not see it", async () => {
  const { folder, git } = await repository([{ id: "fine" }, { id: "bad", says: "no" }]);
  const { data } = await runTest(folder);
  const lines = (await readFile(join(folder, data.results), "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toMatchObject([
    { format: "promptctl/results/1", runner: "node agent.mjs", chosen: 2, narrowed: [], shard: null },
    { contract: "support", outcome: expect.anything(), answers: [{ stop_reason: "finish" }] },
    { contract: "support", outcome: expect.anything(), answers: [{ stop_reason: "finish" }] },
    { end: "finished" },
  ]);
  expect(await git("status", "--porcelain")).toBe("");
});

test("a few runs are kept, and no more", async () => {
  const { folder } = await repository([{ id: "fine" }]);
  const paths: string[] = [];
  for (let round = 0; round < 7; round += 1) paths.push((await runTest(folder)).data.results);
  const kept = (await readdir(join(folder, ".promptctl", "results"))).filter((name) => name.endsWith(".jsonl"));
  expect(kept.map((name) => join(".promptctl", "results", name))).toEqual(paths.slice(-5));
});

/** Starts the program itself, and says when a task begins. */
async function begun(folder: string, ...args: readonly string[]) {
  const child = startPromptctl(folder, ["test", ...args]);
  const written = { stdout: "", stderr: "" };
  child.stdout?.on("data", (chunk) => (written.stdout += String(chunk)));
  child.stderr?.on("data", (chunk) => (written.stderr += String(chunk)));
  const ended = once(child, "close").then(([exit]) => ({ exit: exit as number | null, ...written }));
  const runs = async (task: string): Promise<void> => {
    while (!(await readFile(join(folder, "ran.txt"), "utf8").catch(() => "")).includes(task)) await sleep(20);
  };
  return { child, ended, runs };
}

describe("Ctrl-C", () => {
  const plays: readonly Play[] = [
    { id: "first" },
    { id: "second", says: "no" },
    { id: "slow", takes: 60_000 },
    { id: "last" },
  ];

  test("ends what runs, and leaves a result that can be gone on with", async () => {
    const { folder, write } = await repository(plays);
    const { child, ended, runs } = await begun(folder, "-j", "1", "--format", "json", "--contract", "support");
    await runs("support/slow");
    child.kill("SIGINT");
    const { exit, stdout, stderr } = await ended;
    expect(exit).toBe(130);
    expect(stderr).toContain("stopping what runs; press Ctrl-C again to leave at once");
    const report = JSON.parse(stdout) as CliDocument & { data: TestData };
    expect(report).toMatchObject({
      answer: "stopped",
      exit: 130,
      verdict:
        "interrupted after 2 of 4 golden tasks: 1 failed, 1 passed; go on with `promptctl test --contract support --resume`",
      data: { end: "interrupted", passed: 1, failed: 1, not_run: 2 },
    });
    await ran(folder);
    await write({
      "goldens/support/all.yaml": goldensOf(
        "support",
        plays.map((play) => (play.id === "slow" ? { id: "slow" } : play)),
      ),
    });
    expect(await runTest(folder, "--resume")).toMatchObject({ exit: 1, data: { reused: 2, passed: 3, failed: 1 } });
    expect(await ran(folder)).toEqual(["support/last", "support/slow"]);
  });

  test("twice leaves at once, and takes everything along", async () => {
    const { folder, write } = await repository([{ id: "slow" }]);
    await write({
      "agent.mjs": `import { spawn } from "node:child_process";
        import { writeFileSync } from "node:fs";
        process.on("SIGTERM", () => {});
        const child = spawn(process.execPath, ["-e", "process.on('SIGTERM', () => {}); setTimeout(() => {}, 60000)"], { stdio: "ignore" });
        writeFileSync("pids.txt", process.pid + " " + child.pid);
        setTimeout(() => writeFileSync("ran.txt", "support/slow"), 200);
        setTimeout(() => {}, 60000);`,
    });
    const { child, ended, runs } = await begun(folder);
    await runs("support/slow");
    const started = performance.now();
    child.kill("SIGINT");
    await sleep(300);
    child.kill("SIGINT");
    expect(await ended).toMatchObject({ exit: 130 });
    expect(performance.now() - started).toBeLessThan(1_500);
    await sleep(200);
    for (const pid of (await readFile(join(folder, "pids.txt"), "utf8")).split(" ").map(Number))
      expect(await isGone(pid)).toBe(true);
  });

  test("a run that was killed can be gone on with too", async () => {
    const { folder } = await repository(plays);
    const { child, ended, runs } = await begun(folder, "-j", "1");
    await runs("support/slow");
    child.kill("SIGKILL");
    await ended;
    await ran(folder);
    expect(await runTest(folder, "--resume", "--filter", "first")).toMatchObject({ exit: 0, data: { reused: 1 } });
    expect(await ran(folder)).toEqual([]);
  });
});

async function isGone(pid: number): Promise<boolean> {
  const state = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return state === "" || /\) Z /.test(state);
}

test("--watch runs what is concerned, and nothing else, until Ctrl-C", async () => {
  const { folder, write } = await temporaryRepository(
    played({ sales: [{ id: "quote" }], support: [{ id: "greet" }, { id: "bye" }] }),
  );
  const { child, ended, runs } = await begun(folder, "--watch");
  for (const task of ["sales/quote", "support/greet", "support/bye"]) await runs(task);
  await sleep(800);
  await ran(folder);
  await write({ "goldens/support/all.yaml": goldensOf("support", [{ id: "greet" }, { id: "bye", says: "no" }]) });
  await runs("support/bye");
  await sleep(500);
  expect(await ran(folder)).toEqual(["support/bye"]);
  await write({ "prompts/sales/contract.yaml": "contract: sales\nmodel: 3\n" });
  await sleep(800);
  expect(await ran(folder)).toEqual([]);
  await write({
    "prompts/sales/contract.yaml":
      "contract: sales\nmodel: { provider: openai, name: gpt-5-mini-2026-01-15 }\nsystem: Be quick.\n",
  });
  await runs("sales/quote");
  await sleep(500);
  expect(await ran(folder)).toEqual(["sales/quote"]);
  child.kill("SIGINT");
  const { exit, stderr, stdout } = await ended;
  expect(exit).toBe(130);
  expect(stderr).toContain("3 golden tasks: 3 passed");
  expect(stderr).toContain("3 golden tasks: 1 failed, 2 passed");
  expect(stderr).toContain("model: expected a mapping, found the number 3");
  expect(stdout).toContain("watched until now: 3 golden tasks: 1 failed, 2 passed");
});
