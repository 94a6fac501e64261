import { describe, expect, test } from "vitest";
import { sealBundle } from "../../../src/core/bundle/seal.ts";
import { contractFrom } from "../fixture.ts";

const files = {
  "policy.md": "Be kind.\nAsk before you refund.\n",
  "tools/issue_refund.yaml": `name: issue_refund
description: Refund an order.
effect: destructive
aliases: [pay_back, credit]
input: { file: ./issue_refund.input.yaml }
`,
  "tools/issue_refund.input.yaml": `type: object
required: [order_id, amount]
properties: { order_id: { type: string }, amount: { type: number } }
`,
};

const original = `contract: support
model: { provider: openai, name: gpt-5-mini-2026-01-15, temperature: 0.2 }
variables: { customer: { type: string }, tier: { type: string, default: basic } }
system:
  - { file: ./policy.md }
  - You are the support agent.
messages:
  - { role: user, content: Hello }
  - { role: assistant, content: Good day }
tools:
  - { file: ./tools/issue_refund.yaml }
  - { name: find_user, effect: read }
output:
  schema:
    type: object
    required: [answer, reason]
    properties: { reason: { type: string }, answer: { type: string } }
guardrails:
  - { id: big-refund, tool: issue_refund, when: { required: [amount, order_id] }, decision: confirm }
  - { id: know-who, effect: [write, destructive], unless_called: [find_user, issue_refund], decision: deny }
budgets: { max_steps: 25 }
stop_reasons: [transferred, closed]
knowledge: [{ index: kb, version: "1" }, { index: faq, version: "2" }]
`;

interface Edit {
  readonly name: string;
  readonly text?: string;
  readonly files?: Readonly<Record<string, string>>;
}

