import { rm } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { check } from "../../src/commands/check.ts";
import { gate } from "../../src/commands/gate.ts";
import type { JsonObject } from "../../src/core/json.ts";
import type { Report } from "../../src/report/report.ts";
import { sayMarkdown } from "../../src/report/formats/markdown.ts";
import { isThere } from "../../src/world/files.ts";
import type { Repository } from "../helpers/repository.ts";
import { copyOf, openLabels, policyOf, sharedRepository, shop } from "../helpers/shop.ts";
import { inCi, worldAt } from "../helpers/world.ts";

const ask: Parameters<typeof gate>[0] = {
  base: null,
  github: false,
  comment: null,
  relay: null,
  failOn: null,
  trustLabel: null,
  live: false,
  sameRunner: false,
  jobs: null,
  maxSpendUsd: null,
};

let origin: Repository;
beforeAll(async () => {
  origin = await sharedRepository(shop());
});

/** A change that is on no branch yet: the base is the commit before it. */
async function changed(files: Readonly<Record<string, string>>): Promise<Repository> {
  const repository = await copyOf(origin);
  await repository.git("checkout", "--quiet", "-b", "change");
  await repository.write(files);
  return repository;
}

async function gated({ folder }: Repository, part: Partial<typeof ask> = {}, env = {}): Promise<Report> {
  return gate({ ...ask, base: "main", ...part }, worldAt(folder, env));
}

const parts = ({ data }: Report): JsonObject =>
  Object.fromEntries((data["parts"] as JsonObject[]).map(({ name, answer }) => [String(name), answer ?? null]));

const kind = { [policyOf()]: "Be kind and brief.\n" };
const rude = { [policyOf()]: "Be brief.\n" };
const renamed = {
  "prompts/support/contract.yaml": String(shop()["prompts/support/contract.yaml"]).replace("get_order", "find_order"),
};

