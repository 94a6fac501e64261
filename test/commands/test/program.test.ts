import { expect, test } from "vitest";
import { touchesProgram } from "../../../src/commands/gather/test/program.ts";
import { defaultConfig } from "../../../src/core/config/read.ts";

test.each<[string, { readonly contracts?: string; readonly goldens?: string }, boolean]>([
  ["agent.mjs", {}, true],
  ["package-lock.json", {}, true],
  ["prompts/support/contract.yaml", {}, false],
  ["prompts/support/policy.md", {}, false],
  ["prompts/support/tools.mjs", {}, true],
  ["goldens/support/all.yaml", {}, false],
  ["goldens/support/agent.py", {}, true],
  ["src/agent.mjs", { contracts: "src/prompts/*/contract.yaml" }, true],
  ["src/settings.yaml", { contracts: "src/prompts/*/contract.yaml", goldens: "src/goldens/*.yaml" }, true],
  ["src/prompts/support/contract.yaml", { contracts: "src/prompts/*/contract.yaml" }, false],
  ["settings.yaml", { goldens: "**/*.golden.yaml" }, true],
])("whether %s may be of the agent: %o", (path, patterns, may) => {
  expect(touchesProgram([path], { ...defaultConfig(), ...patterns })).toBe(may);
});
