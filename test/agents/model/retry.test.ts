import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { askedPause, attempts, pauseAfter } from "../../../src/agents/model/retry.ts";

const dice = fc.double({ min: 0, max: 1, noNaN: true });

describe("the pause after an attempt", () => {
  test("is never longer than half a minute where nobody asks for one, and shorter before", () => {
    fc.assert(
      fc.property(fc.nat(attempts - 2), dice, (attempt, thrown) => {
        const pause = pauseAfter(attempt, null, thrown);
        expect(pause).toBeGreaterThanOrEqual(0);
        expect(pause).toBeLessThanOrEqual(Math.min(32_000, 1_000 * 2 ** attempt));
      }),
    );
  });

  test("is never shorter than what was asked for", () => {
    fc.assert(
      fc.property(fc.nat(attempts - 2), fc.nat(90_000), dice, (attempt, asked, thrown) => {
        expect(pauseAfter(attempt, asked, thrown)).toBeGreaterThanOrEqual(asked);
      }),
    );
  });

  test("is not taken after the last attempt, or where it would be too long", () => {
    expect([pauseAfter(attempts - 1, null, 0), pauseAfter(0, 90_001, 0)]).toEqual([null, null]);
  });
});

describe("the pause that an answer asks for", () => {
  test.each([
    [{}, null],
    [{ "retry-after": "7" }, 7_000],
    [{ "retry-after": "soon" }, null],
    [{ "retry-after": "-1" }, null],
    [{ "retry-after-ms": "250", "retry-after": "1" }, 250],
    [{ "retry-after-ms": "", "retry-after": "1" }, 1_000],
    [{ "retry-after": "Sat, 21 Nov 2026 12:00:30 GMT", date: "Sat, 21 Nov 2026 12:00:00 GMT" }, 30_000],
    [{ "retry-after": "Sat, 21 Nov 2026 11:00:00 GMT", date: "Sat, 21 Nov 2026 12:00:00 GMT" }, 0],
  ])("%j is %j ms", (headers, asked) => {
    expect(askedPause(new Headers(headers as Record<string, string>))).toBe(asked);
  });
});
