import { describe, expect, test } from "vitest";
import { lintContract } from "../../../../src/core/contract/lint.ts";
import { readContract } from "../../../../src/core/contract/read.ts";
import { contractRules } from "../../../../src/core/contract/rules/index.ts";
import { memoryTree } from "../../../helpers/tree.ts";
import { filesIn, foldersIn, readYaml } from "../../fixture.ts";

interface Expectation {
  /** The folder the contract lies in, where it is not `support`. */
  readonly folder?: string;
  readonly findings: readonly { readonly rule: string; readonly line: number; readonly file?: string }[];
}

const here = new URL("./", import.meta.url);

describe("every contract rule finds what its fixture shows, and nothing else", () => {
  test.each(foldersIn(here))("%s", async (name) => {
    const { folder = "support", findings } = readYaml<Expectation>(new URL(`${name}/expect.yaml`, here));
    const found = await findingsOf(name, folder);
    expect(found).toEqual(findings.toSorted(byLine));
  });
});

test("the table and the fixtures agree", () => {
  const fixtures = foldersIn(here).filter((name) => name === name.toUpperCase());
  expect(fixtures).toEqual(contractRules.map(({ id }) => id).toSorted());
});

test("each fixture shows its own rule", () => {
  for (const { id } of contractRules) {
    const { findings } = readYaml<Expectation>(new URL(`${id}/expect.yaml`, here));
    expect(
      findings.map(({ rule }) => rule),
      id,
    ).toContain(id);
  }
});

async function findingsOf(name: string, folder: string): Promise<Expectation["findings"]> {
  const root = `prompts/${folder}/`;
  const files = Object.entries(filesIn(new URL(`${name}/`, here))).map(([path, text]) => [`${root}${path}`, text]);
  const { draft, findings } = await readContract(memoryTree(Object.fromEntries(files)), `${root}contract.yaml`);
  return [...findings, ...(draft === null ? [] : lintContract(draft, contractRules))]
    .map(({ rule, place }) => {
      const file = place?.file.slice(root.length) ?? "";
      return { rule, line: place?.line ?? 0, ...(file === "contract.yaml" ? {} : { file }) };
    })
    .toSorted(byLine);
}

type Found = Expectation["findings"][number];

function byLine(left: Found, right: Found): number {
  return (
    (left.file ?? "").localeCompare(right.file ?? "") || left.line - right.line || left.rule.localeCompare(right.rule)
  );
}
