import { beforeAll, describe, test } from "vitest";
import type { Repository } from "../helpers/repository.ts";
import type { CliDocument } from "../helpers/cli.ts";
import {
  bundlesOf,
  commitWords,
  contentsOf,
  contract,
  copyOf,
  expectExit,
  expectYes,
  pointerOn,
  policyOf,
  sharedRelease,
  sharedRepository,
  shop,
} from "../helpers/shop.ts";

interface PlanData {
  readonly moves: readonly {
    readonly gates: readonly { readonly name: string; readonly state: string; readonly says: string }[];
  }[];
}

/** What stood in the way, by gate. */
function missing({ data }: CliDocument): Readonly<Record<string, string>> {
  const gates = (data as PlanData).moves.flatMap((move) => move.gates).filter(({ state }) => state === "missing");
  return Object.fromEntries(gates.map(({ name, says }) => [name, says]));
}

describe.concurrent("evidence", () => {
  const labels = "labels: { staging: {}, prod: { requires: [golden] } }\n";
  const goldens = "goldens/support/kind.yaml";
  let proved: Repository;
  beforeAll(async () => {
    proved = await sharedRepository(shop({ config: labels }));
    await expectYes(proved.folder, "test", "--save");
  });

  test("is asked for, and the gate says how to get it", async ({ expect }) => {
    const repository = await copyOf(proved);
    await commitWords(repository, "Be kind and brief.");
    const before = await contentsOf(repository.folder);
    const refused = await expectExit(1, repository.folder, "promote", "prod", "--yes");
    expect(missing(refused)).toEqual({ golden: "no golden evidence for this bundle and the golden tasks of today" });
    expect(JSON.stringify(refused.data)).toContain("promptctl test --contract support --save");
    expect(await contentsOf(repository.folder)).toEqual(before);
  });

  test("opens the gate for the bundle it is about; saved again, it is one", async ({ expect }) => {
    const { folder, git } = await copyOf(proved);
    const tip = await git("rev-parse", "promptctl/releases");
    await expectYes(folder, "test", "--save");
    expect(await git("rev-parse", "promptctl/releases")).toBe(tip);
    expect(missing(await expectYes(folder, "promote", "prod", "--yes"))).toEqual({});
    // An auditor reads beside the move what was proved by then.
    expect((await expectYes(folder, "log")).data).toMatchObject({
      entries: [{ evidence: expect.stringMatching(/^golden [0-9a-f]{12} \(command\)$/) }],
    });
  });

  test("for the golden tasks of yesterday proves nothing today", async ({ expect }) => {
    const { folder, write, commit } = await copyOf(proved);
    await write({ [goldens]: (shop()[goldens] ?? "").replace("Hello", "Good day") });
    await commit();
    const refused = await expectExit(1, folder, "promote", "prod", "--yes");
    expect(Object.keys(missing(refused))).toEqual(["golden"]);
  });

  test("of failed tasks says which", async ({ expect }) => {
    const repository = await copyOf(proved);
    await commitWords(repository, "Be rude.");
    const failed = await expectExit(1, repository.folder, "test", "--save");
    expect(failed.data).toMatchObject({ failed: 1, evidence: [{ failed: ["kind"] }] });
    const refused = await expectExit(1, repository.folder, "promote", "prod", "--yes");
    expect(missing(refused)).toEqual({ golden: "the golden tasks failed: kind" });
  });

  test("is not enough for a commit that is not on the default branch", async ({ expect }) => {
    const repository = await copyOf(proved);
    await repository.git("switch", "--quiet", "--create", "feature");
    await commitWords(repository, "Be kind and brief.");
    await expectYes(repository.folder, "test", "--save");
    const refused = await expectExit(1, repository.folder, "promote", "prod", "--yes");
    expect(missing(refused).branch).toMatch(/^[0-9a-f]{7} is not on main$/);
    // A label that demands nothing takes it: that is what staging is for.
    await expectYes(repository.folder, "promote", "staging", "--to", "HEAD", "--yes");
  });

  test("what the default branch demands counts, not what the change would like", async ({ expect }) => {
    const repository = await copyOf(proved);
    await repository.git("switch", "--quiet", "--create", "feature");
    await repository.write({
      "promptctl.yaml": (shop({ config: labels })["promptctl.yaml"] ?? "").replace("requires: [golden]", ""),
    });
    await commitWords(repository, "Be kind and brief.");
    const refused = await expectExit(1, repository.folder, "promote", "prod", "--yes");
    expect(Object.keys(missing(refused)).toSorted()).toEqual(["branch", "golden"]);
  });
});

