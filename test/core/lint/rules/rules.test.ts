import { describe, expect, test } from "vitest";
import { gates } from "../../../../src/core/gates.ts";
import { catalogue } from "../../../../src/core/lint/catalogue.ts";
import { idOf } from "../../../../src/core/lint/known-rules.ts";
import { lintFiles } from "../../../helpers/lint.ts";
import { filesIn, foldersIn, readYaml } from "../../fixture.ts";

/** Each fixture is a small repository; `expect.yaml` names every finding in it, and there must be no other. */
type Expectation = readonly { readonly rule: string; readonly at: string; readonly message?: string }[];

const here = new URL("./", import.meta.url);
const gated: readonly string[] = Object.values(gates).map(({ id }) => id);
/** Rules about contracts and about changes have fixtures of their own; the waivers a test. */
const elsewhere: ReadonlySet<string> = new Set(["a contract", "a change", "a waiver"]);
const rules = catalogue
  .filter(({ about }) => !elsewhere.has(about))
  .map(idOf)
  .filter((id) => !gated.includes(id));

describe("every rule finds what its fixture shows, and nothing else", () => {
  test.each(foldersIn(here))("%s", async (name) => {
    const files = repositoryOf(name);
    const expected = readYaml<Expectation>(new URL(`${name}/expect.yaml`, here));
    const found = (await lintFiles(files)).map(({ rule, place, message }) => ({
      rule,
      at: `${place?.file ?? ""}:${place?.line ?? 0}`,
      message,
    }));
    const wanted = (list: Expectation) => list.map(({ rule, at }) => `${at} ${rule}`).toSorted();
    expect(wanted(found)).toEqual(wanted(expected));
    for (const { rule, at, message } of expected) {
      if (message === undefined) continue;
      const said = found.filter((one) => one.rule === rule && one.at === at).map((one) => one.message);
      expect(said).toEqual(expect.arrayContaining([expect.stringContaining(message)]));
    }
  });
});

/** Files whose names some machine cannot store stand in `files.yaml`. */
function repositoryOf(name: string): Readonly<Record<string, string>> {
  const folder = new URL(`${name}/`, here);
  const { "expect.yaml": _, "files.yaml": written, ...files } = filesIn(folder);
  if (written === undefined) return files;
  const others = readYaml<readonly { path: string; text: string }[]>(new URL("files.yaml", folder));
  return { ...files, ...Object.fromEntries(others.map(({ path, text }) => [path, text])) };
}

test("the tables and the fixtures agree", () => {
  const fixtures = foldersIn(here).filter((name) => name === name.toUpperCase());
  expect(fixtures).toEqual(rules.toSorted());
});

test("each fixture shows its own rule", () => {
  for (const id of rules) {
    const expected = readYaml<Expectation>(new URL(`${id}/expect.yaml`, here));
    expect(
      expected.map(({ rule }) => rule),
      id,
    ).toContain(id);
  }
});
