import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sayBlocks } from "../../src/report/formats/human.ts";
import { columnWidths } from "../../src/report/layout/columns.ts";

/** The table as it stands on the screen. */
function linesOf([columns = [], ...rows]: readonly (readonly string[])[], width: number): readonly string[] {
  return sayBlocks([{ kind: "table", columns, rows }], (_, text) => text, width).split("\n");
}

describe("columns", () => {
  const status = [
    ["label", "serves", "since", "by", "ramp", "serial"],
    ["canary (forced)", "support@1cc3e12c40a6", "40 s ago", "Ada Lovelace", "", "2"],
    ["prod", "support@bcd2709040a4", "64 s ago", "Ada Lovelace", "5 % to support@1cc3e12c40a6", "12"],
  ];

  test("are as wide as they need to be where there is room", () => {
    expect(linesOf(status, 120)[2]).toBe(
      "prod             support@bcd2709040a4  64 s ago  Ada Lovelace  5 % to support@1cc3e12c40a6  12",
    );
  });

  test("narrow ones give way too before a table is wider than the screen", () => {
    expect(linesOf(status, 80)).toEqual([
      "label     serves                since     by        ramp                  serial",
      "canary    support@1cc3e12c40a6  40 s ago  Ada                             2",
      "(forced)                                  Lovelace",
      "prod      support@bcd2709040a4  64 s ago  Ada       5 % to                12",
      "                                          Lovelace  support@1cc3e12c40a6",
    ]);
  });

  test("but not before the wide ones did", () => {
    const rows = [["a b", "word ".repeat(30).trim()]];
    expect(columnWidths(rows, 40)).toEqual([3, 35]);
  });

  test("take any number of rows", () => {
    const rows = Array.from({ length: 200_000 }, (_, at) => [`contract-${at}`, "canary"]);
    expect(columnWidths(rows, 120)).toEqual(["contract-199999".length, "canary".length]);
    expect(linesOf(rows, 120).at(-1)).toBe("contract-199999  canary");
  });

  const word = fc.stringMatching(/^[a-z]{1,9}$/);
  const cell = fc.array(word, { maxLength: 12 }).map((words) => words.join(" "));
  const table = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 }))
    .chain(([columns, rows]) =>
      fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
    );

  test("fit whenever their longest words do, and lose no word", () => {
    fc.assert(
      fc.property(table, fc.integer({ min: 20, max: 100 }), (rows, width) => {
        const lines = linesOf(rows, width);
        const words = (rows[0] ?? []).map((_, at) =>
          Math.max(0, ...rows.flatMap((row) => (row[at] ?? "").split(" ").map(({ length }) => length))),
        );
        const least = words.reduce((sum, one) => sum + one + 2, -2);
        if (least <= width) expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width);
        const said = lines.join(" ").split(/\s+/).filter(Boolean).toSorted();
        expect(said).toEqual(rows.flat().join(" ").split(/\s+/).filter(Boolean).toSorted());
      }),
    );
  });
});
