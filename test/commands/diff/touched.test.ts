import { access, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Repository } from "../../helpers/repository.ts";
import { reviewIn, rulesIn } from "../../helpers/review.ts";
import { contract, copyOf, sharedRepository, shop } from "../../helpers/shop.ts";
import { worldAt } from "../../helpers/world.ts";

const path = (name: string): string => `prompts/${name}/contract.yaml`;
const takingIn = (name: string, system: string): string =>
  contract(name).replace("system: { file: ./policy.md }", `system: ${system}`);

/** One shared text, taken in by five contracts in the ways in which YAML can say it, and by one not at all. */
let prepared: Repository;
beforeAll(async () => {
  const names = ["plain", "flow", "nested", "later", "escaped", "apart"];
  prepared = await sharedRepository({
    ...shop({ names }),
    "shared/tone.md": "Be kind.\n",
    "shared/tools/find.yaml": "name: find\ndescription: Find it.\neffect: read\ninput: { file: ./find.input.yaml }\n",
    "shared/tools/find.input.yaml": "type: object\n",
    [path("plain")]: takingIn("plain", "\n  file: ../../shared/tone.md # for all"),
    [path("flow")]: takingIn("flow", '[{ literal: true, "file": "../plain/../../shared/tone.md" }]'),
    [path("later")]: takingIn("later", "\n  file:\n    ../../shared/tone.md"),
    [path("escaped")]: takingIn("escaped", String.raw`{ "f\x69le": "../../shared/t\x6Fne.md" }`),
    [path("nested")]: contract("nested").replace(/tools: \[.*\]/, "tools: [{ file: ../../shared/tools/find.yaml }]"),
  });
});

/** What somebody likes to see in a terminal is not what a program wants to read. */
const settings = [
  ["grep.lineNumber", "true"],
  ["grep.column", "true"],
  ["grep.patternType", "fixed"],
  ["color.grep", "always"],
  ["color.diff", "always"],
  ["diff.external", "false"],
  ["diff.noprefix", "true"],
  ["diff.renames", "copies"],
  ["diff.relative", "true"],
] as const;

const changed = async (repository: Repository, base = "HEAD", head: string | null = null): Promise<readonly string[]> =>
  (await reviewIn(worldAt(repository.folder), { base, head })).contracts.map(({ contract: name }) => name);

