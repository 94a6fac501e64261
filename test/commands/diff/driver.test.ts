import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import type { Repository } from "../../helpers/repository.ts";
import { runMain } from "../../helpers/main.ts";
import { contract, copyOf, sharedRepository, shop } from "../../helpers/shop.ts";

const program = fileURLToPath(new URL("../../../bin/promptctl.js", import.meta.url));
const path = "prompts/support/contract.yaml";

/** The two lines of the README. */
let prepared: Repository;
beforeAll(async () => {
  prepared = await sharedRepository({
    ...shop(),
    ".gitattributes": "prompts/** diff=promptctl\ngoldens/** diff=promptctl\n*.txt diff=promptctl\n",
    "notes a.txt": "one\n",
  });
  await prepared.git("config", "diff.promptctl.command", `'${process.execPath}' '${program}' diff --driver`);
});

describe("as git's own diff driver", () => {
  test("log, show and diff say what a part of a contract does, and that they saw no more", async () => {
    const copy = await copyOf(prepared);
    await copy.write({ [path]: contract("support", { tools: "find_order" }) });
    const said = await copy.git("diff");
    expect(said).toContain("TOOL_RENAMED");
    expect(said).toMatch(/before: blob [0-9a-f]{7}, prompts\/support\/contract.yaml alone/);
    expect(said).toContain("after: the working tree");
    await copy.commit();
    for (const words of [["log", "-p", "-1"], ["show"]])
      expect(await copy.git(...words, "--ext-diff")).toMatch(
        /change\n\n.*support@[0-9a-f]{12} → support@[0-9a-f]{12}/s,
      );
  });

  test("a fragment is told as what it is in its contract, a golden task as what it demands", async () => {
    const copy = await copyOf(prepared);
    await copy.write({
      "prompts/support/policy.md": "Be kind. Never promise a date.\n",
      "goldens/support/kind.yaml": "contract: support\ntasks: [{ id: kind, input: Hello }]\n",
    });
    const said = await copy.git("diff");
    expect(said).toContain("PROMPT_CONSTRAINT_ADDED");
    expect(said).toContain("GOLDEN_WEAKENED");
  });

  test("what means nothing to a contract is shown line by line", async () => {
    const copy = await copyOf(prepared);
    await copy.write({ [path]: `# why\n${contract("support")}`, "notes a.txt": "two\u001B[31m\n" });
    expect(await copy.git("diff")).toBe(
      [
        "diff --promptctl a/notes a.txt b/notes a.txt",
        "--- a/notes a.txt",
        "+++ b/notes a.txt",
        "@@ -1,1 +1,1 @@",
        "-one",
        "+two\uFFFD[31m",
        `diff --promptctl a/${path} b/${path}`,
        `--- a/${path}`,
        `+++ b/${path}`,
        "@@ -1,3 +1,4 @@",
        "+# why",
        " contract: support",
        " model: { provider: openai, name: gpt-5-mini-2026-01-15 }",
        " system: { file: ./policy.md }",
      ].join("\n"),
    );
  });

  test("a file that is new or gone, one that is no text, one that is not merged, a contract that is broken", async () => {
    const copy = await copyOf(prepared);
    await copy.git("rm", "--quiet", "notes a.txt");
    expect(await copy.git("diff", "--cached")).toMatch(/^--- a\/notes a.txt\n\+\+\+ \/dev\/null$/m);
    await copy.git("reset", "--quiet", "--hard");
    await copy.write({ "prompts/triage/contract.yaml": contract("triage"), "prompts/triage/policy.md": "Be kind.\n" });
    await copy.git("add", "prompts");
    expect(await copy.git("diff", "--cached")).toContain("CONTRACT_ADDED");
    await copy.write({ "notes a.txt": "\0\u0001binary", [path]: "contract: 'support\n" });
    const said = await copy.git("diff");
    expect(said).toContain("+contract: 'support");
    expect((await runMain(copy.folder, "diff", "--driver", "notes a.txt")).stdout).toBe(
      "* Unmerged path notes a.txt\n",
    );
  });
});
