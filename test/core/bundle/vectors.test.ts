import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { canonicalBytes } from "../../../src/core/bundle/canonical.ts";
import { digestOf } from "../../../src/core/bundle/digest.ts";
import { openBundle } from "../../../src/core/bundle/open.ts";
import { sealBundle } from "../../../src/core/bundle/seal.ts";
import type { JsonObject } from "../../../src/core/json.ts";

interface Vector {
  readonly name: string;
  readonly document: JsonObject;
  readonly digest: `sha256:${string}`;
}

// Frozen: never edit a vector, only add. A bundle that was released under one of these digests must have
// it for ever, whatever fields and defaults a later promptctl knows.
const vectors = JSON.parse(readFileSync(new URL("vectors.json", import.meta.url), "utf8")) as readonly Vector[];

describe.each(vectors)("$name", ({ document, digest }) => {
  test("has its digest", () => expect(digestOf(canonicalBytes(document))).toBe(digest));

  test("has it again once it was opened and sealed", () => {
    const { contract } = openBundle(canonicalBytes(document), digest);
    expect(sealBundle(contract).digest).toBe(digest);
  });
});

test("there are vectors, and no two are the same", () => {
  expect(vectors.length).toBeGreaterThanOrEqual(5);
  expect(new Set(vectors.map(({ digest }) => digest)).size).toBe(vectors.length);
});
