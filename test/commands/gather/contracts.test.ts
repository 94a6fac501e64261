import { describe, expect, test, vi } from "vitest";
import { filesBeside } from "../../../src/commands/gather/contracts.ts";
import { listMatching } from "../../../src/commands/gather/project.ts";
import { contractsAt, sealAmong } from "../../../src/commands/gather/sealed.ts";
import { defaultConfig } from "../../../src/core/config/read.ts";
import { readContract } from "../../../src/core/contract/read.ts";
import { Failure } from "../../../src/core/failure.ts";
import { memoryTree } from "../../helpers/tree.ts";

vi.mock("../../../src/core/contract/read.ts", { spy: true });

const contract = (name: string, more = "system: [Be kind.]"): string =>
  `contract: ${name}\nmodel: { provider: openai, name: gpt-5-mini-2026-01-15 }\n${more}\n`;
const callsOther = "system: [Be kind.]\ntools: [{ name: ask, description: Ask., effect: read, contract: other }]";

/** What is asked for is `a`; the files are those beside it, or in its place. */
const repositories: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "nothing beside it": {},
  "a sound one beside it": { "prompts/other/contract.yaml": contract("other") },
  "one beside it that is no YAML": { "prompts/other/contract.yaml": "contract: [" },
  "one beside it that is no contract": { "prompts/other/contract.yaml": "contract: other\nmodle: 1\n" },
  "one beside it that takes its name": { "prompts/0/contract.yaml": contract("a") },
  "one beside it that takes its name in another spelling": { "prompts/0/contract.yaml": contract('"\\x61"') },
  "its name in another folder": { "prompts/more/a/contract.yaml": contract("a") },
  "a tool that is another contract": {
    "prompts/a/contract.yaml": contract("a", callsOther),
    "prompts/other/contract.yaml": contract("other"),
  },
  "a tool that is no contract": { "prompts/a/contract.yaml": contract("a", callsOther) },
  "a file of its own": {
    "prompts/a/contract.yaml": contract("a", "system: [{ file: ./policy.md }]"),
    "prompts/a/policy.md": "Be kind.\n",
  },
  "a file of everybody": {
    "prompts/a/contract.yaml": contract("a", "system: [{ file: ../../shared/policy.md }]"),
    "prompts/other/contract.yaml": contract("other"),
    "shared/policy.md": "Be kind.\n",
  },
  "a file that is another one's on some machines": {
    "prompts/a/contract.yaml": contract("a", "system: [{ file: ../../shared/policy.md }]"),
    "prompts/other/contract.yaml": contract("other", "system: [{ file: ../../shared/Policy.md }]"),
    "shared/policy.md": "Be kind.\n",
    "shared/Policy.md": "Be kind.\n",
  },
  "a folder that is another one on some machines": { "prompts/A/contract.yaml": contract("A") },
  "a file elsewhere whose folder is its own on some machines": {
    "prompts/other/contract.yaml": contract("other", "system: [{ file: ../../Prompts/policy.md }]"),
    "Prompts/policy.md": "Be kind.\n",
  },
  "it is broken itself": { "prompts/a/contract.yaml": contract("a", "system: 1") },
  "it is not there": { "prompts/a/contract.yaml": contract("b") },
};

describe("a contract by its name", () => {
  test.each(Object.entries(repositories))("%s: as among all", async (_name, files) => {
    const tree = memoryTree({ "prompts/a/contract.yaml": contract("a"), ...files });
    const config = defaultConfig();
    const { all, matching: paths } = await listMatching(tree, "", config.contracts);
    const listed = { tree, paths, files: filesBeside(paths, all) };
    const among = outcomeOf(() => sealAmong(listed, ["a"], (built) => built));
    expect(await outcomeOf(() => contractsAt(tree, "", config, ["a"]))).toEqual(await among);
  });

  test("those that can say nothing of it are not read", async () => {
    const others = Array.from({ length: 5 }, (_, index) => [`prompts/o${index}/contract.yaml`, contract(`o${index}`)]);
    const tree = memoryTree({
      "prompts/a/contract.yaml": contract("a", "system: [Be kind.]"),
      ...Object.fromEntries(others),
    });
    vi.mocked(readContract).mockClear();
    expect(await contractsAt(tree, "", defaultConfig(), ["a"])).toHaveLength(1);
    // An `a` is in all of them; in none is `o3`.
    expect(vi.mocked(readContract).mock.calls).toHaveLength(6);
    vi.mocked(readContract).mockClear();
    expect(await contractsAt(tree, "", defaultConfig(), ["o3"])).toHaveLength(1);
    expect(vi.mocked(readContract).mock.calls.map(([, path]) => path)).toEqual(["prompts/o3/contract.yaml"]);
  });
});

async function outcomeOf(build: () => ReturnType<typeof contractsAt>) {
  try {
    return (await build()).map(({ bundle, authored }) => [bundle.digest, authored.path]);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { code: error.code, message: error.message, findings: error.findings };
  }
}
