import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { parseAlike } from "../../../src/core/yaml/alike.ts";
import { parseYaml } from "../../../src/core/yaml/parse.ts";
import { sectionsOf } from "../../../src/core/yaml/sections.ts";

const contract = `# ours
contract: support
system:
  - |
    You answer.

    # not a comment

tools:
  # first
  - name: find
    input: { type: object }

  - name: refund
    description: >-
      Pays money
      back.
  - { name: third }
budgets: { max_steps: 3 }
`;

test("what is equal is one value, at any depth of a list", () => {
  const known = parseYaml("a.yaml", contract);
  const read = parseAlike("a.yaml", contract.replace("Pays", "Gives"), known);
  const [was, is] = [known, read].map(({ value }) => value as Record<string, readonly unknown[]>);
  expect(is?.["system"]).toBe(was?.["system"]);
  expect(is?.["tools"]?.map((tool, index) => tool === was?.["tools"]?.[index])).toEqual([true, false, true]);
  const alone = parseYaml("a.yaml", contract.replace("Pays", "Gives"));
  expect(read.value).toEqual(alone.value);
  const path = ["tools", 1, "description"];
  expect([read.locate(path), read.linesOf(path)]).toEqual([alone.locate(path), alone.linesOf(path)]);
});

test.each([
  ["a map in braces", `{ a: 1,\nb: 2 }\n`],
  ["a marker of a document", `---\na: 1\n`],
  ["a directive", `%YAML 1.2\n---\na: 1\n`],
  ["a list at the edge", `a:\n- 1\nb: 2\n`],
  ["a key in quotes", `"a": 1\nb: 2\n`],
  ["a key twice", `a: 1\na: 2\n`],
  ["a key in a line of its own", `? a\n: 1\n`],
])("%s is read as a whole", (_, text) => {
  expect(sectionsOf(text)).toBeNull();
});

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom("a", "a b", "# c", "- d", "x: y", "two\nlines", "  indented\n\n", "'q'", `"`, "", "|", "---"),
    fc.integer({ min: -9, max: 99 }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom("a", "b", "name", "7", "x-y"), tie("value"), { maxKeys: 4 }),
  ),
})).value;

const document = fc
  .tuple(
    fc.dictionary(fc.constantFrom("contract", "system", "tools", "budgets", "n1"), json, { minKeys: 1, maxKeys: 5 }),
    fc.constantFrom({}, { indentSeq: false }, { lineWidth: 12 }, { collectionStyle: "flow" as const }),
  )
  .map(([value, options]) => stringify(value, options));

const line = fc.constantFrom(
  "",
  "  - a",
  "  a: 1",
  "b: 2",
  "# c",
  "  # d",
  "    e",
  '"',
  "}",
  "---",
  "&a",
  "tools:",
  "- f",
);

type Edit = { readonly kind: "drop" | "double" | "insert"; readonly at: number; readonly line: string };
const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.record({ kind: fc.constantFrom("drop", "double", "insert"), at: fc.nat(40), line }),
  { maxLength: 3 },
);

function edit(text: string, { kind, at, line: inserted }: Edit): string {
  const lines = text.split("\n");
  const index = at % lines.length;
  const put = { drop: [], double: [lines[index] ?? "", lines[index] ?? ""], insert: [inserted, lines[index] ?? ""] };
  return lines.toSpliced(index, 1, ...put[kind]).join("\n");
}

test("whatever is changed, it reads as if it were read alone", () => {
  fc.assert(
    fc.property(document, edits, edits, (text, first, second) => {
      const before = first.reduce(edit, text);
      const after = second.reduce(edit, before);
      const read = parseAlike("a.yaml", after, parseYaml("a.yaml", before));
      const alone = parseYaml("a.yaml", after);
      expect([read.value, read.faults]).toEqual([alone.value, alone.faults]);
    }),
    { numRuns: 2_000 },
  );
});