describe("one verdict", () => {
  test.each<[string, Readonly<Record<string, string>>, Report["answer"], JsonObject]>([
    ["nothing that matters", { "README.md": "Hello" }, "yes", {}],
    ["another text that keeps its tasks", kind, "yes", { check: "yes", diff: "yes", "golden tasks": "yes" }],
    ["a text that fails a task", rude, "no", { check: "yes", diff: "yes", "golden tasks": "no" }],
    ["a change that breaks", renamed, "no", { check: "yes", diff: "no", "golden tasks": "yes" }],
    [
      "a file that is wrong",
      { "prompts/support/contract.yaml": "contract: support\nmodel: none\n" },
      "no",
      { check: "no", diff: "no", "golden tasks": "unknown" },
    ],
    ["settings that are wrong", { "promptctl.yaml": "runner: 5\n" }, "no", { check: "no", "golden tasks": "unknown" }],
    [
      "a golden task alone",
      {
        "goldens/support/kind.yaml":
          "contract: support\ntasks: [{ id: kind, input: Hi, expect: { output: [{ contains: rude }] } }]\n",
      },
      "no",
      { check: "yes", "golden tasks": "no" },
    ],
  ])("%s", async (_what, files, answer, said) => {
    const report = await gated(await changed(files));
    expect(report.answer).toBe(answer);
    expect(parts(report)).toMatchObject(said);
  });

  test("what nobody changed is said, and nothing is asked", async () => {
    const report = await gated(await changed({ "README.md": "Hello" }));
    expect(report.verdict).toMatch(/^no contract, golden task or policy changed since/);
    expect(sayMarkdown(report)).toMatch(/^<!-- promptctl gate: \. -->\n\n## promptctl gate: no contract change\n/);
  });

  test.each<[string, Readonly<Record<string, string>>, Report["answer"], string]>([
    ["the agent's program alone", { "agent.mjs": "console.log('{}')\n" }, "unknown", "golden tasks"],
    [
      "golden tasks that are looked for elsewhere",
      { "promptctl.yaml": `goldens: none/**/*.yaml\nrunner: { command: [node, agent.mjs] }\n${openLabels}` },
      "no",
      "golden tasks",
    ],
    [
      "contracts that are looked for elsewhere",
      { "promptctl.yaml": `contracts: none/*/contract.yaml\nrunner: { command: [node, agent.mjs] }\n${openLabels}` },
      "no",
      "check",
    ],
  ])("%s is not waved through", async (_what, files, answer, part) => {
    const report = await gated(await changed(files));
    expect(report.answer).toBe(answer);
    expect(parts(report)).toMatchObject({ [part]: answer });
    expect(report.data["policy"]).toEqual(Object.keys(files).filter((name) => name === "promptctl.yaml"));
  });

  test("a program that does the same is asked, and no news", async () => {
    const report = await gated(await changed({ "agent.mjs": `${String(shop()["agent.mjs"])}// better\n` }));
    expect(report).toMatchObject({ answer: "yes", data: { changed: false } });
    expect(parts(report)).toEqual({ "golden tasks": "yes" });
  });

  test("a recording that is another one is asked", async () => {
    const report = await gated(await changed({ "goldens/support/recordings/kind.json": "{}\n" }));
    expect(report.data["parts"]).toMatchObject([{ name: "golden tasks", data: { passed: 1 } }]);
  });

  test.each(["goldens", "prompts"])("whoever takes all %s away is refused, and told why", async (folder) => {
    const repository = await changed({});
    await rm(join(repository.folder, folder), { recursive: true });
    const report = await gated(repository);
    expect(report.answer).toBe("no");
    expect(parts(report)).toHaveProperty("diff");
  });

  test("which changes are refused is the team's to say", async () => {
    const repository = await changed(renamed);
    expect((await gated(repository, { failOn: "never" })).answer).toBe("yes");
    await expect(gated(repository, { failOn: "sometimes" })).rejects.toThrow(/--fail-on takes/);
  });

  test("a model that nobody recorded is not known, and never a no", async () => {
    const report = await gated(await changed({ ...kind, "promptctl.yaml": `runner: { model: {} }\n${openLabels}` }));
    expect(report.answer).toBe("unknown");
    expect(parts(report)).toMatchObject({ check: "yes", diff: "yes", "golden tasks": "unknown" });
  });

  test("the worst part comes first, in the verdict and in the comment", async () => {
    const report = await gated(await changed({ ...rude, ...renamed }));
    expect(report.verdict).toMatch(/^diff: .*; golden tasks: /);
    expect(sayMarkdown(report)).toMatch(/- ❌ diff: .*\n- ❌ golden tasks: .*\n- ✅ check: /);
  });
});

describe("who asks for a change does not weigh it", () => {
  const minds = `${openLabels}severities: { TOOL_RENAMED: safe, PROMPT_DANGLING_TOOL: safe }\n`;

  test("severities are those of the base, and to change them is said first", async () => {
    const runner = "runner: { command: [node, agent.mjs] }\n";
    const report = await gated(await changed({ ...renamed, "promptctl.yaml": `${runner}${minds}` }));
    expect(report).toMatchObject({ answer: "no", data: { policy: ["promptctl.yaml"] } });
    expect(sayMarkdown(report)).toMatch(/⚠️ This change alters what changes are judged by: promptctl\.yaml/);
  });

  test("what it waives of its own stands first", async () => {
    const repository = await changed(renamed);
    await repository.write({ ".promptctl-waivers.yaml": await waiversFor(repository) });
    const report = await gated(repository);
    expect(report.answer).toBe("yes");
    expect(report.data["waivers"]).toMatchObject([{ rule: "TOOL_RENAMED", reason: "nobody calls it" }]);
    expect(sayMarkdown(report)).toMatch(/⚠️ This change waives findings of its own:\n\n- TOOL\\_RENAMED/);
  });
});

test("a waiver that is given a longer life, and one of what check finds, are of the change that does it", async () => {
  const repository = await changed(renamed);
  const long = await waiversFor(repository);
  const short = long.replaceAll("2026-12-31", "2026-11-30");
  await repository.git("checkout", "--quiet", "main", "--", ".");
  await repository.write({ ".promptctl-waivers.yaml": short });
  await repository.git("add", ".promptctl-waivers.yaml");
  await repository.git("commit", "--quiet", "-m", "Waive before");
  await repository.write(renamed);
  const waived = async (text: string) => {
    await repository.write({ ".promptctl-waivers.yaml": text });
    return (await gated(repository, { base: "HEAD" })).data["waivers"];
  };
  expect(await waived(short)).toEqual([]);
  expect(await waived(long)).toMatchObject([{ rule: "TOOL_RENAMED" }]);
  const checked = await check({ contract: [], strict: false, waivers: false }, worldAt(repository.folder));
  const [found] = checked.data["findings"] as unknown as readonly Found[];
  const { rule, fingerprint } = { rule: "", fingerprint: "", ...found };
  const added = `- { fingerprint: "${fingerprint}", rule: ${rule}, reason: later, expires: 2026-12-31 }\n`;
  expect(await waived(short + added)).toMatchObject([{ rule, reason: "later" }]);
});

interface Found {
  readonly rule: string;
  readonly fingerprint: string;
  readonly severity: Readonly<Record<string, string>>;
}

/** What a person would put into the file to live with all that breaks. */
async function waiversFor(repository: Repository): Promise<string> {
  const { data } = await gated(repository);
  const all = data["parts"] as unknown as readonly {
    readonly name: string;
    readonly data: { readonly contracts?: readonly { readonly findings: readonly Found[] }[] };
  }[];
  return all
    .filter(({ name }) => name === "diff")
    .flatMap((part) => part.data.contracts ?? [])
    .flatMap(({ findings }) => findings)
    .filter(({ severity }) => Object.values(severity).includes("breaking"))
    .map(
      ({ rule, fingerprint }) =>
        `- { fingerprint: "${fingerprint}", rule: ${rule}, reason: nobody calls it, expires: 2026-12-31 }\n`,
    )
    .join("");
}

describe("where the base has its promptctl.yaml is where its change is judged", () => {
  let nested: Repository;
  beforeAll(async () => {
    nested = await sharedRepository(
      Object.fromEntries(Object.entries(shop()).map(([path, text]) => [`sub/${path}`, text])),
    );
  });
  const ruder = { [`sub/${policyOf()}`]: "Be brief.\n" };

  test("also where the change takes it away", async () => {
    const repository = await copyOf(nested);
    await repository.write(ruder);
    await rm(join(repository.folder, "sub/promptctl.yaml"));
    const report = await gated({ ...repository, folder: join(repository.folder, "sub") });
    expect(report.answer).toBe("no");
    expect(report.verdict).toMatch(/^check: sub\/promptctl\.yaml is gone/);
  });

  test("also where the change adds one nearer by", async () => {
    const repository = await copyOf(nested);
    await repository.write({ ...ruder, "sub/prompts/promptctl.yaml": "labels: { prod: {} }\n" });
    const report = await gated({ ...repository, folder: join(repository.folder, "sub/prompts") });
    expect(parts(report)).toMatchObject({ diff: "yes", "golden tasks": "no" });
  });
});

describe("a fork", () => {
  async function event(repository: Repository, payload: JsonObject): Promise<ReturnType<typeof inCi>> {
    const change = {
      head: { sha: "1".repeat(40), repo: { full_name: "mallory/agents" } },
      base: { repo: { full_name: "acme/agents" } },
    };
    await repository.write({ "event.json": JSON.stringify({ pull_request: change, ...payload }) });
    return inCi({ CI: "", GITHUB_EVENT_PATH: join(repository.folder, "event.json") });
  }
  const evil = { ...kind, "agent.mjs": `import { writeFileSync } from "node:fs"; writeFileSync("owned", "");` };

  test.each<[string, JsonObject]>([
    ["opened", { action: "opened" }],
    ["pushed to, after somebody had added the label", { action: "synchronize", label: { name: "promptctl:run" } }],
    ["with another label", { action: "labeled", label: { name: "bug" } }],
    [
      "of a repository that is gone",
      { action: "opened", pull_request: { head: { repo: null }, base: { repo: { full_name: "a/b" } } } },
    ],
  ])("%s: it is read, and nothing of it is run", async (_what, payload) => {
    const repository = await changed(evil);
    const report = await gated(repository, {}, await event(repository, payload));
    expect(report.answer).toBe("unknown");
    expect(report.verdict).toMatch(/^golden tasks: not run: this comes from a fork .*adds the label promptctl:run$/);
    expect(parts(report)).toEqual({ check: "yes", diff: "yes", "golden tasks": "unknown" });
    expect(await isThere(join(repository.folder, "owned"))).toBe(false);
  });

  test("its program alone is not run either, and other globs do not make its recordings proof", async () => {
    const { "agent.mjs": program } = evil;
    const alone = await changed({ "agent.mjs": program });
    expect((await gated(alone, {}, await event(alone, { action: "opened" }))).answer).toBe("unknown");
    expect(await isThere(join(alone.folder, "owned"))).toBe(false);
    const globs = `contracts: prompts/**/contract.yaml\nrunner: { command: [node, agent.mjs] }\n${openLabels}`;
    const recorded = await changed({ "promptctl.yaml": globs, "goldens/support/recordings/kind.json": "{}\n" });
    const labelled = await event(recorded, { action: "labeled", label: { name: "promptctl:run" } });
    expect((await gated(recorded, {}, labelled)).verdict).toMatch(/recordings of its own/);
  });

  test.each<[string, JsonObject]>([
    ["a comment", { pull_request: null, issue: { pull_request: { url: "https://api.github.com/" } } }],
    [
      "the end of its run",
      {
        pull_request: null,
        workflow_run: { head_repository: { full_name: "mallory/agents" } },
        repository: { full_name: "acme/agents" },
      },
    ],
  ])("that %s brings is data as well", async (_what, payload) => {
    const repository = await changed(evil);
    expect((await gated(repository, {}, await event(repository, payload))).answer).toBe("unknown");
    expect(await isThere(join(repository.folder, "owned"))).toBe(false);
  });

  test("an event that cannot be read is nobody's whom we know", async () => {
    const repository = await changed({ ...evil, "event.json": "{" });
    const env = { GITHUB_EVENT_NAME: "pull_request", GITHUB_EVENT_PATH: join(repository.folder, "event.json") };
    expect((await gated(repository, {}, inCi({ CI: "", ...env }))).answer).toBe("unknown");
    expect(await isThere(join(repository.folder, "owned"))).toBe(false);
  });

  test("a maintainer's label lets the run that it starts run", async () => {
    const repository = await changed(kind);
    const labelled = await event(repository, { action: "labeled", label: { name: "promptctl:run" } });
    expect((await gated(repository, {}, labelled)).answer).toBe("yes");
    const other = await event(repository, { action: "labeled", label: { name: "ok to test" } });
    expect((await gated(repository, { trustLabel: "ok to test" }, other)).answer).toBe("yes");
  });

  test("its waivers are data too, until somebody says otherwise", async () => {
    const repository = await changed(renamed);
    await repository.write({ ".promptctl-waivers.yaml": await waiversFor(repository) });
    expect((await gated(repository, {}, await event(repository, { action: "opened" }))).answer).toBe("no");
    const labelled = await event(repository, { action: "labeled", label: { name: "promptctl:run" } });
    expect((await gated(repository, {}, labelled)).answer).toBe("yes");
  });

  test("recordings that it brings prove nothing", async () => {
    const repository = await changed({ ...kind, "goldens/support/recordings/kind.json": "{}\n" });
    const labelled = await event(repository, { action: "labeled", label: { name: "promptctl:run" } });
    const report = await gated(repository, {}, labelled);
    expect(report.answer).toBe("unknown");
    expect(report.verdict).toMatch(/recordings of its own/);
  });

  test("with secrets and the change checked out, nothing is done at all", async () => {
    const repository = await changed(kind);
    const head = await repository.commit("Kind");
    const change = {
      head: { sha: head, repo: { full_name: "mallory/agents" } },
      base: { repo: { full_name: "acme/agents" } },
    };
    const { env } = await event(repository, { action: "opened", pull_request: change });
    // Whatever was pushed since the event.
    await repository.write({ "README.md": "More" });
    const tip = await repository.commit("More");
    const target = { env: { ...env, GITHUB_EVENT_NAME: "pull_request_target", GITHUB_SHA: "2".repeat(40) } };
    await expect(gated(repository, {}, target)).rejects.toMatchObject({
      code: "USAGE",
      message: /pull_request_target/,
    });
    const base = { env: { ...target.env, GITHUB_SHA: tip } };
    await expect(gated(repository, {}, base)).resolves.toBeDefined();
  });

  test("a branch of the repository itself is nobody else's", async () => {
    const repository = await changed(kind);
    const own = {
      head: { sha: "1", repo: { full_name: "acme/agents" } },
      base: { repo: { full_name: "acme/agents" } },
    };
    expect((await gated(repository, {}, await event(repository, { pull_request: own }))).answer).toBe("yes");
  });
});
