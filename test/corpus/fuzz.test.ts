import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import type { Finding } from "../../src/core/finding.ts";
import { arbitraryJson } from "../helpers/arbitrary-contract.ts";
import { documentOf } from "../helpers/cli.ts";
import { contractPath, home, soundContract, soundFiles } from "../helpers/corpus.ts";
import { runMain } from "../helpers/main.ts";
import { isSearch, seed, times } from "../helpers/seed.ts";
import { sharedFolder } from "../helpers/shop.ts";

const thoseThatFit = { interruptAfterTimeLimit: 40_000, markInterruptAsFailure: false };

type Files = Readonly<Record<string, Uint8Array>>;

const sound: Readonly<Record<string, string>> = {
  ...soundFiles,
  [contractPath]: `${soundContract}guardrails: { file: ./guards.yaml }\noutput: { schema: { file: ./out.json } }\n`,
  [`${home}/guards.yaml`]: "- { id: ask, tool: get_order, when: { required: [order_id] }, decision: confirm }\n",
  [`${home}/out.json`]: '{\n  "type": "object",\n  "properties": { "total": { "type": "number" } }\n}\n',
};
const names = Object.keys(sound);

describe(`whatever the files hold, check answers (seed ${seed})`, () => {
  test("lines deleted, doubled, moved and indented, tokens and bytes thrown in", () => holds(mutatedFiles()));

  test("parts of the right documents replaced by anything", () => holds(editedFiles()));

  test("anything at all", () => holds(fc.record({ [contractPath]: bytes(), [`${home}/guards.yaml`]: bytes() })));
});

async function holds(files: fc.Arbitrary<Files>): Promise<void> {
  const folder = await sharedFolder();
  await fc.assert(
    fc.asyncProperty(files, async (some) => {
      await layOut(folder, some);
      const result = await runMain(folder, "check", "--format", "json");
      // 101 is a bug, 3 the world: nothing of both is in a file.
      expect([0, 1, 2]).toContain(result.exit);
      const { data, failure } = documentOf(result);
      const { findings } = (data ?? failure) as { readonly findings: readonly Finding[] };
      for (const finding of findings) expectSound(finding, { ...asBytes(sound), ...some });
    }),
    { numRuns: 60 * times, ...(isSearch ? {} : thoseThatFit) },
  );
}

