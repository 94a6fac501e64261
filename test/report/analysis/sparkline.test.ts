import fc from "fast-check";
import { expect, test } from "vitest";
import { sparklines } from "../../../src/report/analysis/sparkline.ts";

const drawn = (base: readonly number[], head: readonly number[]): readonly [string, string] => {
  const said = sparklines({ edges: [], base, head });
  return [said.base, said.head];
};
const zeros = (number: number): readonly number[] => Array.from({ length: number }, () => 0);

test.each([
  ["nothing", [], [], "", ""],
  ["one bin", [1], [1], "", ""],
  ["no session on one side", [0, 0], [0.5, 0.5], "··", "██"],
  ["one height for one share", [0.125, 0.25, 0.5, 0.125], [0, 0, 0, 1], "▂▃▅▂", "···█"],
  ["little is not nothing", [0.999, 0.001], [1, 0], "█▁", "█·"],
  [
    "light ends fall to their neighbours",
    [0.001, ...zeros(5), 0.5, 0.499, ...zeros(10)],
    zeros(18),
    "▁·····██····",
    "············",
  ],
  ["heavy ends are kept: two bins are one", [0.5, ...zeros(22), 0.5], zeros(24), "█··········█", "············"],
])("%s", (_what, base, head, ...said) => {
  expect(drawn(base, head)).toEqual(said);
});

test("law: twelve bars at most, as many on both sides, and one that is full", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const bins = fc.integer({ min: 2, max: 60 }).chain((length) => {
    const side = fc.array(share, { minLength: length, maxLength: length });
    return fc.tuple(side, side);
  });
  fc.assert(
    fc.property(bins, ([base, head]) => {
      const [left, right] = drawn(base, head);
      expect(left).toHaveLength(right.length);
      expect(left.length).toBeGreaterThan(0);
      expect(left.length).toBeLessThanOrEqual(12);
      expect(left + right).toMatch([...base, ...head].some((one) => one > 0) ? /█/ : /^·+$/);
    }),
  );
});
