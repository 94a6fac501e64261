import canonicalize from "canonicalize";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalBytes, canonicalText } from "../../../src/core/bundle/canonical.ts";
import { digestOf } from "../../../src/core/bundle/digest.ts";
import { openBundle } from "../../../src/core/bundle/open.ts";
import { bundleDocument, sealBundle } from "../../../src/core/bundle/seal.ts";
import { Failure } from "../../../src/core/failure.ts";
import { isJsonArray, isJsonObject, type Json } from "../../../src/core/json.ts";
import { arbitraryContract, arbitraryJson } from "../../helpers/arbitrary-contract.ts";

test("what was sealed opens as it was, and seals to the same bytes", () => {
  fc.assert(
    fc.property(arbitraryContract(), (contract) => {
      const sealed = sealBundle(contract);
      const opened = openBundle(sealed.bytes, sealed.digest);
      const again = sealBundle(opened.contract);
      expect(again.digest).toBe(sealed.digest);
      expect(again.bytes).toEqual(sealed.bytes);
      expect(withoutMinusZero(opened.contract as unknown as Json)).toEqual(
        withoutMinusZero(contract as unknown as Json),
      );
    }),
  );
});

test("the order of keys does not change the canonical bytes", () => {
  fc.assert(
    fc.property(fc.oneof(arbitraryJson(), arbitraryContract().map(bundleDocument)), fc.integer(), (value, seed) => {
      expect(canonicalBytes(shuffled(value, seed))).toEqual(canonicalBytes(value));
    }),
  );
});

test("the canonical text is that of the library for RFC 8785", () => {
  const values = fc.oneof(
    arbitraryJson(),
    arbitraryContract().map(bundleDocument),
    fc.jsonValue({ stringUnit: "binary" }) as fc.Arbitrary<Json>,
    fc.dictionary(fc.constantFrom("10", "9", "é", "\ud83d\ude00", "\ufb33", "__proto__", "\\ud800", ""), fc.double()),
  );
  fc.assert(
    fc.property(values, (value) => {
      expect(textOr(() => canonicalText(value))).toBe(textOr(() => canonicalize(value) ?? ""));
    }),
    { numRuns: 300 },
  );
});

test.each(["\ud800", "\udc00\ud800", "\\\ud83d", { "\udfff": 1 }, [Number.NaN], [Infinity]])(
  "%j has no canonical form",
  (value) => {
    expect(() => canonicalText(value as Json)).toThrow(TypeError);
  },
);

test("canonical bytes are JSON of the same value", () => {
  fc.assert(
    fc.property(arbitraryJson(), (value) => {
      expect(JSON.parse(new TextDecoder().decode(canonicalBytes(value)))).toEqual(withoutMinusZero(value));
    }),
  );
});

test("a bundle with one bit flipped never opens", () => {
  const { bytes, digest } = sealBundle(fc.sample(arbitraryContract(), { numRuns: 1, seed: 7 })[0] ?? neverHappens());
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const flipped = bytes.slice();
    flipped[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(() => openBundle(flipped, digest)).toThrow(Failure);
  }
});

test.each([
  ["another format", { format: "promptctl/bundle/2", contract: "support", model: {} }],
  ["no format", { contract: "support", model: {} }],
  ["a pointer", { format: "promptctl/pointer/1", contract: "support", model: {} }],
  ["no contract", { format: "promptctl/bundle/1", model: {} }],
  ["no model", { format: "promptctl/bundle/1", contract: "support" }],
  ["a list", []],
  ["null", null],
])("bytes that hash right and hold %s are no bundle", (_name, value) => {
  const bytes = canonicalBytes(value);
  expect(() => openBundle(bytes, digestOf(bytes))).toThrow(expect.objectContaining({ code: "BAD_BUNDLE" }));
});

test.each([
  ["not JSON", new TextEncoder().encode("{")],
  ["nothing", new Uint8Array()],
  ["not UTF-8", new Uint8Array([0x22, 0xff, 0x22])],
])("bytes that hash right and are %s are no bundle", (_name, bytes) => {
  expect(() => openBundle(bytes, digestOf(bytes))).toThrow(expect.objectContaining({ code: "BAD_BUNDLE" }));
});

/** JSON has one zero. */
function withoutMinusZero(value: Json): Json {
  return value === 0 ? 0 : mapJson(value, withoutMinusZero);
}

function shuffled(value: Json, seed: number): Json {
  const rebuilt = mapJson(value, (part) => shuffled(part, seed));
  if (!isJsonObject(rebuilt)) return rebuilt;
  const entries = Object.entries(rebuilt);
  const cut = Math.abs(seed) % Math.max(1, entries.length);
  return Object.fromEntries([...entries.slice(cut), ...entries.slice(0, cut)].toReversed());
}

function mapJson(value: Json, change: (part: Json) => Json): Json {
  if (isJsonArray(value)) return value.map(change);
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, change(part)]));
  return value;
}

function neverHappens(): never {
  throw new Error("fast-check made no sample");
}

/** What is refused is refused by both. */
function textOr(write: () => string): string | null {
  try {
    return write();
  } catch {
    return null;
  }
}
