import { describe, expect, test } from "vitest";
import { partsOf } from "../../../src/core/contract/parts.ts";
import { readContract, soundContract } from "../../../src/core/contract/read.ts";
import { memoryTree } from "../../helpers/tree.ts";
import { contractPath } from "../fixture.ts";

const head = "contract: support\nmodel: { provider: openai, name: m }\n";
const folder = "prompts/support/";

/** `name: file:first-last …` of every part; the contract's own file is called nothing. */
async function partsIn(contract: string, files: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const beside = Object.fromEntries(Object.entries(files).map(([name, text]) => [folder + name, text]));
  const read = await readContract(memoryTree({ [contractPath]: head + contract, ...beside }), contractPath);
  const authored = soundContract(read);
  if (authored === null) throw new Error(`the test's contract is broken: ${read.findings[0]?.message ?? ""}`);
  return partsOf(authored).map(({ name, lines }) => {
    const said = lines.map(({ file, first, last }) => `${file.slice(folder.length)}:${first}-${last}`);
    return `${name}: ${said.join(" ").replaceAll("contract.yaml", "")}`;
  });
}

describe("where the parts of a contract are written", () => {
  test("comments around a part are not of it, and what nobody wrote is no part", async () => {
    const parts = await partsIn(`
# About tools.
tools:
  - name: a
    effect: read
    # The end of a.

  # About b.
  - { name: b,
      effect: read }
# About rules.
guardrails: [{ id: x, tool: b, decision: deny }, { id: y, tool: a, decision: deny }]
owner: team
budgets:
  max_steps: 8

`);
    expect(parts).toEqual([
      "owner: :15-15",
      "model: :2-2",
      "tool a: :6-7",
      "tool b: :11-12",
      "rule x: :14-14",
      "rule y: :14-14",
      "limits: :16-17",
    ]);
  });

  test("a fragment counts with the line that names it, and with the fragments in it", async () => {
    const parts = await partsIn("tools:\n  - { file: ./a.yaml }\n  - { name: b, input: { file: ./b.json } }\n", {
      "a.yaml": "name: a\ninput: { file: ./a.json }\n\n",
      "a.json": '{\n  "type": "object"\n}\n',
      "b.json": '{ "type": "object" }',
    });
    expect(parts).toEqual(["model: :2-2", "tool a: :4-4 a.json:1-3 a.yaml:1-2", "tool b: :5-5 b.json:1-1"]);
  });

  test("a fragment that is only another one's name counts too", async () => {
    const files = { "a.yaml": "{ file: ./b.yaml }\n", "b.yaml": "name: a\n" };
    expect(await partsIn("tools: [{ file: ./a.yaml }]\n", files)).toContain("tool a: :3-3 a.yaml:1-1 b.yaml:1-1");
  });

  test("rules in a file of their own are there, and not on the line that names it", async () => {
    const files = { "rules.yaml": "- { id: x, decision: deny }\n- id: y\n  decision: deny\n" };
    expect(await partsIn("guardrails: { file: ./rules.yaml }\n", files)).toEqual([
      "model: :2-2",
      "rule x: rules.yaml:1-1",
      "rule y: rules.yaml:2-3",
    ]);
  });
});

describe("the text that an agent is told is cut at its headings", () => {
  test.each<[string, string, readonly string[]]>([
    ["two of one kind", "# A\na\n\n# B\n\nb\n", ["A: policy.md:1-2", "B: policy.md:4-6"]],
    ["a title above", "# T\n\n## A\na\n## B\n", ["T: policy.md:1-1", "A: policy.md:3-4", "B: policy.md:5-5"]],
    ["smaller ones belong to theirs", "# A\n## a\n## b\n# B\n", ["A: policy.md:1-3", "B: policy.md:4-4"]],
    ["what stands before", "Hi.\n\n# A\n# B\n", ["Hi.: policy.md:1-1", "A: policy.md:3-3", "B: policy.md:4-4"]],
    ["none in a code fence", "# A\n```sh\n# no\n```\n# B\n", ["A: policy.md:1-4", "B: policy.md:5-5"]],
    ["a single one", "# A\na\n", ["A: policy.md:1-2"]],
    ["none", "Be kind.\nBe brief.\n", ["Be kind.: :3-3 policy.md:1-2"]],
    ["a long first line", "word ".repeat(20), [`${"word ".repeat(8)}…: :3-3 policy.md:1-1`]],
  ])("%s", async (_name, text, sections) => {
    const parts = await partsIn("system: { file: ./policy.md }\n", { "policy.md": text });
    expect(parts.filter((part) => part.startsWith("told: "))).toEqual(sections.map((section) => `told: ${section}`));
  });

  test("in the contract itself, and only where a line of text is a line of the file", async () => {
    const text =
      'system:\n  - |\n    # A\n    a\n\n    # B\n    b\n  - "# C\\nc\\n# D\\nd"\n  - >\n    # E\n\n    # F\n';
    expect((await partsIn(text)).slice(1)).toEqual([
      "told: A: :5-6",
      "told: B: :8-9",
      "told: C: :10-10",
      "told: E: :11-14",
    ]);
  });

  test("literal text as well", async () => {
    const parts = await partsIn("system: [{ file: ./x.md, literal: true }]\n", { "x.md": "# {{A}}\n# B\n" });
    expect(parts.slice(1)).toEqual(["told: {{A}}: x.md:1-1", "told: B: x.md:2-2"]);
  });
});