describe("the same meaning has the same digest", () => {
  const same: readonly Edit[] = [
    {
      name: "CRLF line endings",
      text: original.replaceAll("\n", "\r\n"),
      files: mapFiles((text) => text.replaceAll("\n", "\r\n")),
    },
    { name: "CR line endings", files: mapFiles((text) => text.replaceAll("\n", "\r")) },
    { name: "a byte order mark", text: `\uFEFF${original}`, files: mapFiles((text) => `\uFEFF${text}`) },
    {
      name: "keys in another order",
      text: original.replace(
        "provider: openai, name: gpt-5-mini-2026-01-15",
        "name: gpt-5-mini-2026-01-15, provider: openai",
      ),
    },
    { name: "sections in another order", text: reorderSections(original) },
    { name: "comments", text: original.replace("budgets:", "# per run\nbudgets:") },
    { name: "a quoted value", text: original.replace("contract: support", 'contract: "support"') },
    {
      name: "a text fragment inlined",
      text: original.replace("  - { file: ./policy.md }", "  - |\n    Be kind.\n    Ask before you refund."),
    },
    {
      name: "pieces of text joined by hand",
      text: original.replace(
        "  - { file: ./policy.md }\n  - You are the support agent.",
        '  "Be kind.\\nAsk before you refund.\\n\\nYou are the support agent."',
      ),
    },
    {
      name: "a tool inlined",
      text: original.replace(
        "  - { file: ./tools/issue_refund.yaml }",
        indent(files["tools/issue_refund.yaml"].replace("./issue", "./tools/issue")),
      ),
    },
    {
      name: "an input schema inlined",
      files: {
        ...files,
        "tools/issue_refund.yaml": files["tools/issue_refund.yaml"].replace(
          "{ file: ./issue_refund.input.yaml }",
          "{ type: object, required: [order_id, amount], properties: { order_id: { type: string }, amount: { type: number } } }",
        ),
      },
    },
    {
      name: "guardrails in a file",
      text: original.replace(/guardrails:\n((?: {2}.*\n)+)/, "guardrails: { file: ./guardrails.yaml }\n"),
      files: { ...files, "guardrails.yaml": /guardrails:\n((?: {2}.*\n)+)/.exec(original)?.[1] ?? "" },
    },
    {
      name: "required of an input in another order",
      files: {
        ...files,
        "tools/issue_refund.input.yaml": files["tools/issue_refund.input.yaml"].replace(
          "[order_id, amount]",
          "[amount, order_id]",
        ),
      },
    },
    {
      name: "properties of an input in another order",
      files: {
        ...files,
        "tools/issue_refund.input.yaml": files["tools/issue_refund.input.yaml"].replace(
          "{ order_id: { type: string }, amount: { type: number } }",
          "{ amount: { type: number }, order_id: { type: string } }",
        ),
      },
    },
    { name: "required of the output in another order", text: original.replace("[answer, reason]", "[reason, answer]") },
    {
      name: "required of a condition in another order",
      text: original.replace("[amount, order_id]", "[order_id, amount]"),
    },
    {
      name: "the order of output properties written out",
      text: original.replace(
        "    type: object\n    required",
        "    propertyOrdering: [reason, answer]\n    type: object\n    required",
      ),
    },
    {
      name: "guardrails in another order",
      text: original.replace(/( {2}- \{ id: big-refund.*\n)( {2}- \{ id: know-who.*\n)/, "$2$1"),
    },
    {
      name: "effects and names in another order",
      text: original
        .replace("[write, destructive]", "[destructive, write]")
        .replace("[find_user, issue_refund]", "[issue_refund, find_user]"),
    },
    {
      name: "aliases in another order",
      files: {
        ...files,
        "tools/issue_refund.yaml": files["tools/issue_refund.yaml"].replace("[pay_back, credit]", "[credit, pay_back]"),
      },
    },
    { name: "stop reasons in another order", text: original.replace("[transferred, closed]", "[closed, transferred]") },
    {
      name: "knowledge in another order",
      text: original.replace(
        '[{ index: kb, version: "1" }, { index: faq, version: "2" }]',
        '[{ index: faq, version: "2" }, { index: kb, version: "1" }]',
      ),
    },
    {
      name: "a default left out",
      files: {
        ...files,
        "tools/issue_refund.yaml": files["tools/issue_refund.yaml"].replace("effect: destructive\n", ""),
      },
    },
    { name: "defaults written out", text: withDefaults(original) },
    {
      name: "description and owner",
      text: `${original}description: Answers.\nowner: team-support\nrenamed_from: helpdesk\n`,
    },
  ];
  test.each(same)("$name", async (edit) =>
    expect(await digestOfEdit(edit)).toBe(await digestOfEdit({ name: "original" })),
  );
});

describe("another meaning has another digest", () => {
  const other: readonly Edit[] = [
    {
      name: "a trailing space in prompt text",
      files: { ...files, "policy.md": files["policy.md"].replace("kind.\n", "kind. \n") },
    },
    { name: "no newline at the end of prompt text", files: { ...files, "policy.md": files["policy.md"].trimEnd() } },
    {
      name: "another Unicode form of the same letter",
      files: { ...files, "policy.md": `${files["policy.md"]}e\u0301` },
    },
    {
      name: "text that is not a template",
      text: original.replace("{ file: ./policy.md }", "{ file: ./policy.md, literal: true }"),
    },
    {
      name: "pieces of text in another order",
      text: original.replace(/( {2}- \{ file: .\/policy.md \}\n)( {2}- You are.*\n)/, "$2$1"),
    },
    {
      name: "output properties in another order",
      text: original.replace(
        "{ reason: { type: string }, answer: { type: string } }",
        "{ answer: { type: string }, reason: { type: string } }",
      ),
    },
    {
      name: "tools in another order",
      text: original.replace(/( {2}- \{ file: .\/tools.*\n)( {2}- \{ name: find_user.*\n)/, "$2$1"),
    },
    {
      name: "messages in another order",
      text: original.replace(/( {2}- \{ role: user.*\n)( {2}- \{ role: assistant.*\n)/, "$2$1"),
    },
    { name: "another default of a variable", text: original.replace("default: basic", "default: gold") },
    { name: "another version of knowledge", text: original.replace('version: "1"', 'version: "3"') },
    { name: "a number instead of its text", text: original.replace("default: basic", "default: 1") },
    { name: "another name", text: original.replace("contract: support", "contract: sales") },
  ];
  test.each(other)("$name", async (edit) => {
    const digests = [await digestOfEdit(edit), await digestOfEdit({ name: "original" })];
    expect(new Set(digests).size).toBe(2);
  });

  test("no two of these edits mean the same", async () => {
    const digests = await Promise.all(other.map(digestOfEdit));
    expect(new Set(digests).size).toBe(other.length);
  });
});

test("every edit above edits something", () => {
  expect(withDefaults(original)).not.toBe(original);
  expect(reorderSections(original)).not.toBe(original);
});

async function digestOfEdit(edit: Edit): Promise<string> {
  const { text = original, files: beside = files } = edit;
  if (edit.name !== "original" && text === original && beside === files) throw new Error(`${edit.name} edits nothing`);
  return sealBundle(await contractFrom(text, beside)).digest;
}

function mapFiles(change: (text: string) => string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, change(text)]));
}

function reorderSections(text: string): string {
  return text
    .split(/^(?=\w)/m)
    .toReversed()
    .join("");
}

function withDefaults(text: string): string {
  return `${text
    .replace(
      "{ name: find_user, effect: read }",
      '{ name: find_user, effect: read, description: "", aliases: [], input: { type: object }, annotations: {} }',
    )
    .replace("output:\n", "output:\n  enforce: provider\n  readers: strict\n")
    .replace(
      "{ max_steps: 25 }",
      "{ max_steps: 25, max_calls_per_tool: {} }",
    )}sessions: { on_change: pin, attended: true }\n`;
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line, index) => (index === 0 ? `  - ${line}` : `    ${line}`))
    .join("\n");
}
