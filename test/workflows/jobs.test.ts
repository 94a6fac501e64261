import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { remoteOf } from "../helpers/remote.ts";
import { openRepository, type Repository } from "../helpers/repository.ts";
import { contentsOf, expectYes, pointerOn, sharedFolder, sharedRepository, shop } from "../helpers/shop.ts";
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
  let [reading, writing]: readonly Runner[] = [];
  beforeAll(async () => {
    [reading, writing] = [await runner({ installed: true }), await runner()];
  });

  test("who runs the tasks writes nothing, and who writes runs nothing of the repository", async () => {
    const first = await checkout();
    const ran = await reading?.run(first, await job("evidence", "run"), "Run the golden tasks");
    expect(ran).toMatchObject({ exit: 0 });
    await expect(remote.git("rev-parse", "--verify", branch)).rejects.toThrow();

    const second = await checkout();
    await rm(join(second, "agent.mjs"));
    const results = join(reading?.temp ?? "", "part.jsonl");
    const temp = writing?.temp ?? "";
    const { mkdir, copyFile } = await import("node:fs/promises");
    await mkdir(join(temp, "results"));
    await copyFile(results, join(temp, "results/part.jsonl"));
    expect(await writing?.run(second, await job("evidence", "save"), "Check and save")).toMatchObject({ exit: 0 });

    const stored = await remote.git("ls-tree", "-r", "--name-only", branch);
    expect(stored.split("\n").filter((path) => path.startsWith("evidence/"))).toHaveLength(1);
    expect(await remote.git("log", "-1", "--format=%an <%ae>", branch)).toBe(
      "github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>",
    );
  });
});
