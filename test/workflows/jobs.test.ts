import { copyFile, mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { remoteOf } from "../helpers/remote.ts";
import { openRepository, type Repository } from "../helpers/repository.ts";
import { contentsOf, expectYes, sharedFolder, sharedRepository, shop } from "../helpers/shop.ts";
import { type Job, jobIn, readWorkflow, type Runner, runner } from "../helpers/workflows.ts";

const branch = "promptctl/releases";

let remote: Repository;
beforeAll(async () => {
  const source = await sharedRepository(shop());
  await expectYes(source.folder, "init", "--github");
  await source.commit("Workflows");
  remote = await remoteOf(source);
});

/** As actions/checkout leaves it: the newest commit, alone. */
async function checkout(): Promise<string> {
  const folder = await sharedFolder();
  await remote.git("clone", "--quiet", "--depth", "1", `file://${remote.folder}`, folder);
  return folder;
}

async function job(workflow: string, name: string): Promise<Job> {
  const folder = await checkout();
  return jobIn(readWorkflow(await readFile(join(folder, `.github/workflows/promptctl-${workflow}.yml`), "utf8")), name);
}

describe("evidence", () => {
  let reading: Runner;
  let writing: Runner;
  beforeAll(async () => {
    [reading, writing] = [await runner({ installed: true }), await runner()];
  });

  test("who runs the tasks writes nothing, and who writes runs nothing of the repository", async () => {
    const first = await checkout();
    const ran = await reading.run(first, await job("evidence", "run"), "Run the golden tasks");
    expect(ran).toMatchObject({ exit: 0 });
    await expect(remote.git("rev-parse", "--verify", branch)).rejects.toThrow();

    const second = await checkout();
    await rm(join(second, "agent.mjs"));
    const results = join(reading.temp, "part.jsonl");
    await mkdir(join(writing.temp, "results"));
    await copyFile(results, join(writing.temp, "results/part.jsonl"));
    expect(await writing.run(second, await job("evidence", "save"), "Check and save")).toMatchObject({ exit: 0 });

    const stored = await remote.git("ls-tree", "-r", "--name-only", branch);
    expect(stored.split("\n").filter((path) => path.startsWith("evidence/"))).toHaveLength(1);
    expect(await remote.git("log", "-1", "--format=%an <%ae>", branch)).toBe(
      "github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>",
    );
  });
});

describe("publish", () => {
  test("from a shallow checkout of the default branch, the places are written", async () => {
    const ada = await checkout();
    await expectYes(ada, "promote", "staging", "--yes");
    const [folder, machine] = [await checkout(), await runner()];
    const published = await machine.run(folder, await job("publish", "publish"), "Write the places of release.publish");
    expect(published).toMatchObject({ exit: 0 });
    expect(Object.keys(await contentsOf(join(folder, ".promptctl/live"), /^$/))).toContain(
      "labels/support/staging.json",
    );
  });
});

describe("analyze", () => {
  test("without a ramp there is nothing to do, and without a server there is something wrong", async () => {
    const ada = openRepository(await checkout());
    const [folder, machine] = [await checkout(), await runner()];
    const [analyze, env] = [
      await job("analyze", "analyze"),
      { CONTRACT: "support", PROMETHEUS_URL: "http://127.0.0.1:9" },
    ];
    const quiet = await machine.run(folder, analyze, "Analyze", env);
    expect(quiet).toMatchObject({ exit: 0, stderr: expect.stringContaining("there is no canary to compare") });

    await expectYes(ada.folder, "promote", "prod", "--to", "HEAD", "--yes");
    await ada.write({ "prompts/support/policy.md": "Be very kind.\n" });
    await ada.commit("kinder");
    await ada.git("push", "--quiet", "origin", "main");
    await expectYes(ada.folder, "promote", "canary", "--yes");
    expect(await machine.run(await checkout(), analyze, "Analyze", env)).toMatchObject({ exit: 3 });
  });
});

describe("gate", () => {
  let folder: string;
  let gate: Job;
  beforeAll(async () => {
    folder = await checkout();
    const clone = openRepository(folder);
    await clone.write({ "prompts/support/policy.md": "Be kind, always.\n" });
    await clone.commit("kinder");
    gate = await job("gate", "gate");
  });

  test("what may be trusted is judged by the promptctl that is installed", async () => {
    const machine = await runner({ installed: true });
    const ran = await machine.run(folder, gate, "Gate", { TRUSTED: "true", GITHUB_TOKEN: "" });
    expect(ran).toMatchObject({ exit: 0, stdout: expect.stringContaining("nothing to object to") });
    expect(await machine.fetched()).toEqual([]);
  });

  test("what may not, by the one of the workflow, from outside of the checkout", async () => {
    const machine = await runner({ installed: true });
    const ran = await machine.run(folder, gate, "Gate", { TRUSTED: "false", GITHUB_TOKEN: "" });
    expect(ran).toMatchObject({ exit: 0 });
    expect(await machine.fetched()).toEqual([`promptctl@${gate.env?.["PROMPTCTL"]} in ${machine.temp}`]);
  });
});
