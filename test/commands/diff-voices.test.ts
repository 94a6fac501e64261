import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { reportSchemaDocument } from "../../src/report/schema/index.ts";
import { type CliResult, promptctl } from "../helpers/cli.ts";
import { byJsonSchema } from "../helpers/json-schema.ts";
import { renderMarkdown } from "../helpers/markdown.ts";
import { temporaryRepository } from "../helpers/repository.ts";
import { sarifFaults } from "../helpers/sarif.ts";
import { contract, sharedRepository, shop } from "../helpers/shop.ts";

const hostile =
  "Be kind.\n\n::error::pwned\n##[add-mask]x\n</details><!-- promptctl diff: . --> @octocat\n```\n# approved\n";

describe("one comparison in every voice", () => {
  let folder = "";
  let result: CliResult;
  const read = (name: string): Promise<string> => readFile(join(folder, name), "utf8");
  beforeAll(async () => {
    const repository = await sharedRepository(shop());
    ({ folder } = repository);
    await repository.write({
      "prompts/support/contract.yaml": contract("support", { tools: "fetch_order" }),
      "prompts/support/policy.md": hostile,
    });
    const files = ["a.md", "b.json", "c.sarif", "d.sarif.json", "e.txt"].flatMap((name) => ["-o", name]);
    result = await promptctl(folder, "diff", "HEAD", "--fail-on", "breaking", "--format", "github", ...files);
  });

  test("annotations on stdout, each at its line, and one verdict", () => {
    expect(result).toMatchObject({ exit: 1, stderr: "" });
    const lines = result.stdout.trimEnd().split("\n");
    expect(lines[0]).toMatch(
      /^::error title=TOOL_RENAMED,file=prompts\/support\/contract\.yaml,line=4,col=\d+::support: /,
    );
    expect(lines.at(-1)).toMatch(/: 1 breaking, .*; refused by --fail-on breaking$/);
    const commands = lines.filter((line) => /^\s*::|##\[/.test(line));
    expect(commands.every((line) => /^::(?:error|warning) title=[A-Z_]+[,:]/.test(line))).toBe(true);
  });

  test("a comment out of which nothing breaks", async () => {
    const html = renderMarkdown(await read("a.md"));
    expect(html.match(/<!--/g)).toHaveLength(1);
    expect(html).not.toMatch(/<h1>|@octocat(?![^<]*<\/code>)/);
    expect(html).toContain("<h2>promptctl diff: 1 breaking");
  });

  test("JSON as its schema says", async () => {
    const document = JSON.parse(await read("b.json"));
    expect(document).toSatisfy(byJsonSchema(reportSchemaDocument("diff")));
    expect(document).toMatchObject({ exit: 1, data: { severity: "breaking" } });
  });

  test("SARIF as its schema says, by both of its endings", async () => {
    expect(sarifFaults(JSON.parse(await read("c.sarif")))).toEqual([]);
    expect(await read("d.sarif.json")).toBe(await read("c.sarif"));
  });

  test("a text for a terminal", async () => {
    const text = await read("e.txt");
    expect(text).toMatch(/^breaking {2}TOOL_RENAMED {2}prompts\/support\/contract\.yaml:4:/m);
    expect(text).not.toMatch(/^\s*::|##\[/m);
  });
});

test("what the comment says to paste is what waives, once somebody says why", async () => {
  const repository = await temporaryRepository(shop());
  const { folder } = repository;
  await repository.write({ "prompts/support/contract.yaml": contract("support", { tools: "fetch_order" }) });
  const comment = await promptctl(folder, "diff", "HEAD", "--fail-on", "breaking", "--format", "markdown");
  expect(comment.exit).toBe(1);
  const [, entry = ""] = /```yaml\n([\s\S]*?)\n```/.exec(comment.stdout) ?? [];
  expect(entry).toContain('reason: ""');

  await repository.write({ ".promptctl-waivers.yaml": entry.replace('reason: ""', "reason: nobody calls it yet") });
  const waived = await promptctl(folder, "diff", "HEAD", "--fail-on", "breaking");
  expect(waived).toMatchObject({ exit: 0, stderr: "" });
  expect(waived.stdout).toMatch(/TOOL_RENAMED: .*\n +waived until 20\d\d-\d\d-\d\d: nobody calls it yet/s);
});

describe("--format github", () => {
  test("says what check found, too", async () => {
    const { folder } = await temporaryRepository({ ...shop(), "prompts/support/policy.md": "Hello {{who}}.\n" });
    const { exit, stdout } = await promptctl(folder, "check", "--format", "github");
    expect(exit).toBe(1);
    expect(stdout).toMatch(/^::error title=[A-Z_]+,file=prompts\/support\/policy\.md,line=1,col=\d+::/m);
  });

  test("says why there is no answer", async () => {
    const { folder } = await temporaryRepository(shop());
    const { exit, stdout, stderr } = await promptctl(folder, "diff", "nosuch", "--format", "github");
    expect(exit).toBe(2);
    expect(stdout).toMatch(/^::error title=promptctl::'nosuch' is no commit/);
    expect(stderr).toContain("'nosuch' is no commit");
  });
});

test("an ending that says no format is refused before any work", async () => {
  const { folder } = await temporaryRepository(shop());
  const { exit, stderr } = await promptctl(folder, "diff", "-o", "report.xml");
  expect(exit).toBe(2);
  expect(stderr).toContain("known are .txt, .md, .json, .sarif, .sarif.json");
});
