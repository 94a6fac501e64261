import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bundleDocument, sealBundle } from "../../../src/core/bundle/seal.ts";
import type { Contract } from "../../../src/core/contract/contract.ts";
import { compareDocuments } from "../../../src/core/diff/compare.ts";
import { comparisonOf, diffContracts } from "../../../src/core/diff/judge.ts";
import { renamedTools } from "../../../src/core/diff/rename.ts";
import { arbitraryContract, arbitraryEdit } from "../../helpers/arbitrary-contract.ts";
import { claimsOf } from "../../helpers/comparison.ts";

const count = (): number => 0;
interface Pair {
  readonly before: Contract;
  readonly after: Contract;
}

/** Two contracts that differ in one part, in all parts, or not at all. */
const pairs: readonly (readonly [string, fc.Arbitrary<Pair>])[] = [
  ["one part edited", arbitraryEdit()],
  ["independent", fc.record({ before: arbitraryContract(), after: arbitraryContract() })],
  ["equal", arbitraryContract().map((before) => ({ before, after: structuredClone(before) }))],
];

describe.each(pairs)("two contracts, %s", (_name, pair) => {
  test("the digests differ exactly when there are changes", () => {
    fc.assert(
      fc.property(pair, ({ before, after }) => {
        const differ = sealBundle(before).digest !== sealBundle(after).digest;
        const [left, right] = [bundleDocument(before), bundleDocument(after)];
        expect(compareDocuments(left, right).length > 0).toBe(differ);
        expect(compareDocuments(left, right, renamedTools(before, after)).length > 0).toBe(differ);
      }),
    );
  });

  test("every change is claimed by exactly one judgement", () => {
    fc.assert(
      fc.property(pair, ({ before, after }) => {
        const comparison = comparisonOf(before, after, { count });
        expect(claimsOf(comparison)).toEqual(comparison.changes.map(() => 1));
      }),
    );
  });

  test("there are findings exactly when there are changes", () => {
    fc.assert(
      fc.property(pair, ({ before, after }) => {
        const { changes, findings } = diffContracts(before, after, { count });
        expect(findings.length > 0).toBe(changes.length > 0);
      }),
    );
  });

  test("no two findings are taken for one", () => {
    fc.assert(
      fc.property(pair, ({ before, after }) => {
        const prints = diffContracts(before, after, { count }).findings.map(
          (found) => `${found.rule} ${found.fingerprint}`,
        );
        expect(prints.length).toBe(new Set(prints).size);
      }),
    );
  });

  test("a rename leads from a tool that left to one that came, one to one; a name is taken over only from a tool that left it", () => {
    fc.assert(
      fc.property(pair, ({ before, after }) => {
        const renames = [...renamedTools(before, after)];
        const had = before.tools.map(({ name }) => name);
        const has = after.tools.map(({ name }) => name);
        for (const [from, to] of renames) {
          expect(had.includes(from) && has.includes(to)).toBe(true);
          expect(!had.includes(to) || renames.some(([left]) => left === to)).toBe(true);
        }
        expect(new Set(renames.map(([, to]) => to)).size).toBe(renames.length);
      }),
    );
  });
});
