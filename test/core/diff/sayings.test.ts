import fc from "fast-check";
import { expect, test } from "vitest";
import { sayingsOf } from "../../../src/core/diff/text/sayings.ts";
import { similarity, weigh } from "../../../src/core/diff/text/similarity.ts";

const word = fc.constantFrom("never", "the", "of", "refund", "order", "say", "price", "tell", "and", "money");
const text = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(" "));

test("what is looked up by rare words is what comparing with each finds", () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 30 }), text, (known, asked) => {
      const words = weigh(asked);
      const isThere = known.some((one) => similarity(words, weigh(one)) >= 0.85);
      expect(sayingsOf(known).says(asked)).toBe(isThere);
    }),
    { numRuns: 2_000 },
  );
});