/** In our words, at a place that is there. */
function expectSound({ rule, message, hint, place, frame }: Finding, files: Files): void {
  expect(rule).toMatch(/^[A-Z][A-Z_]+$/);
  expect(`${message} ${hint}`).not.toMatch(/call stack|\[object |undefined|is not a function|Cannot read|\.js:\d/);
  expect(message.length).toBeLessThan(1_500);
  expect((frame ?? "").length).toBeLessThan(1_000);
  if (place === null) return;
  const lines = Buffer.from(files[place.file] ?? [])
    .toString()
    .replaceAll(/^\uFEFF/g, "")
    .split(/\r\n?|\n/);
  expect(place.line).toBeLessThanOrEqual(lines.length);
  expect(place.column).toBeLessThanOrEqual((lines[place.line - 1] ?? "").length + 1);
  expect(Math.min(place.line, place.column)).toBeGreaterThanOrEqual(1);
}

async function layOut(folder: string, files: Files): Promise<void> {
  for (const [path, content] of Object.entries({ ...asBytes(sound), ...files })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** Some of the sound files, each with some mistakes. */
function mutatedFiles(): fc.Arbitrary<Files> {
  const mutated = names.map((name) =>
    fc.array(mistake(), { maxLength: 4 }).map((mistakes) => [name, apply(name, mistakes)]),
  );
  return fc.tuple(...mutated).map((entries) => Object.fromEntries(entries) as Files);
}

function apply(name: string, mistakes: readonly Mistake[]): Uint8Array {
  const text = mistakes.reduce((before, make) => make(before), sound[name] ?? "");
  return Buffer.from(text);
}

type Mistake = (text: string) => string;

function mistake(): fc.Arbitrary<Mistake> {
  const at = fc.nat({ max: 10_000 });
  const inLines = (change: (lines: string[], index: number) => string[]): fc.Arbitrary<Mistake> =>
    at.map((position) => (text) => {
      const lines = text.split("\n");
      return change(lines, position % lines.length).join("\n");
    });
  return fc.oneof(
    inLines((lines, index) => lines.toSpliced(index, 1)),
    inLines((lines, index) => lines.toSpliced(index, 0, lines[index] ?? "")),
    inLines((lines, index) => lines.toSpliced(index, 1).concat(lines[index] ?? "")),
    inLines((lines, index) => lines.with(index, `  ${lines[index] ?? ""}`)),
    inLines((lines, index) => lines.with(index, (lines[index] ?? "").replace(/^ +/, ""))),
    fc.tuple(at, token()).map(([position, inserted]): Mistake => (text) => {
      const index = position % (text.length + 1);
      return text.slice(0, index) + inserted + text.slice(index);
    }),
    fc.tuple(at, fc.nat({ max: 20 })).map(([position, length]): Mistake => (text) => {
      const index = position % (text.length + 1);
      return text.slice(0, index) + text.slice(index + length);
    }),
  );
}

/** What YAML, templates, JSON Schema and paths give a meaning to. */
function token(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(
      "&a ",
      "*a ",
      "!t ",
      "<<: ",
      "---\n",
      "...\n",
      "%x\n",
      "? ",
      ": ",
      "- ",
      "#",
      "'",
      '"',
      "|\n",
      ">-\n",
    ),
    fc.constantFrom("{", "}", "[", "]", ",", "\t", "\n", "\r", "\u0000", "\u001B[2J", "\uFEFF", "\u202E", "\u{E0041}"),
    fc.constantFrom("{{", "}}", "{{#tier}}", "{{/tier}}", "{{> x}}", "{{=<% %>=}}", "{% if x %}", "{tier}", "${tier}"),
    fc.constantFrom("__proto__: 1\n", "constructor", "null", "true", "012", "1e400", ".nan", "-0", "9007199254740993"),
    fc.constantFrom(
      "{ file: ./guards.yaml }",
      "{ file: ../../../x }",
      "{ file: ./contract.yaml }",
      "file: ./out.json\n",
    ),
    fc.constantFrom('{ $ref: "#" }', '{ $ref: "http://x" }', "pattern: (a+)+$\n", "type: objekt\n", "\\ud800", "\\"),
    fc.string({ unit: "binary", maxLength: 6 }),
  );
}

/** A sound document in which a part is something else. */
function editedFiles(): fc.Arbitrary<Files> {
  const documents = names.filter((name) => name.endsWith(".yaml"));
  const edit = fc.record({
    name: fc.constantFrom(...documents),
    steps: fc.array(fc.nat(), { maxLength: 6 }),
    value: arbitraryJson(),
  });
  return fc
    .array(edit, { minLength: 1, maxLength: 3 })
    .map((edits) =>
      Object.fromEntries(
        edits.map(({ name, steps, value }) => [
          name,
          Buffer.from(stringify(replaced(parse(sound[name] ?? ""), steps, value))),
        ]),
      ),
    );
}

function replaced(document: unknown, [step, ...rest]: readonly number[], value: unknown): unknown {
  if (step === undefined || typeof document !== "object" || document === null) return value;
  const entries = Object.entries(document);
  const [key, part] = entries[step % entries.length] ?? ["x", null];
  const changed = replaced(part, rest, value);
  return Array.isArray(document) ? document.with(Number(key), changed) : { ...document, [key]: changed };
}

function bytes(): fc.Arbitrary<Uint8Array> {
  const text = (unit: fc.Arbitrary<string>) =>
    fc.array(unit, { maxLength: 40 }).map((parts) => Buffer.from(parts.join("")));
  return fc.oneof(fc.uint8Array({ maxLength: 60 }), text(token()), text(fc.string({ unit: "grapheme", maxLength: 4 })));
}

function asBytes(files: Readonly<Record<string, string>>): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));
}
