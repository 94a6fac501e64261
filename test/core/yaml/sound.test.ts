import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../../../src/core/json.ts";
import type { Path, Place } from "../../../src/core/place.ts";
import { parseWhole } from "../../../src/core/yaml/parse.ts";
import { readSound } from "../../../src/core/yaml/sound.ts";

const root = join(import.meta.dirname, "../../..");
const texts = ["prompts", "goldens", "src/starter", "src/workflows", "test/corpus", "test/core/diff/rules"].flatMap(
  (folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(?:ya?ml|json)$/.test(name))
      .map((name) => readFileSync(join(root, folder, name), "utf8")),
);

test("what people write every day is sound", () => {
  const sound = texts.filter((text) => readSound(text) !== null);
  expect(texts.length).toBeGreaterThan(300);
  expect(sound.length / texts.length).toBeGreaterThan(0.9);
});

test.each([
  ["a tab", "a:\t1"],
  ["a carriage return", "a: 1\r\n"],
  ["an anchor", "a: &x 1"],
  ["an alias", "a: &x 1\nb: *x"],
  ["a tag", "a: !!str 1"],
  ["a merge key", "<<: { a: 1 }"],
  ["a key twice", "a: 1\na: 2"],
  ["a key of an object", "__proto__: 1"],
  ["a key without a value", "a: { b }"],
  ["an explicit key", "? a\n: b"],
  ["a mapping without braces", "[a: 1]"],
  ["two documents", "a: 1\n---\nb: 2"],
  ["no document", "# nothing"],
  ["a number alone", "1"],
  ["an octal number", "a: 0o17"],
  ["an endless number", "a: .inf"],
  ["a large integer", "a: 12345678901234567890"],
  ["half of a character", 'a: "\\ud800"'],
  ["an open bracket", "a: [1"],
  ["too deep", `a: ${"[".repeat(70)}${"]".repeat(70)}`],
])("%s is not for this reader", (_name, text) => {
  expect(readSound(text)).toBeNull();
});

test.each(texts.map((text) => [text.slice(0, 60), text] as const))("both read alike: %s", (_name, text) => {
  expectAlike(text);
});

test("and what is broken in a line, a sign or an indentation is either read alike or left alone", () => {
  const short = texts.filter((text) => text.length < 4_000);
  const spoilt = fc
    .tuple(fc.constantFrom(...short), fc.array(fc.tuple(fc.nat(), fc.constantFrom(...signs)), { maxLength: 3 }))
    .map(([text, edits]) => edits.reduce((now, [at, sign]) => spoil(now, at, sign), text));
  fc.assert(fc.property(spoilt, expectAlike), { numRuns: 1_500 });
});

/** What is put somewhere into a text; `null` takes a character away, a number indents a line. */
const signs = [
  "\n|  |- |: |:|'|\"|{|}|[|]|,|#| #|>-|&a |*a|!t |? |\t|~|null|\n\n|@|`|%|é|\u00A0|key: v\n|\n  - x|\\|\\x41|0x1|1e3|-0|<<: ".split(
    "|",
  ),
  ["|", null, 1, -1],
].flat();

function spoil(text: string, at: number, sign: string | number | null): string {
  const place = at % (text.length + 1);
  if (typeof sign === "string") return text.slice(0, place) + sign + text.slice(place);
  if (sign === null) return text.slice(0, place) + text.slice(place + 1);
  const start = text.lastIndexOf("\n", place - 1) + 1;
  return text.slice(0, start) + (sign > 0 ? ` ${text.slice(start)}` : text.slice(start).replace(/^ /, ""));
}

/** Where both read a text, both say the same: its value, where each part stands, and what has no quotes. */
function expectAlike(text: string): void {
  const sound = readSound(text);
  if (sound === null) return;
  const whole = parseWhole("file", text);
  expect(whole.faults).toEqual([]);
  expect(JSON.stringify(sound.value)).toBe(JSON.stringify(whole.value));
  const scalars = sound.scalars();
  if (scalars !== null) expect(scalars).toEqual(whole.scalars());
  const lines = text.split("\n");
  const offsetAt = ({ line, column }: Place): number =>
    lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, column - 1);
  for (const path of [...pathsOf(sound.value), ["absent"], ["tools", 99]]) {
    const offset = sound.offsetOf(path);
    if (offset !== null) expect([path, offset]).toEqual([path, offsetAt(whole.locate(path))]);
    for (const at of [0, 1, 7, 40, 10_000]) {
      const inText = sound.offsetInText(path, at);
      if (inText !== null) expect([path, at, inText]).toEqual([path, at, offsetAt(whole.locateText(path, at))]);
    }
  }
}

function pathsOf(value: Json, path: Path = []): readonly Path[] {
  const parts: readonly [string | number, Json][] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : value !== null && typeof value === "object"
      ? Object.entries(value)
      : [];
  return [path, ...parts.flatMap(([step, part]) => pathsOf(part, [...path, step]))].slice(0, 100);
}
