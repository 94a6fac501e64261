import { describe, expect, test } from "vitest";
import { readContract, soundContract } from "../../../src/core/contract/read.ts";
import type { Finding } from "../../../src/core/finding.ts";
import type { Tree } from "../../../src/core/ports.ts";
import { memoryTree } from "../../helpers/tree.ts";
import { contractFrom, contractPath } from "../fixture.ts";

const head = "contract: support\nmodel: { provider: openai, name: m }\n";

describe("where a fragment may stand", () => {
  test.each<[string, string, string, object]>([
    ["the system text", "system: { file: ./x }\n", "Be kind.\n", { system: [{ text: "Be kind.\n", literal: false }] }],
    [
      "literal system text",
      "system: { file: ./x, literal: true }\n",
      "{{x}}",
      { system: [{ text: "{{x}}", literal: true }] },
    ],
    [
      "a piece of the system text",
      "system: [Hello, { file: ./x }]\n",
      "Be kind.",
      { system: [{ text: "Hello\nBe kind.", literal: false }] },
    ],
    ["a tool", "tools: [{ file: ./x }]\n", "name: get_order", { tools: [{ name: "get_order" }] }],
    [
      "the input of a tool",
      "tools: [{ name: t, input: { file: ./x } }]\n",
      "{ type: object, minProperties: 1 }",
      { tools: [{ input: { minProperties: 1 } }] },
    ],
    [
      "the output of a tool",
      "tools: [{ name: t, output: { file: ./x } }]\n",
      "type: string",
      { tools: [{ output: { type: "string" } }] },
    ],
    [
      "the output schema",
      "output: { schema: { file: ./x } }\n",
      "type: string",
      { output: { schema: { type: "string" } } },
    ],
    [
      "messages",
      "messages: { file: ./x }\n",
      "- { role: user, content: Hello }",
      { messages: [{ role: "user", content: "Hello" }] },
    ],
    ["guardrails", "guardrails: { file: ./x }\n", "- { id: x, decision: deny }", { guardrails: [{ id: "x" }] }],
    ["budgets", "budgets: { file: ./x }\n", "max_steps: 3", { budgets: { max_steps: 3 } }],
    [
      "knowledge",
      "knowledge: { file: ./x }\n",
      "- { index: kb, version: '1' }",
      { knowledge: [{ index: "kb", version: "1" }] },
    ],
    ["variables", "variables: { file: ./x }\n", "tier: { type: string }", { variables: { tier: { type: "string" } } }],
  ])("%s", async (_name, text, content, expected) =>
    expect(await contractFrom(`${head}${text}`, { x: content })).toMatchObject(expected),
  );

  test.each([
    [
      "inside a JSON Schema",
      "tools: [{ name: t, input: { properties: { file: { file: ./x } } } }]\n",
      ["tools", 0, "input", "properties", "file"],
    ],
    [
      "inside literal data",
      "model: { provider: p, name: m, options: { p: { file: ./x } } }\n",
      ["model", "options", "p"],
    ],
  ])("not %s, where it is data", async (_name, text, path) => {
    const withModel = text.startsWith("model") ? `contract: support\n${text}` : `${head}${text}`;
    const contract = await contractFrom(withModel, { x: "never read" });
    expect(path.reduce<unknown>((part, step) => (part as Readonly<Record<string, unknown>>)[step], contract)).toEqual({
      file: "./x",
    });
  });
});

describe("a path in a fragment is relative to the file that names it", () => {
  test("two folders down and one up", async () => {
    const files = {
      "tools/a.yaml": "name: a\ninput: { file: ../schemas/a.yaml }\n",
      "schemas/a.yaml": "type: object\nminProperties: 2\n",
    };
    expect(await contractFrom(`${head}tools: [{ file: ./tools/a.yaml }]\n`, files)).toMatchObject({
      tools: [{ input: { minProperties: 2 } }],
    });
  });

  test("shared by two contracts, beside their folders", async () => {
    const read = await readContract(
      memoryTree({
        [contractPath]: `${head}system: { file: ../shared/policy.md }\n`,
        "prompts/shared/policy.md": "Be kind.",
      }),
      contractPath,
    );
    const authored = soundContract(read);
    expect(authored?.contract.system).toEqual([{ text: "Be kind.", literal: false }]);
    expect(authored?.document.files).toEqual([contractPath, "prompts/shared/policy.md"]);
  });
});

describe("a fragment that is refused, where it is named", () => {
  test.each([
    ["a file that is not there", "./missing.md"],
    ["a path that leaves the repository", "../../../etc/passwd"],
    ["a path that leaves it and comes back", "../../../repository/x.md"],
    ["an absolute path", "/etc/passwd"],
    ["a drive", "C:/x.md"],
    ["backslashes", ".\\\\x.md"],
    ["NUL", "./x\\0.md"],
    ["git's own files", "../../.git/config"],
    ["the folder", "."],
  ])("%s", async (_name, file) => {
    expect(await findingsOf(memoryTree({ [contractPath]: `${head}system:\n  - { file: "${file}" }\n` }))).toMatchObject(
      [{ rule: "FRAGMENT", place: { file: contractPath, line: 4 } }],
    );
  });

  test.each(["symlink", "submodule"] as const)("a %s is seen and not followed", async (kind) => {
    const tree = memoryTree({ [contractPath]: `${head}system: { file: ./x }\n` });
    const linked: Tree = { ...tree, read: async (path) => (path.endsWith("/x") ? { kind } : tree.read(path)) };
    expect(await findingsOf(linked)).toMatchObject([{ rule: "FRAGMENT", place: { line: 3 } }]);
  });

  test("one that includes itself", async () => {
    const files = {
      [contractPath]: `${head}tools: [{ file: ./a.yaml }]\n`,
      "prompts/support/a.yaml": "{ file: ./b.yaml }",
      "prompts/support/b.yaml": "{ file: ./a.yaml }",
    };
    expect(await findingsOf(memoryTree(files))).toMatchObject([{ rule: "FRAGMENT" }]);
  });

  test("one whose YAML is broken, at the place in its own file", async () => {
    const files = {
      [contractPath]: `${head}tools: [{ file: ./a.yaml }]\n`,
      "prompts/support/a.yaml": "name: a\nname: b\n",
    };
    expect(await findingsOf(memoryTree(files))).toMatchObject([
      { rule: "YAML", place: { file: "prompts/support/a.yaml", line: 2 } },
    ]);
  });

  test("one whose shape is wrong, at the place in its own file", async () => {
    const files = {
      [contractPath]: `${head}tools: [{ file: ./a.yaml }]\n`,
      "prompts/support/a.yaml": "name: a\neffect: reads\n",
    };
    expect(await findingsOf(memoryTree(files))).toMatchObject([
      { rule: "SHAPE", place: { file: "prompts/support/a.yaml", line: 2 } },
    ]);
  });

  test("several, all at once", async () => {
    const text = `${head}system: { file: ./a }\ntools: [{ file: ./b }]\nbudgets: { file: ./c }\n`;
    expect((await findingsOf(memoryTree({ [contractPath]: text }))).map(({ place }) => place?.line)).toEqual([3, 4, 5]);
  });
});

async function findingsOf(tree: Tree): Promise<readonly Finding[]> {
  const read = await readContract(tree, contractPath);
  expect(soundContract(read)).toBeNull();
  return read.findings;
}
