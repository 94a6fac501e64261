import { describe, expect, test } from "vitest";
import { fragmentLimits } from "../../../src/core/contract/fragments.ts";
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
  test.each<[string, string, string, string]>([
    ["a file that is not there", "./missing.md", "there is no file prompts/support/missing.md", "relative to the file"],
    ["a name that is misspelt", "./polcy.md", "there is no file prompts/support/polcy.md", "did you mean policy.md?"],
    ["a path that leaves the repository", "../../../etc/passwd", "it leads out of it", "stays inside"],
    ["a path that leaves it and comes back", "../../../repository/x.md", "it leads out of it", "stays inside"],
    ["the folder above", "../../..", "it leads out of it", "stays inside"],
    ["an absolute path", "/etc/passwd", "it is an absolute path", "relative to this file"],
    ["a path of the user's home", "~/x.md", "it is an absolute path", "relative to this file"],
    ["a drive", "C:/x.md", "it is an absolute path", "relative to this file"],
    ["a drive without a slash", "C:x.md", "it is an absolute path", "relative to this file"],
    ["backslashes", ".\\\\x.md", "\\ is no separator", "with /"],
    ["NUL", "./x\\0.md", "a control character", "remove it"],
    ["a line end", "./x\\n.md", "a control character", "remove it"],
    ["an address", "https://example.com/x.md", "is an address", "put the text into a file"],
    ["a file as an address", "file:///etc/passwd", "is an address", "put the text into a file"],
    ["git's own files", "../../.git/config", "in git's own folder", "beside the contract"],
    ["git's own files, for file systems that ignore case", "../../.GIT/config", "in git's own folder", "beside"],
    ["git's own files, for Windows", "../../git~1/config", "in git's own folder", "beside"],
    ["git's own files, behind dots", "../../.git. /config", "in git's own folder", "beside"],
    ["git's own files, with what nobody sees", "../../.g\\u200cit/config", "in git's own folder", "beside"],
    ["git's own files in a folder", "./x/.git/config", "in git's own folder", "beside"],
    ["git's own folder", "../../.git", "in git's own folder", "beside"],
    ["nothing", "", "names no file", "relative to this file"],
    ["the folder", ".", "prompts/support is a folder, not a file", "name the file in it"],
    ["a folder below", "./tools/", "prompts/support/tools is a folder, not a file", "name the file in it"],
    ["a name of 300 letters", `./${"x".repeat(300)}`, "a longer name than files have", "rename it"],
    ["a path of 2,000 letters", "./x".repeat(700), "a longer name than files have", "rename it"],
  ])("%s", async (_name, file, says, write) => {
    const files = {
      [contractPath]: `${head}system:\n  - { file: "${file}" }\n`,
      "prompts/support/policy.md": "x",
      "prompts/support/tools/a.yaml": "name: a",
    };
    const found = await findingsOf(memoryTree(files));
    expect(found).toMatchObject([{ rule: "FRAGMENT", level: "error", place: { file: contractPath, line: 4 } }]);
    expect(found[0]?.message).toContain(says);
    expect(found[0]?.hint).toContain(write);
  });

  test.each([
    ["symlink", "is reached through a symbolic link", "a commit holds the link only"],
    ["submodule", "is a submodule, not a file", "into this repository"],
  ] as const)("a %s is seen and not followed", async (kind, says, write) => {
    const tree = memoryTree({ [contractPath]: `${head}system: { file: ./x }\n` });
    const linked: Tree = { ...tree, read: async (path) => (path.endsWith("/x") ? { kind } : tree.read(path)) };
    const found = await findingsOf(linked);
    expect(found).toMatchObject([{ rule: "FRAGMENT", place: { line: 3 } }]);
    expect(found[0]?.message).toBe(`prompts/support/x ${says}`);
    expect(found[0]?.hint).toContain(write);
  });

  test("a pointer of Git LFS", async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 12\n`;
    const files = { [contractPath]: `${head}system: { file: ./x.md }\n`, "prompts/support/x.md": pointer };
    expect(await findingsOf(memoryTree(files))).toMatchObject([
      { message: "prompts/support/x.md is a pointer of Git LFS, not the text itself", place: { line: 3 } },
    ]);
  });

  test.each<[string, readonly number[], string]>([
    ["Latin-1", [0x61, 0x0a, 0x62, 0xe9, 0x0a], "is not UTF-8 text: byte 0xE9 in line 2"],
    ["UTF-16", [0xff, 0xfe, 0x61, 0x00], "is UTF-16 text, not UTF-8"],
    ["UTF-16 without a mark", [0x61, 0x00, 0x62, 0x00, 0x63, 0xd8], "is UTF-16LE text, not UTF-8"],
    ["UTF-32", [0xff, 0xfe, 0x00, 0x00, 0x61, 0x00, 0x00, 0x00], "is UTF-32 text, not UTF-8"],
    ["an overlong form", [0x61, 0x0d, 0x0a, 0xc0, 0xaf], "is not UTF-8 text: byte 0xC0 in line 2"],
    ["half of a pair", [0xed, 0xa0, 0x80], "half of a character (byte 0xED in line 1)"],
    ["beyond Unicode", [0xf4, 0x90, 0x80, 0x80], "byte 0xF4 in line 1"],
    ["a character cut off", [0x61, 0xe2, 0x82], "byte 0xE2 in line 1"],
    ["a picture", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x00, 0x00], "no text: it holds NUL bytes, and byte 0x89"],
  ])("bytes that are no text: %s", async (_name, bytes, says) => {
    const tree = memoryTree({ [contractPath]: `${head}system: { file: ./x }\n` });
    const file = { kind: "file", bytes: Uint8Array.from(bytes) } as const;
    const found = await findingsOf({ ...tree, read: async (path) => (path.endsWith("/x") ? file : tree.read(path)) });
    expect(found).toMatchObject([{ rule: "FRAGMENT", place: { line: 3 } }]);
    expect(found[0]?.message).toContain(says);
  });

  test("a control character in prompt text, where it stands", async () => {
    const files = { [contractPath]: `${head}system: { file: ./x }\n`, "prompts/support/x": "a\nb \u001B[2J\n" };
    expect(await findingsOf(memoryTree(files))).toMatchObject([
      { rule: "FRAGMENT", place: { file: "prompts/support/x", line: 2, column: 3 } },
    ]);
  });

  test("one that includes itself, with the whole circle", async () => {
    const files = {
      [contractPath]: `${head}tools: [{ file: ./a.yaml }]\n`,
      "prompts/support/a.yaml": "{ file: ./b.yaml }",
      "prompts/support/b.yaml": "{ file: ./a.yaml }",
    };
    const chain = ["a", "b", "a"].map((name) => `prompts/support/${name}.yaml`).join(" → ");
    expect((await findingsOf(memoryTree(files))).map(({ message }) => message)).toEqual([
      `the fragment prompts/support/a.yaml includes itself: ${chain}`,
    ]);
  });

  test("more of them than anybody writes", async () => {
    const items = `  - { file: ./x.md }\n`.repeat(fragmentLimits.references + 1);
    const files = { [contractPath]: `${head}system:\n${items}`, "prompts/support/x.md": "x" };
    expect((await findingsOf(memoryTree(files))).map(({ message }) => message)).toEqual([
      "this contract takes in more than 512 fragments or 8 MiB",
    ]);
  });

  test("more text than anybody reads", async () => {
    const items = Array.from({ length: 6 }, (_, index) => `  - { file: ./${index}.md }\n`).join("");
    const text = "x".repeat(2 * 1024 * 1024);
    const beside = Object.fromEntries([0, 1, 2, 3, 4, 5].map((index) => [`prompts/support/${index}.md`, text]));
    expect(
      (await findingsOf(memoryTree({ [contractPath]: `${head}system:\n${items}`, ...beside }))).map(
        ({ message }) => message,
      ),
    ).toEqual(["this contract takes in more than 512 fragments or 8 MiB"]);
  });

  test("one file that is larger than all files may be", async () => {
    const files = {
      [contractPath]: `${head}system: { file: ./x.md }\n`,
      "prompts/support/x.md": "x".repeat(3 * 1024 * 1024),
    };
    expect(await findingsOf(memoryTree(files))).toMatchObject([
      { message: "prompts/support/x.md is larger than 2 MiB: it has 3 MiB" },
    ]);
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

describe("a fragment that is written wrongly, or where none may stand", () => {
  test.each<[string, string, [number, number], string, string]>([
    [
      "a key that is misspelt",
      "system: { file: ./x, litral: true }\n",
      [3, 22],
      "the key `litral` is not known here",
      "did you mean literal?",
    ],
    [
      "a field of the fragment",
      "tools: [{ file: ./x, effect: read }]\n",
      [3, 22],
      "the key `effect` is not known here",
      "changed there",
    ],
    ["literal data", "tools: [{ file: ./x, literal: true }]\n", [3, 22], "`literal` is for prompt text", "remove it"],
    [
      "literal in quotes",
      'system: { file: ./x, literal: "true" }\n',
      [3, 22],
      "expected true or false",
      "without quotes",
    ],
    [
      "file that is misspelt",
      "system: { flie: ./x }\n",
      [3, 11],
      "the key `flie` is not known here",
      "did you mean file?",
    ],
    [
      "a file that is a list",
      "system: { file: [./x] }\n",
      [3, 11],
      "expected the path of a file",
      "{ file: ./policy.md }",
    ],
    ["another mapping", "system: [{ text: Hello }]\n", [3, 10], "expected text or { file:", "{ file: ./policy.md }"],
    ["tools as a whole", "tools: { file: ./x }\n", [3, 1], "no fragment may stand here", "an item of `tools`"],
    ["the model", "sessions: { file: ./x }\n", [3, 1], "no fragment may stand here", "`budgets`"],
    ["a field of text", "description: { file: ./x }\n", [3, 1], "no fragment may stand here", "`system`"],
    ["a single guardrail", "guardrails: [{ file: ./x }]\n", [3, 14], "no fragment may stand here", "`guardrails`"],
    [
      "the condition of a guardrail",
      "guardrails: [{ id: a, decision: deny, when: { file: ./x } }]\n",
      [3, 39],
      "no fragment may stand here",
      "`guardrails`",
    ],
    ["a single variable", "variables: { tier: { file: ./x } }\n", [3, 14], "no fragment may stand here", "`variables`"],
    [
      "a message",
      "messages: [{ role: user, content: { file: ./x } }]\n",
      [3, 26],
      "no fragment may stand here",
      "`messages`",
    ],
  ])("%s", async (_name, text, [line, column], says, write) => {
    const found = await findingsOf(memoryTree({ [contractPath]: `${head}${text}`, "prompts/support/x": "x" }));
    expect(found).toMatchObject([{ rule: "FRAGMENT", place: { file: contractPath, line, column } }]);
    expect(found[0]?.message).toContain(says);
    expect(found[0]?.hint).toContain(write);
  });

  test("the contract itself", async () => {
    const found = await findingsOf(memoryTree({ [contractPath]: "file: ./x\n", "prompts/support/x": "x" }));
    expect(found.map(({ message }) => message)).toContain("no fragment may stand here");
  });
});

async function findingsOf(tree: Tree): Promise<readonly Finding[]> {
  const read = await readContract(tree, contractPath);
  expect(soundContract(read)).toBeNull();
  return read.findings;
}