describe("everything that may differ is compared", () => {
  test("a shared text reaches each contract that takes it in, however that is written", async () => {
    const copy = await copyOf(prepared);
    await copy.write({ "shared/tone.md": "Be brief.\n" });
    for (const [key, value] of settings) await copy.git("config", key, value);
    const review = await reviewIn(worldAt(copy.folder), { base: "HEAD" });
    expect(review.contracts.map(({ contract: name }) => name)).toEqual(["escaped", "flow", "later", "plain"]);
    expect(review.fragments).toEqual([{ file: "shared/tone.md", contracts: ["escaped", "flow", "later", "plain"] }]);
    const before = await copy.git("rev-parse", "HEAD");
    expect(await changed(copy, before, await copy.commit())).toEqual(["escaped", "flow", "later", "plain"]);
  });

  test("attributes of the repository hide nothing", async () => {
    const copy = await copyOf(prepared);
    await copy.write({ ".gitattributes": "* binary\n", "shared/tone.md": "Be brief.\n" });
    expect(await changed(copy)).toEqual(["escaped", "flow", "later", "plain"]);
    await copy.commit();
    expect(await changed(copy, "HEAD~1", "HEAD")).toEqual(["escaped", "flow", "later", "plain"]);
  });

  test.each(["to#ne.md", "to,ne.md", "to}ne.md", "to ne.md"])(
    "a name that means something to YAML: %s",
    async (name) => {
      const copy = await copyOf(prepared);
      const written = name === "to ne.md" ? "../../shared/to\n      ne.md" : `../../shared/${name}`;
      await copy.write({
        [path("apart")]: takingIn("apart", `\n  - file: ${written}`),
        [`shared/${name}`]: "Be kind.\n",
      });
      await copy.commit();
      await copy.write({ [`shared/${name}`]: "Be brief.\n" });
      expect(await changed(copy)).toEqual(["apart"]);
      await copy.commit();
      expect(await changed(copy, "HEAD~1", "HEAD")).toEqual(["apart"]);
    },
  );

  test("a fragment of a fragment", async () => {
    const copy = await copyOf(prepared);
    await copy.write({ "shared/tools/find.input.yaml": "type: object\nproperties: { id: { type: string } }\n" });
    expect(await changed(copy)).toEqual(["nested"]);
    await copy.commit();
    expect(await changed(copy, "HEAD~1", "HEAD")).toEqual(["nested"]);
  });

  test.each([
    '{ "file"\n  : ../../shared/tone.md }',
    '{ "file"\n  :../../shared/tone.md }',
    "\n  ?\n    file\n  : ../../shared/tone.md",
    "\n  ? >-\n    file\n  : ../../shared/tone.md",
    "{ file: ../../shared/tone.md } # \u00ff",
  ])("a key that is not in the line of its colon, a letter: %j", async (system) => {
    const copy = await copyOf(prepared);
    const text = takingIn("apart", system);
    await copy.write({ [path("apart")]: text });
    // The last one is in no encoding that anybody reads.
    if (text.includes("\u00ff")) await writeFile(join(copy.folder, path("apart")), Buffer.from(text, "latin1"));
    await copy.commit();
    await copy.write({ "shared/tone.md": "Be brief.\n" });
    const { contracts, unreadable } = await reviewIn(worldAt(copy.folder), { base: "HEAD" });
    expect([...contracts.map(({ contract: name }) => name), ...unreadable]).toContain("apart");
    await copy.commit();
    const sides = { base: "HEAD~1", head: "HEAD" };
    const committed = await reviewIn(worldAt(copy.folder), sides);
    expect([...committed.contracts.map(({ contract: name }) => name), ...committed.unreadable]).toContain("apart");
  });

  test("any number of lines that may name a file", async () => {
    const copy = await copyOf(prepared);
    await copy.write({ "prompts/apart/policy.md": "file\n".repeat(130_000) });
    await copy.commit();
    await copy.write({ "shared/tone.md": "Be brief.\n" });
    expect(await changed(copy)).toContain("plain");
  });

  test("a fragment whose own reference only YAML understands, in lines that end as they did on an old Macintosh", async () => {
    const copy = await copyOf(prepared);
    await copy.write({
      "shared/tools/find.yaml": "name: find\reffect: read\rinput:\r  file:\r    ./find.input.yaml\r",
    });
    await copy.commit();
    await copy.write({ "shared/tools/find.input.yaml": "type: object\nproperties: { id: { type: string } }\n" });
    expect(await changed(copy)).toEqual(["nested"]);
  });

  test("a file that git does not know yet, one that is staged, one that is said never to change; an ignored one is not", async () => {
    const copy = await copyOf(prepared);
    await copy.git("update-index", "--assume-unchanged", "prompts/apart/policy.md");
    await copy.git("update-index", "--skip-worktree", "prompts/plain/contract.yaml");
    await copy.write({
      "prompts/apart/policy.md": "Be brave.\n",
      [path("plain")]: takingIn("plain", "Be brave."),
      [path("fresh")]: contract("fresh"),
      "prompts/fresh/policy.md": "Be kind.\n",
      [path("staged")]: contract("staged"),
      "prompts/staged/policy.md": "Be kind.\n",
      [path("ignored")]: contract("ignored"),
      "prompts/ignored/policy.md": "Be kind.\n",
      ".gitignore": "ignored/\n",
    });
    await copy.git("add", "prompts/staged");
    expect(await changed(copy)).toEqual(["apart", "fresh", "plain", "staged"]);
  });

  test("a contract that is gone, one that is called otherwise, a link in the place of a file", async () => {
    const copy = await copyOf(prepared);
    await copy.git("rm", "--quiet", "-r", "prompts/plain");
    await copy.git("mv", "prompts/apart", "prompts/aside");
    await copy.git("mv", "goldens/apart", "goldens/aside");
    const tasks = await copy.git("show", "HEAD:goldens/apart/kind.yaml");
    await copy.write({
      [path("aside")]: `${contract("aside")}renamed_from: apart\n`,
      "goldens/aside/kind.yaml": tasks.replace("apart", "aside"),
    });
    const { contracts } = await reviewIn(worldAt(copy.folder), { base: "HEAD" });
    expect(contracts.map(({ contract: name, diff }) => [name, diff.findings.map(({ rule }) => rule)])).toEqual([
      ["aside", ["CONTRACT_RENAMED"]],
      ["plain", ["CONTRACT_REMOVED"]],
    ]);
    await copy.git("reset", "--hard", "--quiet");
    await copy.git("rm", "--quiet", "prompts/apart/policy.md");
    await copy.git("config", "core.symlinks", "true");
    await copy.write({ "prompts/apart/other.md": "Be kind.\n" });
    await symlink("other.md", `${copy.folder}/prompts/apart/policy.md`);
    const review = await reviewIn(worldAt(copy.folder), { base: "HEAD" });
    expect(review.faults.map(({ rule }) => rule)).toEqual(["FRAGMENT"]);
  });

  test("what moves without another meaning is no change", async () => {
    const copy = await copyOf(prepared);
    await copy.write({
      [path("apart")]: `# a comment\n${contract("apart").replace("./policy.md", "./words.md")}`,
      "prompts/apart/words.md": "Be kind.\r\n",
    });
    await copy.git("rm", "--quiet", "prompts/apart/policy.md");
    expect(await changed(copy)).toEqual([]);
  });

  test("where promptctl.yaml says another place for contracts, everything is compared", async () => {
    const copy = await copyOf(prepared);
    await copy.git("mv", "prompts", "agents");
    const config = await copy.git("show", "HEAD:promptctl.yaml");
    await copy.write({ "promptctl.yaml": `${config}\ncontracts: agents/*/contract.yaml\n` });
    expect(await changed(copy)).toEqual([]);
    await copy.write({ "agents/apart/policy.md": "Be brave.\n" });
    expect(await changed(copy)).toEqual(["apart"]);
  });

  test("what the base says of places is what its own promptctl.yaml says, whatever git leaves out here", async () => {
    const copy = await copyOf(prepared);
    await copy.git("mv", "prompts", "agents");
    const config = await copy.git("show", "HEAD:promptctl.yaml");
    await copy.write({ "promptctl.yaml": `${config}\ncontracts: agents/*/contract.yaml\n` });
    const base = await copy.commit();
    await copy.write({ "agents/apart/policy.md": "Be brave.\n" });
    await copy.commit();
    await copy.git("sparse-checkout", "set", "--no-cone", "/agents/", "/shared/");
    const { contracts } = await reviewIn(worldAt(copy.folder), { base });
    // Here, where nothing says another place, there are none.
    expect(contracts.map(({ called }) => called.after)).toEqual([null, null, null, null, null, null]);
  });

  test("golden tasks that change alone concern their contract, wherever a pattern lets them lie", async () => {
    const copy = await copyOf(prepared);
    await copy.git("rm", "--quiet", "goldens/apart/kind.yaml");
    expect(rulesIn(await reviewIn(worldAt(copy.folder), { base: "HEAD" }))).toEqual(["apart GOLDEN_WEAKENED"]);
    await copy.write({ "promptctl.yaml": "contracts: prompts/**/contract.yaml\n" });
    await copy.commit();
    await copy.git("rm", "--quiet", "goldens/flow/kind.yaml");
    expect(rulesIn(await reviewIn(worldAt(copy.folder), { base: "HEAD" }))).toEqual(["flow GOLDEN_WEAKENED"]);
  });

  test("a sparse checkout leaves contracts out, and removes none", async () => {
    const copy = await copyOf(prepared);
    await copy.git("sparse-checkout", "set", "--no-cone", "/promptctl.yaml", "/prompts/apart/", "/shared/");
    await copy.write({ "prompts/apart/policy.md": "Be brave.\n" });
    expect(await changed(copy)).toEqual(["apart"]);
  });

  test("a contract of which only a part of the clone is here is a failure, and no answer", async () => {
    const copy = await copyOf(prepared);
    await copy.write({ "prompts/apart/policy.md": "Be brave.\n" });
    await copy.commit();
    const blob = await copy.git("rev-parse", "HEAD:prompts/apart/contract.yaml");
    await rm(`${copy.folder}/.git/objects/${blob.slice(0, 2)}/${blob.slice(2)}`);
    await expect(reviewIn(worldAt(copy.folder), { base: "HEAD~1", head: "HEAD" })).rejects.toMatchObject({
      code: "GIT_FAILED",
      kind: "world",
    });
    await copy.write({ [path("apart")]: `${contract("apart")}budgets: { max_steps: 3 }\n` });
    await copy.git("add", "prompts");
    await copy.git("commit", "--quiet", "-m", "change");
    await expect(reviewIn(worldAt(copy.folder), { base: "HEAD~1", head: "HEAD" })).rejects.toMatchObject({
      code: "OBJECT_MISSING",
      kind: "world",
    });
  });
});

test.each(["evil", "ev=il", "evil.clean=x", "evil.clean"])(
  "no filter of the repository is started: %s",
  async (name) => {
    const copy = await copyOf(prepared);
    await copy.write({ ".gitattributes": `*.md filter=${name}\n`, "prompts/apart/policy.md": "Be brave.\n" });
    await copy.git("config", `filter.${name}.clean`, `touch ${copy.folder}/started; cat`);
    await copy.git("config", `filter.${name}.required`, "true");
    expect(await changed(copy)).toEqual(["apart"]);
    await expect(access(`${copy.folder}/started`)).rejects.toMatchObject({ code: "ENOENT" });
  },
);
