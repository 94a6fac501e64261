import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bucketOf, murmur3, murmur3Of } from "../../../src/core/label/bucket.ts";
import { routeSession } from "../../../src/core/label/route.ts";
import { digest, pointer } from "./pointers.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("murmur3, x86, 32 bit, seed 0, over UTF-8", () => {
  // The first three of the algorithm's author, the others of flagd's fractional evaluation (boundary keys).
  test.each([
    ["", 0x00000000],
    ["hello", 0x248bfa47],
    ["The quick brown fox jumps over the lazy dog", 0x2e4ff723],
    ["ejOoVL", 0x00000000],
    ["bY9fO-", 0x00000001],
    ["SI7p-", 0x7fffffff],
    ["6LvT0", 0x80000000],
    ["ceQdGm", 0xffffffff],
  ])("%j", (text, hash) => expect(murmur3(utf8(text))).toBe(hash));

  test("a text is its bytes", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 30 }),
        fc.constantFrom("", "a".repeat(1_100)),
        fc.nat(9),
        (text, before, seed) => {
          expect(murmur3Of(before + text, seed)).toBe(murmur3(utf8(before + text), seed));
        },
      ),
    );
    const ascii = fc.property(fc.string(), (text) => {
      expect(murmur3Of(text)).toBe(murmur3(utf8(text)));
    });
    fc.assert(ascii);
  });

  test("reads a view that does not begin where its buffer does", () => {
    expect(murmur3(utf8("xhello").subarray(1))).toBe(0x248bfa47);
  });
});

describe("bucket of 10,000 with the salt rollout-7", () => {
  test.each([
    ["session-1", 0xcc48a223, 7979],
    ["session-2", 0x3c1992fe, 2347],
    ["é", 0x70793a06, 4393],
    ["日本語", 0xf5258938, 9576],
    ["😀", 0x46be5ff7, 2763],
  ])("%s", (session, hash, bucket) => {
    expect(murmur3(utf8(`rollout-7\0${session}`))).toBe(hash);
    expect(bucketOf("rollout-7", session)).toBe(bucket);
  });

  test("salt and id are parted, so that no two pairs collide", () => {
    expect(bucketOf("ab", "c")).not.toBe(bucketOf("a", "bc"));
  });
});

const sessions = fc.string({ minLength: 1 });
const salts = fc.string();
const weights = fc.nat({ max: 10_000 });

test("a bucket is a whole number below 10,000", () => {
  fc.assert(
    fc.property(salts, fc.string({ unit: "binary" }), (salt, session) => {
      const bucket = bucketOf(salt, session);
      expect(Number.isInteger(bucket) && bucket >= 0 && bucket < 10_000).toBe(true);
    }),
  );
});

test("raising a ramp moves nobody out", () => {
  fc.assert(
    fc.property(salts, sessions, weights, weights, (salt, session, one, other) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      if (variantOf(salt, session, low) === "ramp") expect(variantOf(salt, session, high)).toBe("ramp");
    }),
  );
});

test("weight 0 takes nobody, weight 10,000 everybody", () => {
  fc.assert(
    fc.property(salts, sessions, (salt, session) => {
      expect([variantOf(salt, session, 0), variantOf(salt, session, 10_000)]).toEqual(["current", "ramp"]);
    }),
  );
});

test("of many sessions a ramp takes its share, and another salt takes others", () => {
  const many = Array.from({ length: 20_000 }, (_, index) => `session-${index}`);
  const taken = (salt: string): ReadonlySet<string> =>
    new Set(many.filter((session) => bucketOf(salt, session) < 1_000));
  const [first, second] = [taken("r-1"), taken("r-2")];
  expect(Math.abs(first.size - 2_000)).toBeLessThan(150);
  expect(Math.abs([...first].filter((session) => second.has(session)).length - 200)).toBeLessThan(60);
});

function variantOf(salt: string, session: string, weight: number): string {
  const route = routeSession(pointer({ ramp: { bundle: digest("b"), weight, salt } }), session);
  return route.kind === "bundle" ? route.variant : route.kind;
}
