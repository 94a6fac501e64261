import { expect, test } from "vitest";
import type { Contract } from "../../../src/core/contract/contract.ts";
import { newPurses } from "../../../src/core/diff/schema/proof.ts";
import { type SchemaDiff, schemaDiffs } from "../../../src/core/diff/schema/schema-diff.ts";
import { bundleDocument } from "../../../src/core/bundle/seal.ts";
import { compareDocuments } from "../../../src/core/diff/compare.ts";
import { sampleContract, tool } from "../../helpers/contracts.ts";

test("a purse pays until it is empty, and large schemas empty it sooner", () => {
  const payments = (words: number): number => {
    const { edits } = newPurses();
    const from = { description: "word ".repeat(words) };
    let paid = 0;
    while (edits.pays({ from, to: {} })) paid += 1;
    return paid;
  };
  expect(payments(0)).toBeGreaterThan(500);
  expect(payments(10_000)).toBeLessThan(20);
});

test("what there is nothing left for is not proven, and nothing of it is called safe", () => {
  const diffs = diffsOf(60, 500);
  expect(diffs.length).toBe(60);
  expect(diffs[0]?.kept.kind).toBe("broken");
  expect(diffs.at(-1)?.kept.kind).toBe("open");
  for (const { edits } of diffs) expect(edits.every(({ kept }) => kept.kind !== "safe")).toBe(true);
});

/** So many tools with so many arguments, of which the first may be shorter now. */
function diffsOf(tools: number, fields: number): readonly SchemaDiff[] {
  const contract = (maxLength: number): Contract =>
    sampleContract("Help.", {
      tools: Array.from({ length: tools }, (_, index) => {
        const names = Array.from({ length: fields }, (_1, at) => `field_${at}`);
        const properties = names.map((name, at) => [name, { type: "string", maxLength: at === 0 ? maxLength : 9 }]);
        return tool(`tool_${index}`, { input: { type: "object", properties: Object.fromEntries(properties) } });
      }),
    });
  const [before, after] = [contract(9), contract(8)];
  const changes = compareDocuments(bundleDocument(before), bundleDocument(after));
  return schemaDiffs({ before, after, changes, renames: new Map() });
}
