import { expect, test } from "vitest";
import { exportBlocks, type ExportedContract } from "../../src/report/exported.ts";
import { heading, textOf } from "../../src/report/report.ts";

const exported: ExportedContract = {
  contract: "support",
  promptId: "support@000000000000",
  digest: "sha256:00",
  request: { model: "m" },
  open: [
    { path: ["system"], names: ["who", "environment.name"], hasBraces: false },
    { path: ["tools", "find", "description"], names: ["who"], hasBraces: true },
  ],
  missing: [{ path: ["model", "max_output_tokens"], why: "every request has to say max_tokens" }],
  refused: [{ path: ["model", "seed"], why: "Anthropic has no such setting" }],
  notCarried: [
    { path: ["tools", "find", "effect"], why: "permissions" },
    { path: ["tools", "ping", "effect"], why: "permissions" },
    { path: ["budgets", "max_steps"], why: "counted" },
    { path: ["budgets", "max_calls_per_tool", "find"], why: "counted" },
    { path: ["sessions"], why: "kept" },
  ],
};

test("the document, what waits, what is refused, and the rest by its reason", () => {
  const blocks = exportBlocks(exported, "anthropic", null);
  expect(blocks[0]).toEqual(heading("support"));
  expect(blocks[1]).toEqual({ kind: "code", text: '{\n  "model": "m"\n}' });
  const items = blocks.flatMap((block) => (block.kind === "list" ? block.items.map(textOf) : []));
  expect(items).toEqual([
    "{{who}}, {{environment.name}} in system",
    "{{who}} in tools › find › description; the text has braces of its own: replace these only, do not render it again",
    "model › max_output_tokens: every request has to say max_tokens",
    "model › seed: Anthropic has no such setting",
  ]);
  expect(blocks.at(-1)).toEqual({
    kind: "table",
    columns: ["part", "of", "why"],
    rows: [
      ["tools › effect", "find, ping", "permissions"],
      ["budgets", "max_steps, max_calls_per_tool › find", "counted"],
      ["sessions", "", "kept"],
    ],
  });
});

test("a document that was written is named, not shown", () => {
  const blocks = exportBlocks({ ...exported, open: [], missing: [], refused: [] }, "mcp", "support.mcp.json");
  expect(blocks.map(({ kind }) => kind)).toEqual(["heading", "text", "table"]);
  expect(blocks[0]).toEqual(heading("support: support.mcp.json"));
});
