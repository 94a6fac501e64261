import fc from "fast-check";
import { expect, test } from "vitest";
import { Failure } from "../../src/core/failure.ts";
import { openBundle } from "../../src/core/bundle/open.ts";
import { connected, publishedFolder, served } from "../helpers/published.ts";
import { next, old, young } from "./source-faults.ts";

/** The same bytes but for one bit. */
function flipped(bytes: Uint8Array, position: number, bit: number): Uint8Array {
  return bytes.map((byte, index) => (index === position % bytes.length ? byte ^ (1 << bit) : byte));
}

const bit = fc.nat({ max: 7 });

test("every flipped bit of a bundle is noticed", () => {
  for (let position = 0; position < young.bytes.length; position += 1) {
    for (let at = 0; at < 8; at += 1) {
      expect(() => openBundle(flipped(young.bytes, position, at), young.digest)).toThrow(Failure);
    }
  }
});

test("a bundle with a flipped bit is never served, and its client recovers", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), bit, async (position, at) => {
      const live = await publishedFolder();
      await live.publish(old);
      const { client } = await connected(live);
      await live.overwriteBundle(young.digest, flipped(young.bytes, position, at));
      await live.overwrite(next);
      expect(await client.refresh()).toMatchObject({ serial: 1, refusal: { reason: "bad_content" } });
      expect(served(client)).toBe("old");
      await live.overwriteBundle(young.digest, young.bytes);
      expect(await client.refresh()).toMatchObject({ serial: 2, refusal: null });
      expect(served(client)).toBe("young");
    }),
    { numRuns: 60 },
  );
});

test("a pointer with a flipped bit throws nothing, and leads to nothing that was not verified", async () => {
  const bytes = new TextEncoder().encode(next);
  await fc.assert(
    fc.asyncProperty(fc.nat(), bit, async (position, at) => {
      const live = await publishedFolder();
      await live.publish(old);
      const { client } = await connected(live);
      await live.overwriteBundle(young.digest, young.bytes);
      await live.overwrite(flipped(bytes, position, at));
      const { refusal } = await client.refresh();
      expect(served(client)).toBe(refusal === null ? "young" : "old");
    }),
    { numRuns: 120 },
  );
});

test("any bytes at all in place of a pointer are refused", async () => {
  const live = await publishedFolder();
  await live.publish(old);
  const { client } = await connected(live);
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((text) => Buffer.from(text)),
      ),
      async (bytes) => {
        await live.overwrite(bytes);
        expect((await client.refresh()).refusal).toMatchObject({ reason: "bad_content" });
        expect(served(client)).toBe("old");
      },
    ),
    { numRuns: 60 },
  );
});
