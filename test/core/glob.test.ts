import { describe, expect, test } from "vitest";
import { glob } from "../../src/core/glob.ts";

interface Case {
  readonly pattern: string;
  readonly folder: string;
  readonly matches: readonly string[];
  readonly misses: readonly string[];
}

const cases: readonly Case[] = [
  {
    pattern: "prompts/*/contract.yaml",
    folder: "prompts",
    matches: ["prompts/support/contract.yaml"],
    misses: [
      "prompts/contract.yaml",
      "prompts/a/b/contract.yaml",
      "other/prompts/a/contract.yaml",
      "prompts/support/contract.yml",
      "prompts/a/contract.yaml.bak",
    ],
  },
  {
    pattern: "goldens/**/*.yaml",
    folder: "goldens",
    matches: ["goldens/a.yaml", "goldens/support/a.yaml", "goldens/support/b/c.yaml"],
    misses: ["golden/a.yaml", "goldens/a.json", "goldens-old/a.yaml"],
  },
  { pattern: "*.yaml", folder: "", matches: ["a.yaml"], misses: ["a/b.yaml", ".a.yaml"] },
  {
    pattern: "**/contract.yaml",
    folder: "",
    matches: ["contract.yaml", "a/b/contract.yaml"],
    misses: ["a/contract.yml"],
  },
  {
    pattern: "{prompts,agents}/*/contract.yaml",
    folder: "",
    matches: ["prompts/a/contract.yaml", "agents/a/contract.yaml"],
    misses: ["tools/a/contract.yaml"],
  },
  {
    pattern: "prompts/[ab]*/contract.yaml",
    folder: "prompts",
    matches: ["prompts/ab/contract.yaml"],
    misses: ["prompts/cd/contract.yaml"],
  },
];

describe.each(cases)("$pattern", ({ pattern, folder, matches, misses }) => {
  const compiled = glob(pattern);
  test("begins in its folder", () => expect(compiled.folder).toBe(folder));
  test("matches these", () => expect(matches.filter((path) => !compiled.matches(path))).toEqual([]));
  test("and not these", () => expect(misses.filter((path) => compiled.matches(path))).toEqual([]));
});

describe("everything that matches lies in the folder, which is what is listed", () => {
  const found = (pattern: string, path: string): boolean => {
    const { folder, matches } = glob(pattern);
    return matches(path) && (folder === "" || path.startsWith(`${folder}/`));
  };

  test("a pattern that begins here", () =>
    expect(found("./prompts/*/contract.yaml", "prompts/support/contract.yaml")).toBe(true));

  test("one file", () => expect(found("prompts/support/contract.yaml", "prompts/support/contract.yaml")).toBe(true));
});
