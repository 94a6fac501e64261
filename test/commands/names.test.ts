import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { promptctl } from "../helpers/cli.ts";
import { cloneOf, type Repository } from "../helpers/repository.ts";
import { commitWords, copyOf, expectExit, expectYes, sharedRepository, shop } from "../helpers/shop.ts";

/** Three bundles of `support`, one after the other, on staging; the first two are named by no pointer in the end. */
let released: Repository;
const digests: string[] = [];
beforeAll(async () => {
  released = await sharedRepository(shop());
  for (const words of ["Be kind.", "Be kind and brief.", "Be kind, brief and exact."]) {
    if (digests.length > 0) await commitWords(released, words);
    const { data } = (await expectYes(released.folder, "promote", "staging", "--yes")) as {
      data: { moves: { to: string }[] };
    };
    digests.push(data.moves[0]?.to ?? "");
  }
});

describe("a released bundle is known by its digest, also when no label serves it", () => {
  test("to show, by digest and by prompt id", async () => {
    const [first = ""] = digests;
    for (const name of [first, `support@${first.slice(7, 19)}`]) {
      expect(await expectYes(released.folder, "show", name)).toMatchObject({ data: { digest: first } });
    }
  });

  test("to diff", async () => {
    const [first = ""] = digests;
    const { data } = await expectYes(released.folder, "diff", first, "HEAD");
    expect(data).toMatchObject({ contracts: [{ findings: [{ rule: "PROMPT_PERSONA_CHANGED" }] }] });
  });

  test("and not by somebody else's name", async () => {
    await expectExit(2, released.folder, "show", `other@${(digests[0] ?? "").slice(7, 19)}`);
  });

  test("every one of them is in the published folder of whoever moves a label", async () => {
    const clone = await cloneOf(released.folder);
    await clone.git("fetch", "--quiet", "origin", "promptctl/releases:promptctl/releases");
    await clone.git("remote", "remove", "origin");
    await expectYes(clone.folder, "rollback", "staging");
    const there = await clone.git("ls-files", "--others", ".promptctl/live/bundles");
    for (const digest of digests) expect(there).toContain(digest.slice(7));
  });
});

test("log --max counts the moves of the label that was asked for", async () => {
  const { folder } = await copyOf(released);
  await expectYes(folder, "promote", "canary", "--yes");
  const { data } = (await expectYes(folder, "log", "staging", "--max", "2")) as { data: { entries: unknown[] } };
  expect(data.entries).toHaveLength(2);
});

test("a canary taken back to a named bundle ends its ramp", async () => {
  const { folder } = await copyOf(released);
  const [first = ""] = digests;
  await expectYes(folder, "promote", "prod", "--to", first, "--yes");
  await expectYes(folder, "promote", "canary", "--weight", "50", "--yes");
  await expectYes(folder, "rollback", "canary", "--to", first);
  const { data } = (await expectYes(folder, "status")) as { data: { pointers: { pointer: object }[] } };
  const prod = data.pointers
    .map(({ pointer }) => pointer)
    .find((pointer) => "label" in pointer && pointer.label === "prod");
  expect(prod).toMatchObject({ current: first, ramp: null });
});

describe("a label is moved where its promptctl.yaml is", () => {
  test("and not from above it", async () => {
    const { folder, git } = await copyOf(released);
    await git("mv", "promptctl.yaml", "prompts/promptctl.yaml");
    await git("commit", "--quiet", "-m", "elsewhere");
    const { failure } = await expectExit(2, folder, "rollback", "staging");
    expect(failure).toMatchObject({ code: "WRONG_FOLDER", hint: expect.stringContaining("--cwd prompts") });
  });

  test("and a place that did not hear of it is said to be behind", async () => {
    const { folder } = await copyOf(released);
    const live = join(folder, ".promptctl/live/labels/support/staging.json");
    const before = await readFile(live);
    await expectYes(folder, "rollback", "staging");
    await rm(live);
    await writeFile(live, before);
    const { stdout } = await promptctl(folder, "status");
    expect(stdout).toContain(".promptctl/live is behind");
  });
});

test("a golden file that cannot be read does not make the golden set smaller", async () => {
  const repository = await sharedRepository(shop({ config: "labels: { staging: { requires: [golden] } }\n" }));
  await expectYes(repository.folder, "test", "--save");
  await repository.write({ "goldens/support/more.yaml": "contract: support\ntaskz: []\n" });
  await repository.commit("a typing error");
  const { failure } = await expectExit(2, repository.folder, "promote", "staging", "--yes");
  expect(failure).toMatchObject({ code: "INVALID_FILES" });
});

test("what an unmerged commit put on another label does not get past the branch by its digest", async () => {
  const config = "labels: { staging: {}, prod: { requires: [golden] } }\nrelease: { default_branch: main }\n";
  const repository = await sharedRepository(shop({ config }));
  await repository.git("switch", "--quiet", "-c", "work");
  await commitWords(repository, "Be kind, and not merged.");
  await expectYes(repository.folder, "test", "--save");
  const { data } = (await expectYes(repository.folder, "promote", "staging", "--yes")) as {
    data: { moves: { to: string }[] };
  };
  await repository.git("switch", "--quiet", "main");
  await expectYes(repository.folder, "promote", "staging", "--yes");
  const refused = await expectExit(1, repository.folder, "promote", "prod", "--to", data.moves[0]?.to ?? "", "--yes");
  expect(refused.verdict).toContain("is not on main");
});
