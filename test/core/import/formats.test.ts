import { describe, expect, test } from "vitest";
import { lintContract } from "../../../src/core/contract/lint.ts";
import { readContract } from "../../../src/core/contract/read.ts";
import { contractLaws } from "../../../src/core/contract/rules/index.ts";
import { importFormats } from "../../../src/core/import/formats/index.ts";
import { planImport } from "../../../src/core/import/plan.ts";
import { translateSource } from "../../../src/core/import/translate.ts";
import type { ImportFormat, Source, Target, Translation } from "../../../src/core/import/translation.ts";
import type { Json } from "../../../src/core/json.ts";
import { parseYaml } from "../../../src/core/yaml/parse.ts";
import { memoryTree } from "../../helpers/tree.ts";
import { filesIn, foldersIn, readYaml } from "../fixture.ts";

/** What a source becomes. Parts that are empty may be left out; a note is [kind, of, field]. */
interface Expected {
  readonly target?: Partial<Target>;
  readonly name?: string;
  readonly contract?: Json;
  readonly tools?: Json;
  readonly tasks?: Json;
  readonly notes?: readonly (readonly [string, string, string])[];
}

const here = new URL("./", import.meta.url);

test("every format has its folder of examples, and every folder its format", () => {
  expect(foldersIn(here).filter((name) => name !== "laws")).toEqual(importFormats.map(({ name }) => name).toSorted());
});

describe.each(importFormats.map((format) => [format.name, format] as const))("%s", (name, format) => {
  const folder = new URL(`${name}/`, here);
  test.each(foldersIn(folder))("%s", async (example) => {
    const at = new URL(`${example}/`, folder);
    const { "expect.yaml": _, ...files } = filesIn(at);
    const expected = readYaml<Expected>(new URL("expect.yaml", at));
    const [source = ""] = Object.keys(files).filter((path) => path.startsWith("source."));
    const text = files[source] ?? "";
    const related = relatedTo(format, { name: source, text }, files);
    const target = { variables: [], oneShot: false, ...expected.target };

    const translation = translateSource(format, { name: source, text, related }, target);
    expect(shown(translation)).toEqual({
      name: expected.name ?? null,
      contract: expected.contract ?? null,
      tools: expected.tools ?? [],
      tasks: expected.tasks ?? [],
      notes: noteKeys(expected.notes ?? []),
    });
    await expectSound(translation);
  });
});

/** As the command gathers them: what the source names, and what that names. */
function relatedTo(
  format: ImportFormat,
  source: Pick<Source, "name" | "text">,
  files: Readonly<Record<string, string>>,
): Source["related"] {
  return (format.names?.(source) ?? []).reduce<Source["related"]>((related, name) => {
    const text = files[name] ?? null;
    const beyond = text === null ? {} : relatedTo(format, { name, text }, files);
    return { ...related, [name]: text, ...beyond };
  }, {});
}

function shown({ notes, ...translation }: Translation) {
  return { ...translation, notes: noteKeys(notes.map(({ kind, of, field }) => [kind, of, field])) };
}

/** In which order notes are made says nothing, nor does how often. */
function noteKeys(notes: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(notes.map((note) => note.join(" | ")))].toSorted();
}

/** Every file that would be written is one that our own parser takes, and a contract of it breaks no law. */
async function expectSound(translation: Translation): Promise<void> {
  const place = { contract: "sample", folder: "prompts/sample", goldens: "goldens/sample", format: "x" };
  const { files } = planImport(translation, { ...place, existing: false, model: null });
  const faults = Object.entries(files)
    .filter(([path]) => path.endsWith(".yaml"))
    .flatMap(([path, text]) => parseYaml(path, text).faults);
  const path = "prompts/sample/contract.yaml";
  const { draft, findings } = files[path] === undefined ? nothing : await readContract(memoryTree(files), path);
  const laws = draft === null ? [] : lintContract(draft, contractLaws);
  expect([...faults, ...findings, ...laws].map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
}

const nothing = { draft: null, findings: [] };