describe.concurrent("a change is weighed as the default branch weighs it", () => {
  const config = "labels: { prod: { max_severity: safe } }\n";
  let released: Repository;
  beforeAll(async () => {
    released = await sharedRelease(shop({ config }), ["prod"]);
  });

  test("by its severities", async () => {
    const { folder, write, commit } = await copyOf(released);
    await expectExit(1, folder, "promote", "prod", "--yes");
    await write({
      "promptctl.yaml": `${shop({ config })["promptctl.yaml"]}severities: { PROMPT_PERSONA_CHANGED: safe }\n`,
    });
    // What is not committed is no policy.
    await expectExit(1, folder, "promote", "prod", "--yes");
    await commit();
    await expectYes(folder, "promote", "prod", "--yes");
  });

  test("without what it lives with", async ({ expect }) => {
    const { folder, write, commit } = await copyOf(released);
    const { data } = await expectYes(folder, "diff", "prod");
    const [mark] = /(?<="fingerprint":\s*")[0-9a-f]{16}/.exec(JSON.stringify(data)) ?? [];
    const waiver = (expires: string): string =>
      `- { fingerprint: "${mark}", rule: PROMPT_PERSONA_CHANGED, reason: Looked at., expires: ${expires} }\n`;
    await write({ ".promptctl-waivers.yaml": waiver("2020-01-01") });
    await commit();
    await expectExit(1, folder, "promote", "prod", "--yes");
    await write({ ".promptctl-waivers.yaml": waiver("2999-01-01") });
    await commit();
    await expectYes(folder, "promote", "prod", "--yes");
    expect(mark).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe.concurrent("what is said stays in the log", () => {
  const config = "labels: { canary: { ramp: { of: prod, weight: 5 } }, prod: { max_severity: dangerous } }\n";
  let released: Repository;
  let second: string;
  beforeAll(async () => {
    released = await sharedRelease(shop({ config }), ["canary", "prod"]);
    second = (await bundlesOf(released.folder)).support ?? "";
  });

  test("a bundle that was taken back is not offered again, but by force", async ({ expect }) => {
    const repository = await copyOf(released);
    const { folder } = repository;
    await expectYes(folder, "promote", "prod", "--to", "HEAD", "--yes");
    await expectYes(folder, "rollback", "prod", "--reason", "complaints");
    for (const label of ["prod", "canary"]) {
      const refused = await expectExit(1, folder, "promote", label, "--to", "HEAD", "--yes");
      expect(missing(refused)["rolled back"]).toMatch(
        /^this bundle was taken back: Ada rolled prod back on [\d-]+: complaints$/,
      );
    }
    await expectYes(folder, "promote", "prod", "--to", "HEAD", "--yes", "--force", "it was\nthe weather");
    expect((await pointerOn(repository, "support/prod")).current).toBe(second);
    const log = await expectYes(folder, "log", "prod");
    expect(log.data).toMatchObject({
      entries: [
        { action: "promote", force: "it was the weather", after: { current: second } },
        { action: "rollback", force: null, reason: "complaints" },
        {},
        {},
      ],
    });
    expect((await expectYes(folder, "status")).data).toMatchObject({
      pointers: [{ forced: null }, { forced: "it was the weather" }],
    });
    // The word of force holds: the next canary of it needs none.
    await expectYes(folder, "promote", "canary", "--to", "HEAD", "--yes");
  });

  test("a breaking change passes when somebody answers for it; a reason that was not needed is not recorded", async ({
    expect,
  }) => {
    const repository = await copyOf(released);
    const { folder, write, commit, git } = repository;
    await write({
      "prompts/support/contract.yaml": contract("support", { tools: "find_parcel" }),
      [policyOf()]: "Be kind.\n",
    });
    await commit("Replace the tool");
    const refused = await expectExit(1, folder, "promote", "prod", "--to", "HEAD", "--yes");
    expect(missing(refused)).toEqual({ severity: "the change is breaking, and prod takes dangerous at most" });
    await expectExit(1, folder, "promote", "prod", "--to", "HEAD", "--yes", "--force", "please");
    await expectYes(
      folder,
      "promote",
      "prod",
      "--to",
      "HEAD",
      "--yes",
      "--allow-breaking",
      "nobody is in flight",
      "--force",
      "not needed",
    );
    const trailers = await git("log", "-1", "--format=%(trailers)", "promptctl/releases");
    expect(trailers).toContain("Promptctl-Allow-Breaking: nobody is in flight");
    expect(trailers).toContain("Promptctl-Severity: breaking");
    expect(trailers).not.toContain("Promptctl-Force");
    expect((await expectYes(folder, "log", "prod", "--max", "1")).data).toMatchObject({
      entries: [{ allowBreaking: "nobody is in flight", severity: "breaking", force: null }],
    });
  });
});

describe.concurrent("a release is built from a commit", () => {
  let released: Repository;
  beforeAll(async () => {
    released = await sharedRelease(shop(), ["staging"]);
  });

  for (const hidden of [false, true]) {
    test(`a changed file is named and nothing moves${hidden ? ", also where git was told to look away" : ""}`, async ({
      expect,
    }) => {
      const { folder, git, write } = await copyOf(released);
      if (hidden) await git("update-index", "--assume-unchanged", policyOf());
      await write({ [policyOf()]: "Be kind, but not committed.\n" });
      if (hidden) expect(await git("status", "--porcelain", "--untracked-files=no")).toBe("");
      const before = await contentsOf(folder);
      const refused = await expectExit(2, folder, "promote", "staging", "--yes");
      expect(refused.failure).toMatchObject({
        code: "UNCOMMITTED",
        hint: expect.stringContaining("commit them, or name one with --to"),
      });
      expect(refused.verdict).toContain(policyOf());
      expect(await contentsOf(folder)).toEqual(before);
    });
  }

  test("files that are no part of it may be dirty", async ({ expect }) => {
    const repository = await copyOf(released);
    await repository.write({
      "notes.txt": "untracked\n",
      "agent.mjs": "changed\n",
      "prompts/draft/policy.md": "not yet\n",
    });
    await repository.git("add", "notes.txt");
    await expectYes(repository.folder, "promote", "staging", "--yes");
    expect((await pointerOn(repository, "support/staging")).serial).toBe(2);
  });
});
