import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/core/json.ts";
import { findingsOfTask, taskFrom } from "./answers.ts";

describe("a golden task that promptctl refuses to read", () => {
  const refused: readonly (readonly [string, JsonObject])[] = [
    ["an unknown key", { expects: {} }],
    ["an unknown check", { expect: { output: [{ include: "x" }] } }],
    ["an id that is no name", { id: "Refund Small" }],
    ["a pattern without a tool", { expect: { called: [{ args: {} }] } }],
    ["a limit below zero", { max_tokens: -1 }],
    ["an increase that is no number or percentage", { max_increase: { tokens: "20" } }],
    ["no turn", { turns: [] }],
    ["a path that is no path", { expect: { output: [{ path: "total" }] } }],
    ["any of nothing", { expect: { output: [{ any: [] }] } }],
  ];
  test.each(refused)("%s", async (_name, fields) => expect(await findingsOfTask(fields)).not.toEqual([]));
});

test("what nobody wrote has its default", async () => {
  expect(await taskFrom({})).toMatchObject({
    turns: ["Hello"],
    messages: [],
    variables: {},
    environment: { name: "test" },
    tools: {},
    on_confirm: "stop",
    tags: [],
    repeat: { runs: 1, pass: 1 },
    quarantine: null,
    incident: null,
  });
});
