import { describe, expect, test } from "vitest";
import { newCredentials } from "../../../../src/core/diff/credentials.ts";
import { type ChangeFinding, type ContractDiff, diffContracts } from "../../../../src/core/diff/judge.ts";
import { rules } from "../../../../src/core/diff/rules/index.ts";
import type { SeverityLevel } from "../../../../src/core/severity.ts";
import { openTokenCounter } from "../../../../src/world/tokenizer.ts";
import type { Task } from "../../../../src/core/golden/task.ts";
import { readGoldens } from "../../../../src/core/golden/read.ts";
import { memoryTree } from "../../../helpers/tree.ts";
import { contractFrom, filesIn, foldersIn, readYaml } from "../../fixture.ts";

/** Rule id → severity for sessions in flight, new sessions, downstream: in the order of the report. */
type Expectation = readonly Readonly<Record<string, readonly SeverityLevel[]>>[];

const { count } = openTokenCounter();
const perRule = new URL("./", import.meta.url);
const scenarios = new URL("../scenarios/", import.meta.url);

describe("every diff rule finds what its fixture shows, and nothing else", () => {
  test.each(foldersIn(perRule))("%s", (name) => checkFixture(new URL(`${name}/`, perRule)));
});

describe("several things at once", () => {
  test.each(foldersIn(scenarios))("%s", (name) => checkFixture(new URL(`${name}/`, scenarios)));
});

test("the table and the fixtures agree", () => {
  expect(foldersIn(perRule)).toEqual(rules.map(({ id }) => id).toSorted());
});

test("each fixture shows its own rule", () => {
  for (const { id } of rules) {
    const expected = readYaml<Expectation>(new URL(`${id}/expect.yaml`, perRule));
    expect(expected.flatMap(Object.keys), id).toContain(id);
  }
});

describe("what a report says", () => {
  const folders = [perRule, scenarios].flatMap((all) => foldersIn(all).map((name) => new URL(`${name}/`, all)));

  test("one finding, one fingerprint", async () => {
    for (const folder of folders) {
      const prints = (await findingsIn(folder)).map(({ rule, fingerprint }) => `${rule} ${fingerprint}`);
      expect(new Set(prints).size, folder.pathname).toBe(prints.length);
    }
  });

  test("does not spread a credential", async () => {
    const diff = JSON.stringify(await diffIn(new URL("SEC_SECRET/", perRule)));
    expect(diff).not.toContain("ghp_");
    expect(diff).toContain("•••");
  });

  test("is said to people", async () => {
    for (const folder of folders) {
      for (const { message, wayOut } of await findingsIn(folder)) {
        for (const text of [message, wayOut ?? ""])
          expect(text).not.toMatch(/\bundefined\b|\bNaN\b|\[object|\.$|  | ,|;;|: ?$/);
      }
    }
  });
});

async function checkFixture(folder: URL): Promise<void> {
  const found = (await findingsIn(folder)).map(({ rule, severity }) => ({
    [rule]: [severity.inFlight, severity.newSessions, severity.downstream],
  }));
  expect(found).toEqual(readYaml<Expectation>(new URL("expect.yaml", folder)));
}

async function findingsIn(folder: URL): Promise<readonly ChangeFinding[]> {
  return (await diffIn(folder)).findings;
}

async function diffIn(folder: URL): Promise<ContractDiff> {
  const files = filesIn(folder);
  const [before, after] = await Promise.all([
    contractFrom(files["before.yaml"] ?? ""),
    contractFrom(files["after.yaml"] ?? ""),
  ]);
  const goldens = {
    before: await tasksIn(files["goldens-before.yaml"]),
    after: await tasksIn(files["goldens-after.yaml"]),
  };
  return diffContracts(before, after, { count, goldens, credentials: await newCredentials(before, after) });
}

/** The golden tasks of one side, where the fixture has some. */
async function tasksIn(text: string | undefined): Promise<readonly Task[] | null> {
  if (text === undefined) return null;
  const path = "goldens/support/tasks.yaml";
  const { tasks, findings } = await readGoldens(memoryTree({ [path]: text }), path);
  if (findings.length > 0) throw new Error(findings.map(({ message }) => message).join("; "));
  return tasks;
}
