import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder, temporaryRepository } from "../helpers/repository.ts";
import { contentsOf, expectExit, expectYes, sharedRepository, shop } from "../helpers/shop.ts";
import { jobIn, readWorkflow, type Workflow } from "../helpers/workflows.ts";

const paths = ["analyze", "comment", "evidence", "gate", "publish"].map(
  (name) => `.github/workflows/promptctl-${name}.yml`,
);

async function workflowIn(folder: string, name: string): Promise<Workflow> {
  return readWorkflow(await readFile(join(folder, `.github/workflows/promptctl-${name}.yml`), "utf8"));
}

describe("init --github, in a folder of a repository with names of its own", () => {
  let top: string;
  beforeAll(async () => {
    const config = "release: { branch: releases/agents, default_branch: trunk }\n";
    const files = shop({ names: ["support", "billing"], config });
    const placed = Object.fromEntries(Object.entries(files).map(([path, text]) => [`our agents/${path}`, text]));
    ({ folder: top } = await sharedRepository({ ...placed, ".github/workflows/promptctl-publish.yml": "mine\n" }));
  });

  test("writes at the top, and leaves what is there", async () => {
    const before = await contentsOf(top);
    const { data, verdict } = await expectYes(join(top, "our agents"), "init", "--github");
    const kept = paths.filter((path) => path.endsWith("publish.yml"));
    expect(data).toEqual({ files: paths.filter((path) => !kept.includes(path)), kept });
    expect(verdict).toBe("4 workflows written; next: read them, commit, push");
    const after = await contentsOf(top);
    expect(after).toMatchObject(before);
    expect((await expectYes(top, "init", "--github")).data).toEqual({ files: [], kept: paths });
    expect(await contentsOf(top)).toEqual(after);
  });

  test("knows branches, folder, contracts and version", async () => {
    const { version } = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8"));
    const [gate, evidence, analyze] = [
      await workflowIn(top, "gate"),
      await workflowIn(top, "evidence"),
      await workflowIn(top, "analyze"),
    ];
    expect(evidence.on["push"]).toEqual({ branches: ["trunk"] });
    expect(jobIn(gate, "gate")).toMatchObject({
      defaults: { run: { "working-directory": "our agents" } },
      env: { PROMPTCTL: version },
    });
    expect(jobIn(evidence, "save").env).toEqual({ PROMPTCTL: version, FOLDER: "our agents" });
    expect(jobIn(analyze, "analyze").strategy?.matrix).toEqual({ contract: ["billing", "support"] });
  });
});

test("before the first commit the branch is the one that is begun, and the release branch the usual one", async () => {
  const { folder } = await temporaryRepository({}, { branch: "begun" });
  await expectYes(folder, "init", "--github");
  expect((await workflowIn(folder, "evidence")).on["push"]).toEqual({ branches: ["begun"] });
  const publish = await workflowIn(folder, "publish");
  expect(publish.on["push"]).toEqual({ branches: ["promptctl/releases"] });
  expect(jobIn(publish, "publish").steps?.[0]?.with).toMatchObject({ ref: "begun" });
});

test("without a repository there is nothing to write them for, and they are not attacks", async () => {
  const folder = await temporaryFolder();
  expect((await expectExit(2, folder, "init", "--github")).failure?.code).toBe("NO_REPOSITORY");
  expect((await expectExit(2, folder, "init", "--github", "--security")).failure?.code).toBe("USAGE");
  expect((await expectExit(2, folder, "init", "--github", "--contract", "support")).failure?.code).toBe("USAGE");
});
