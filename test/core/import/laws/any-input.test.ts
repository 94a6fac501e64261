import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { importFormats } from "../../../../src/core/import/formats/index.ts";
import { planImport } from "../../../../src/core/import/plan.ts";
import { translateSource } from "../../../../src/core/import/translate.ts";
import { parseYaml } from "../../../../src/core/yaml/parse.ts";
import { filesIn, foldersIn } from "../../fixture.ts";

const examples = new URL("../", import.meta.url);

/** Texts of every format, to be damaged. */
const sources = foldersIn(examples)
  .filter((name) => name !== "laws")
  .flatMap((name) => Object.entries(filesIn(new URL(`${name}/`, examples))))
  .filter(([path]) => path.includes("source."))
  .map(([, text]) => text);

describe.each(importFormats.map((format) => [format.name, format] as const))("%s", (_name, format) => {
  test("whatever it is given is translated or refused with a reason, and what is written can be read", () => {
    fc.assert(
      fc.property(arbitraryInput(), fc.boolean(), (text, oneShot) => {
        const source = { name: "x", text };
        const related = Object.fromEntries((format.names?.(source) ?? []).map((name) => [name, null]));
        const translation = translateSource(format, { ...source, related }, { variables: ["name"], oneShot });
        const { contract, tools, tasks, notes } = translation;
        const something = contract !== null || tools.length + tasks.length > 0;
        expect(something || notes.some(({ kind }) => kind === "refused")).toBe(true);
        const place = { contract: "x", folder: "p", goldens: "g", format: "f", existing: false, model: null };
        for (const [path, file] of Object.entries(planImport(translation, place).files)) {
          if (path.endsWith(".yaml")) expect(parseYaml(path, file).faults).toEqual([]);
        }
      }),
      { numRuns: 400 },
    );
  });
});

function arbitraryInput(): fc.Arbitrary<string> {
  const keys = [
    "tools",
    "name",
    "parameters",
    "input_schema",
    "type",
    "function",
    "messages",
    "content",
    "tests",
    "assert",
    "vars",
  ];
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(
        null,
        true,
        "function",
        "object",
        "{{name}}",
        "{{#if x}}",
        "constructor",
        "\uD800",
        1e300,
        2 ** 60,
      ),
      fc.string({ maxLength: 4 }),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(
        fc.oneof(fc.constantFrom(...keys, "constructor", "__proto__", "<<"), fc.string({ maxLength: 3 })),
        tie("value"),
        { maxKeys: 4 },
      ),
    ),
  }));
  const damaged = fc
    .tuple(
      fc.constantFrom(...sources),
      fc.array(
        fc.tuple(
          fc.nat(),
          fc.nat({ max: 6 }),
          fc.constantFrom("", "{{", "}}", "---\n", "{", "[", '"', ": ", "\n", "\uD800", "\u0000"),
        ),
        { minLength: 1, maxLength: 3 },
      ),
    )
    .map(([text, wounds]) =>
      wounds.reduce((rest, [at, length, put]) => {
        const start = at % (rest.length + 1);
        return rest.slice(0, start) + put + rest.slice(start + length);
      }, text),
    );
  return fc.oneof(
    damaged,
    value.map((json) => JSON.stringify(json)),
    fc.string(),
  );
}
