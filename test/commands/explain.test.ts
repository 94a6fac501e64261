import { describe, expect, test } from "vitest";
import { explain } from "../../src/commands/explain.ts";
import { catalogue } from "../../src/core/lint/catalogue.ts";
import { idOf } from "../../src/core/lint/known-rules.ts";
import { documentOf, promptctl } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/repository.ts";

describe("a rule is found", () => {
  test.each(["HIDDEN_UNICODE", "hidden_unicode", "hidden-unicode", "Hidden Unicode"])("as %s", async (rule) => {
    expect((await explain({ rule })).data).toMatchObject({ rule: { id: "HIDDEN_UNICODE", level: "error" } });
  });
});

describe("where there is no such rule, the one that was meant is named", () => {
  test.each([
    ["HIDEN_UNICODE", "did you mean HIDDEN_UNICODE?"],
    ["unicode", "there is HIDDEN_UNICODE and SEC_HIDDEN_UNICODE"],
    ["something else entirely", "`promptctl explain` lists them all"],
    ["", "`promptctl explain` lists them all"],
  ])("%s", async (rule, hint) => {
    await expect(explain({ rule })).rejects.toMatchObject({ code: "UNKNOWN_RULE", hint });
  });
});

describe("every rule explains itself", () => {
  test.each(catalogue.map((entry) => [idOf(entry), entry] as const))("%s", async (id, entry) => {
    const { verdict, blocks } = await explain({ rule: id });
    expect(verdict).toBe(`${id} is a rule about ${entry.about}`);
    const said = JSON.stringify(blocks);
    if (entry.about === "a change") {
      expect(entry.purpose).toMatch(/\.$/);
      expect(entry.incident).toMatch(/\.$/);
      expect(said).toContain(`severities: { ${id}: dangerous }`);
      expect(said).toContain(".promptctl-waivers.yaml");
      return;
    }
    const { purpose, remedy, level } = entry.card;
    expect([purpose, remedy].filter((sentence) => !/^[A-Z`{].*[.…?)]$/s.test(sentence))).toEqual([]);
    expect(said.includes("neither lowered nor waived")).toBe(level === "law");
    expect(said.includes("severities:")).toBe(level !== "law");
  });

  test("under an id of its own", () => {
    const ids = catalogue.map(idOf);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.filter((id) => !/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/.test(id))).toEqual([]);
  });
});

test("a rule about changes shows a change, what is said of it, and to whom it matters", async () => {
  const said = JSON.stringify((await explain({ rule: "TOOL_RENAMED" })).blocks);
  expect(said).toContain("-   - { name: process_refund");
  expect(said).toContain("the tool process_refund is called issue_refund now");
  expect(said).toContain("breaks open conversations and downstream code; safe for new conversations");
  expect(said).toContain("The way out: keep answering the old name");
});

test("outside of any repository", async () => {
  const folder = await temporaryFolder();
  const all = documentOf(await promptctl(folder, "explain", "--format", "json"));
  expect(all.data).toMatchObject({ rules: expect.arrayContaining([expect.objectContaining({ id: "CREDENTIAL" })]) });
  const { stdout, exit } = await promptctl(folder, "explain", "credential", "--format", "markdown");
  expect(exit).toBe(0);
  expect(stdout).toContain("severities: { CREDENTIAL: warning }");
  expect((await promptctl(folder, "explain", "credentail")).stderr).toContain("did you mean CREDENTIAL?");
});
