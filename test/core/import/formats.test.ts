import { describe, expect, test } from "vitest";
import { importFormats } from "../../../src/core/import/formats/index.ts";
import { planImport } from "../../../src/core/import/plan.ts";
import type { Target, Translation } from "../../../src/core/import/translation.ts";
import type { Json } from "../../../src/core/json.ts";
import { parseYaml } from "../../../src/core/yaml/parse.ts";
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
  expect(foldersIn(here)).toEqual(importFormats.map(({ name }) => name).toSorted());
});

describe.each(importFormats.map((format) => [format.name, format] as const))("%s", (name, format) => {
  const folder = new URL(`${name}/`, here);
  test.each(foldersIn(folder))("%s", (example) => {
    const at = new URL(`${example}/`, folder);
    const { "expect.yaml": _, ...files } = filesIn(at);
    const expected = readYaml<Expected>(new URL("expect.yaml", at));
    const [source = ""] = Object.keys(files).filter((path) => path.startsWith("source."));
    const text = files[source] ?? "";
    const related = Object.fromEntries(
      (format.names?.({ name: source, text }) ?? []).map((one) => [one, files[one] ?? null]),
    );
    const target = { variables: [], oneShot: false, ...expected.target };

    const translation = format.translate({ name: source, text, related }, target);
    expect(shown(translation)).toEqual({
      name: expected.name ?? null,
      contract: expected.contract ?? null,
      tools: expected.tools ?? [],
      tasks: expected.tasks ?? [],
      notes: (expected.notes ?? []).map(String).toSorted(),
    });
    expectReadable(translation);
  });
});

/** In which order notes are made says nothing. */
function shown({ notes, ...translation }: Translation) {
  return { ...translation, notes: notes.map(({ kind, of, field }) => String([kind, of, field])).toSorted() };
}

/** Every file that would be written is one that our own parser takes. */
function expectReadable(translation: Translation): void {
  const place = { contract: "sample", folder: "prompts/sample", goldens: "goldens/sample", format: "x" };
  const { files } = planImport(translation, { ...place, existing: false, model: null });
  const faults = Object.entries(files)
    .filter(([path]) => path.endsWith(".yaml"))
    .flatMap(([path, text]) => parseYaml(path, text).faults.map(({ message }) => `${path}: ${message}`));
  expect(faults).toEqual([]);
}
