import { execFileSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { join } from "node:path";
import type { Repository } from "../../helpers/repository.ts";
import { promptctl } from "../../helpers/cli.ts";
import { reviewIn, rulesIn } from "../../helpers/review.ts";
import { copyOf, expectYes, sharedFolder, sharedRelease, sharedRepository, shop } from "../../helpers/shop.ts";
import { worldAt } from "../../helpers/world.ts";

const path = "prompts/support/contract.yaml";
const tool = (name: string): string =>
  `  - { name: ${name}, description: Look it up., effect: read, input: { type: object, properties: { id: { type: string } } } }\n`;
const contract = (tools: string, rest = ""): string => `contract: support
model: { provider: openai, name: gpt-5-mini-2026-01-15 }
system: { file: ./policy.md }
tools:
${tools}${rest}`;

let prepared: Repository;
beforeAll(async () => {
  prepared = await sharedRepository({
    ...shop({ names: ["support", "triage"], says: "Be kind.\n\nCall get_order before you answer." }),
    [path]: contract(tool("get_order") + tool("find_user")),
  });
});

async function after(files: Readonly<Record<string, string>>) {
  const copy = await copyOf(prepared);
  await copy.write(files);
  return { copy, review: await reviewIn(worldAt(copy.folder), { base: "HEAD" }) };
}

describe("a side that check would refuse is compared as far as it can be read", () => {
  test("what is broken is a fault and no change; the rest is compared", async () => {
    const { review } = await after({
      [path]: contract(tool("get_order").replace("effect: read", "effect: reads") + tool("look_up"), "budgets: 3\n"),
    });
    expect(review.faults.map(({ rule, place }) => [rule, place?.line])).toEqual([
      ["SHAPE", 5],
      ["SHAPE", 7],
    ]);
    expect(review.inherited).toEqual([]);
    expect(rulesIn(review)).toEqual(["support TOOL_RENAMED"]);
  });

  test.each<[string, string]>([
    ["a name that is none", contract(tool("'x,y'") + tool("find_user"))],
    [
      "a list that is a text",
      contract(tool("get_order").replace("object,", "object, required: id,") + tool("find_user")),
    ],
    [
      "a section under a key that is misspelt",
      contract(tool("get_order") + tool("find_user")).replace("system:", "sistem:"),
    ],
    ["tools under a key that is misspelt", contract(tool("get_order") + tool("find_user")).replace("tools:", "tolls:")],
  ])("%s is a fault, and taken for unchanged", async (_name, text) => {
    const { review } = await after({ [path]: text });
    expect(review.faults.length).toBeGreaterThan(0);
    expect(JSON.stringify(review)).not.toContain("unnamed");
    expect(rulesIn(review)).toEqual([]);
  });

  test("what was broken before is told apart", async () => {
    const copy = await copyOf(prepared);
    await copy.write({ [path]: contract(tool("get_order"), "budgets: 3\n") });
    await copy.commit();
    await copy.write({ [path]: contract(tool("get_order") + tool("more"), "# a line more\nbudgets: 3\nowner: [a]\n") });
    const review = await reviewIn(worldAt(copy.folder), { base: "HEAD" });
    expect(review.faults.map(({ path: at }) => at.join())).toEqual(["owner"]);
    expect(review.inherited.map(({ path: at }) => at.join())).toEqual(["budgets"]);
    expect(rulesIn(review)).toContain("support TOOL_ADDED");
  });

  test("a contract that is no YAML is neither gone nor new, and objects where somebody objects at all", async () => {
    const { copy, review } = await after({ [path]: "contract: 'support\n" });
    expect([review.unreadable, review.contracts, review.faults.map(({ rule }) => rule)]).toEqual([
      ["support"],
      [],
      ["YAML"],
    ]);
    expect((await promptctl(copy.folder, "diff", "HEAD")).exit).toBe(0);
    expect((await promptctl(copy.folder, "diff", "HEAD", "--fail-on", "breaking")).exit).toBe(1);
    expect((await promptctl(copy.folder, "diff", "HEAD", "--fail-on", "never")).exit).toBe(0);
  });

  test("what cannot be read before is no reason to refuse what mends it", async () => {
    const copy = await copyOf(prepared);
    await copy.write({ [path]: "contract: 'support\n" });
    await copy.commit();
    await copy.write({ [path]: contract(tool("get_order")) });
    const review = await reviewIn(worldAt(copy.folder), { base: "HEAD" });
    expect([rulesIn(review), review.unreadable, review.faults]).toEqual([["support BASELINE_MISSING"], [], []]);
    expect((await promptctl(copy.folder, "diff", "HEAD", "--fail-on", "dangerous")).exit).toBe(0);
  });

  test("what breaks and is refused is said once", async () => {
    const guardrail = "guardrails:\n  - { id: ask, tool: find_user, decision: confirm }\n";
    const copy = await copyOf(prepared);
    await copy.write({ [path]: contract(tool("find_user"), guardrail) });
    await copy.commit();
    await copy.write({ [path]: contract(tool("look_up"), guardrail) });
    const review = await reviewIn(worldAt(copy.folder), { base: "HEAD" });
    expect(rulesIn(review)).toEqual(["support GUARD_DANGLING_TARGET", "support TOOL_RENAMED"]);
    expect(review.faults).toEqual([]);
  });

  test("a broken golden task is a fault, and what it expected is not called weaker", async () => {
    const { review } = await after({ "goldens/support/kind.yaml": "contract: support\ntasks: [{ id: 3 }]\n" });
    expect(review.faults.map(({ rule }) => rule)).toContain("SHAPE");
    expect(rulesIn(review)).toEqual([]);
  });

  test("a broken promptctl.yaml hides no contract", async () => {
    const { review } = await after({
      "promptctl.yaml": "labels: 3\n",
      "prompts/triage/policy.md": "Be brave.\n",
    });
    expect(review.contracts.map(({ contract: name }) => name)).toEqual(["triage"]);
    expect(review.faults.map(({ place }) => place?.file)).toEqual(["promptctl.yaml"]);
  });

  test("a broken golden task hides no other that is gone", async () => {
    const copy = await copyOf(prepared);
    await copy.write({
      "goldens/support/more.yaml":
        "contract: support\ntasks: [{ id: more, input: Hello, tags: [security], max_steps: 3 }]\n",
    });
    await copy.commit();
    await copy.git("rm", "--quiet", "goldens/support/more.yaml");
    await copy.write({
      "goldens/support/kind.yaml": "contract: support\ntasks: [{ id: kind, input: Hello, max_steps: three }]\n",
    });
    const review = await reviewIn(worldAt(copy.folder), { base: "HEAD" });
    expect(rulesIn(review)).toEqual(["support GOLDEN_WEAKENED"]);
    expect(review.faults.map(({ place }) => place?.file)).toEqual(["goldens/support/kind.yaml"]);
  });
});

describe("places", () => {
  test("of a change its line; of what is gone a line that still names it", async () => {
    const { review } = await after({
      [path]: contract(tool("find_user").replace("id: { type: string }", "id: { type: string }, more: {}")),
    });
    const places = review.contracts.flatMap(({ diff }) =>
      diff.findings.map(({ rule, place }) => `${rule} ${place?.file}:${place?.line}`),
    );
    expect(places.toSorted()).toEqual([
      `PARAM_OPTIONAL_ADDED ${path}:5`,
      "PROMPT_DANGLING_TOOL prompts/support/policy.md:3",
      "TOOL_REMOVED prompts/support/policy.md:3",
    ]);
  });

  test("of a number the line that it stands in, in the fragment that several take in", async () => {
    const copy = await copyOf(prepared);
    const says = (amount: number): string => `# Money\n\nRefund at most $${amount} a day.\nAsk when in doubt.\n`;
    await copy.write({
      [path]: contract(tool("get_order")).replace("./policy.md", "../../shared/money.md"),
      "shared/money.md": says(50),
    });
    await copy.commit();
    await copy.write({ "shared/money.md": says(500) });
    const { contracts } = await reviewIn(worldAt(copy.folder), { base: "HEAD" });
    expect(contracts.flatMap(({ diff }) => diff.findings.map(({ place }) => place))).toEqual([
      { file: "shared/money.md", line: 3, column: 1 },
    ]);
  });

  test("of a golden task its own line", async () => {
    const { review } = await after({
      "goldens/support/kind.yaml":
        "contract: support\ntasks:\n  - id: kind\n    input: Hello\n    expect: { output: [{ icontains: kind }] }\n",
    });
    expect(review.contracts[0]?.diff.findings.map(({ rule, place }) => [rule, place?.file, place?.line])).toEqual([
      ["GOLDEN_WEAKENED", "goldens/support/kind.yaml", 5],
    ]);
  });

  test("of a text the line of its words, in the file that holds them", async () => {
    const { review } = await after({
      "prompts/support/policy.md":
        "Be kind.\n\nCall get_order before you answer.\n\nNever promise a date to anybody.\n",
    });
    expect(review.contracts[0]?.diff.findings.find(({ rule }) => rule === "PROMPT_CONSTRAINT_ADDED")?.place).toEqual({
      file: "prompts/support/policy.md",
      line: 5,
      column: 1,
    });
  });
});

describe("as a team weighs it", () => {
  const renamed = { [path]: contract(tool("fetch_order") + tool("find_user")) };

  test("severities are those of the side before: who asks for a change does not weigh it", async () => {
    const copy = await copyOf(prepared);
    await copy.write({ "promptctl.yaml": "severities: { TOOL_RENAMED: dangerous }\n" });
    await copy.commit();
    await copy.write({ ...renamed, "promptctl.yaml": "severities: { TOOL_RENAMED: off }\n" });
    const review = await reviewIn(worldAt(copy.folder), { base: "HEAD" });
    const finding = review.contracts[0]?.diff.findings.find(({ rule }) => rule === "TOOL_RENAMED");
    expect(finding?.severity).toEqual({ inFlight: "dangerous", newSessions: "safe", downstream: "dangerous" });
  });

  test("what is waived is set apart, with its reason; the end of a waiver, and one that covers nothing, are told", async () => {
    const { review } = await after(renamed);
    const { fingerprint } = review.contracts[0]?.diff.findings.find(({ rule }) => rule === "TOOL_RENAMED") ?? {};
    const waiver = (expires: string, mark = fingerprint): string =>
      `- { fingerprint: "${mark}", rule: TOOL_RENAMED, reason: Nobody calls it., expires: ${expires} }\n`;
    const waived = await after({ ...renamed, ".promptctl-waivers.yaml": waiver("2026-12-31") });
    expect(waived.review.contracts[0]?.waived.map(({ waiver: { reason } }) => reason)).toEqual(["Nobody calls it."]);
    expect(rulesIn(waived.review)).not.toContain("support TOOL_RENAMED");
    const ended = await after({ ...renamed, ".promptctl-waivers.yaml": waiver("2026-11-19") });
    expect(ended.review.aboutWaivers.map(({ rule }) => rule)).toEqual(["WAIVER_EXPIRED"]);
    expect(rulesIn(ended.review)).toContain("support TOOL_RENAMED");
    const unused = await after({ ".promptctl-waivers.yaml": waiver("2026-12-31", "0123456789abcdef") });
    expect(unused.review.aboutWaivers.map(({ rule }) => rule)).toEqual(["WAIVER_UNUSED"]);
    await unused.copy.commit();
    expect((await reviewIn(worldAt(unused.copy.folder), { base: "HEAD" })).aboutWaivers).toEqual([]);
  });

  test.each([
    ["breaking", 1],
    ["dangerous", 1],
    ["never", 0],
    ["in-flight=breaking", 1],
    ["in-flight=never,new=breaking,downstream=never", 1],
    ["new=breaking", 1],
    ["breaking,new=never,in-flight=never,downstream=never", 0],
    ["sideways=breaking", 2],
    ["in-flight=safe", 2],
  ])("--fail-on %s exits %i", async (failOn, exit) => {
    const copy = await copyOf(prepared);
    await copy.write(renamed);
    expect((await promptctl(copy.folder, "diff", "HEAD", "--fail-on", failOn)).exit).toBe(exit);
  });
});

describe("sides", () => {
  test("folders and bundle files, in a repository and outside of any", async () => {
    const { copy } = await after({ "prompts/support/policy.md": "Be brave.\n" });
    const bundles = await sharedFolder();
    await expectYes(copy.folder, "build", "--ref", "HEAD", "--out", bundles);
    const outside = await sharedFolder();
    execFileSync("cp", ["-r", `${copy.folder}/.`, outside]);
    execFileSync("rm", ["-rf", join(outside, ".git")]);
    const world = worldAt(outside);
    for (const base of [bundles, copy.folder])
      expect((await reviewIn(world, { base, head: "." })).contracts.map(({ contract: name }) => name)).toEqual(
        base === bundles ? ["support"] : [],
      );
    await expect(reviewIn(world)).rejects.toMatchObject({ code: "NO_REPOSITORY" });
    await expect(reviewIn(world, { base: "main" })).rejects.toMatchObject({ code: "NO_REPOSITORY" });
    await expect(reviewIn(world, { base: "./none" })).rejects.toMatchObject({
      code: "USAGE",
      message: "there is no folder or file ./none",
    });
    await expect(reviewIn(worldAt(copy.folder), { base: `./${path}` })).rejects.toMatchObject({ code: "USAGE" });
    for (const base of ["", "..HEAD"])
      await expect(reviewIn(worldAt(copy.folder), { base })).rejects.toMatchObject({ code: "USAGE" });
    await expect(reviewIn(worldAt(copy.folder), { base: "./goldens" })).rejects.toMatchObject({ code: "NO_CONTRACTS" });
  });

  test("a bundle in which an older promptctl wrote out what it leaves out now means the same", async () => {
    const { copy } = await after({});
    const bundles = await sharedFolder();
    await expectYes(copy.folder, "build", "--contract", "support", "--out", bundles);
    const [file = ""] = await readdir(bundles);
    const document = JSON.parse(await readFile(join(bundles, file), "utf8")) as object;
    const older = JSON.stringify({ ...document, guardrails: [], sessions: { on_change: "pin", attended: true } });
    await copy.write({ "older.json": older });
    const names = async (base: string, head: string | null = null): Promise<readonly string[]> =>
      (await reviewIn(worldAt(copy.folder), { base, head, only: ["support"] })).contracts.map(
        ({ contract: name }) => name,
      );
    expect(await names("./older.json")).toEqual([]);
    await copy.write({ "older.json": older.replace("Be kind", "Be brave") });
    expect(await names("./older.json", join(bundles, file))).toEqual(["support"]);
  });

  test("a bundle that is not what its name says", async () => {
    const { copy } = await after({});
    await copy.write({ [`${"a".repeat(64)}.json`]: "{}" });
    await expect(reviewIn(worldAt(copy.folder), { base: `./${"a".repeat(64)}.json` })).rejects.toMatchObject({
      code: "BAD_BUNDLE",
    });
  });

  test("a label: what promoting the working tree would change for it", async () => {
    const { folder } = await sharedRelease();
    const review = await reviewIn(worldAt(folder), { base: "prod" });
    expect(review.base.name).toBe("the label prod");
    expect(rulesIn(review).every((rule) => rule.startsWith("support "))).toBe(true);
    expect(review.contracts).toHaveLength(1);
  });

  test("one contract by name; a name that is none", async () => {
    const { copy } = await after({
      "prompts/support/policy.md": "Be brave.\n",
      "prompts/triage/policy.md": "Be bold.\n",
    });
    const world = worldAt(copy.folder);
    const names = async (only: readonly string[]): Promise<readonly string[]> =>
      (await reviewIn(world, { base: "HEAD", only })).contracts.map(({ contract: name }) => name);
    expect(await names(["triage"])).toEqual(["triage"]);
    await copy.git("checkout", "--quiet", "prompts/triage");
    expect(await names(["triage"])).toEqual([]);
    await expect(names(["triag"])).rejects.toMatchObject({
      code: "UNKNOWN_CONTRACT",
      message: expect.stringContaining("there is no contract 'triag' on either side"),
      hint: expect.stringContaining("triage"),
    });
  });
});
