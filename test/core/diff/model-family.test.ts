import { expect, test } from "vitest";
import { familyOf, isSnapshot } from "../../../src/core/diff/model/family.ts";

test.each([
  ["gpt-5-mini-2026-01-15", "gpt-5-mini", true],
  ["gpt-5-mini", "gpt-5-mini", false],
  ["gpt-4-0613", "gpt-4", true],
  ["claude-opus-4-5-20251101", "claude-opus-4-5", true],
  ["claude-opus-4-5", "claude-opus-4-5", false],
  ["claude-3-5-sonnet@20241022", "claude-3-5-sonnet", true],
  ["anthropic.claude-3-5-sonnet-20241022-v2:0", "anthropic.claude-3-5-sonnet", true],
  ["claude-3-5-haiku-latest", "claude-3-5-haiku", false],
  ["gemini-2.0-flash-001", "gemini-2.0-flash", true],
  ["gemini-2.5-pro-preview-05-06", "gemini-2.5-pro-preview", true],
  ["mistral-large-2411", "mistral-large", true],
  ["llama-3.1-70b-instruct", "llama-3.1-70b-instruct", false],
])("%s is of the family %s", (name, family, snapshot) => {
  expect([familyOf(name), isSnapshot(name)]).toEqual([family, snapshot]);
});
