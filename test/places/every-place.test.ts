import { describe, expect, test } from "vitest";
import type { Bundle } from "../../src/core/bundle/bundle.ts";
import { openBundle } from "../../src/core/bundle/open.ts";
import { decodePointer, type Pointer } from "../../src/core/label/pointer.ts";
import type { Publication } from "../../src/places/place.ts";
import { sampleBundle } from "../helpers/contracts.ts";
import { pointerText, pointerTo } from "../helpers/published.ts";
import { bundlePath, kinds, prodPath } from "./kinds.ts";

const [old, young] = [sampleBundle("old"), sampleBundle("young")];

function publication(bundle: Bundle, part: Partial<Pointer> = {}, ...others: readonly Bundle[]): Publication {
  return {
    bundles: new Map([bundle, ...others].map(({ digest, bytes }) => [digest, bytes])),
    pointers: [pointerTo(bundle, part)],
  };
}

/** What every place promises, whatever it is made of. */
describe.each(Object.entries(kinds))("a place of the kind %s", (_kind, newPlace) => {
  const textOf = (bytes: Uint8Array | null): string | null => (bytes === null ? null : new TextDecoder().decode(bytes));

  test("is empty at first, and nobody has to make it", async () => {
    const { place } = await newPlace();
    expect([await place.bundles(), await place.pruned(), await place.pointers()]).toEqual([new Set(), new Set(), []]);
    expect(await place.serial("support", "prod")).toBeNull();
    expect(await place.spoiled([old.digest])).toEqual([]);
    expect(await place.prune([])).toEqual([]);
  });

  test("gets exactly the bundle's bytes and the pointer, and says what was written", async () => {
    const { place, open, read } = await newPlace();
    const release = publication(old, { serial: 3 });
    expect(await place.publish(release)).toEqual({
      pointers: release.pointers,
      bundles: [old.digest],
      mended: [],
      ahead: [],
    });
    expect(textOf(await read(bundlePath(old.digest)))).toBe(new TextDecoder().decode(old.bytes));
    expect(textOf(await read(prodPath))).toBe(pointerText(old, { serial: 3 }));
    expect([await open().bundles(), await open().pointers(), await open().serial("support", "prod")]).toEqual([
      new Set([old.digest]),
      release.pointers,
      3,
    ]);
  });

  test("gets nothing twice", async () => {
    const { place } = await newPlace();
    await place.publish(publication(old));
    expect(await place.publish(publication(old))).toEqual({ pointers: [], bundles: [], mended: [], ahead: [] });
    const moved = publication(old, { serial: 2 });
    expect(await place.publish(moved)).toEqual({ pointers: moved.pointers, bundles: [], mended: [], ahead: [] });
  });

  test("finds and mends a bundle and a pointer that somebody broke", async () => {
    const { place, read, overwrite } = await newPlace();
    await place.publish(publication(old, {}, young));
    await overwrite(bundlePath(old.digest), "torn");
    await overwrite(prodPath, pointerText(old).slice(0, 100));
    expect(await place.spoiled([old.digest, young.digest])).toEqual([old.digest]);
    expect([await place.serial("support", "prod"), await place.pointers()]).toEqual([null, []]);
    const release = publication(old);
    expect(await place.publish(release)).toEqual({
      pointers: release.pointers,
      bundles: [old.digest],
      mended: [old.digest],
      ahead: [],
    });
    expect(textOf(await read(prodPath))).toBe(pointerText(old));
    expect(await place.spoiled([old.digest, young.digest])).toEqual([]);
  });

  test.each([
    ["a lower serial", { serial: 4 }],
    ["the same serial", { serial: 5, reason: "another" }],
  ])("a pointer never goes back: %s", async (_name, part) => {
    const { place, read } = await newPlace();
    await place.publish(publication(young, { serial: 5 }));
    expect(await place.publish(publication(old, part))).toEqual({
      pointers: [],
      bundles: [old.digest],
      mended: [],
      ahead: [pointerTo(young, { serial: 5 })],
    });
    expect(textOf(await read(prodPath))).toBe(pointerText(young, { serial: 5 }));
  });

  test("a pointer never goes back when two publish at the same time", async () => {
    const { place, open } = await newPlace();
    for (let serial = 2; serial < 12; serial += 2) {
      const both = [publication(young, { serial: serial + 1 }), publication(old, { serial })];
      await Promise.all([place, open()].map((one, index) => one.publish(both[index] ?? publication(old))));
      expect(await place.serial("support", "prod")).toBe(serial + 1);
    }
  });

  test("a bundle whose bytes are not its digest's stops before any pointer", async () => {
    const { place, read } = await newPlace();
    await place.publish(publication(old));
    const release = { ...publication(young, { serial: 2 }), bundles: new Map([[young.digest, old.bytes]]) };
    await expect(place.publish(release)).rejects.toMatchObject({ code: "WRITE_FAILED" });
    expect(textOf(await read(prodPath))).toBe(pointerText(old));
  });

  test("whoever sees a pointer finds its bundle, whole", async () => {
    const { place, read } = await newPlace();
    const end = performance.now() + 1_000;
    let reads = 0;
    const reader = async (): Promise<void> => {
      while (performance.now() < end) {
        const bytes = await read(prodPath);
        if (bytes === null) continue;
        const seen = decodePointer(bytes);
        if (seen.kind === "bad") throw new Error(`torn: ${seen.why}`);
        const { current } = seen.pointer;
        openBundle((await read(bundlePath(current))) ?? new Uint8Array(), current);
        reads += 1;
      }
    };
    const writer = async (): Promise<void> => {
      for (let serial = 1; performance.now() < end; serial += 1) {
        // Large enough that a write in place would be seen half done.
        const bundle = sampleBundle(`${serial} `.repeat(20_000));
        await place.publish(publication(bundle, { serial, reason: "x".repeat(40_000) }));
      }
    };
    await Promise.all([reader(), writer()]);
    expect(reads).toBeGreaterThan(10);
  });

  describe("pruned", () => {
    test("a bundle is gone, remembered, and comes back when it is published again", async () => {
      const { place, open, read } = await newPlace();
      await place.publish(publication(young, {}, old));
      expect(await place.prune([old.digest])).toEqual([old.digest]);
      expect([await open().bundles(), await open().pruned()]).toEqual([new Set([young.digest]), new Set([old.digest])]);
      expect(await read(bundlePath(old.digest))).toBeNull();
      expect(await place.prune([old.digest])).toEqual([]);

      await place.publish(publication(old, { serial: 2 }));
      expect([await place.bundles(), await place.pruned()]).toEqual([new Set([young.digest, old.digest]), new Set()]);
    });

    test("what was never there is remembered too: nobody has to bring it", async () => {
      const { place } = await newPlace();
      await place.publish(publication(young));
      expect(await place.prune([old.digest])).toEqual([]);
      expect(await place.pruned()).toEqual(new Set([old.digest]));
    });

    test.each([
      ["serves", {}],
      ["can go back to", { current: young.digest, previous: old.digest }],
      ["ramps to", { current: young.digest, ramp: { bundle: old.digest, weight: 500, salt: "r-1" } }],
      ["upgrades from", { current: young.digest, upgradableFrom: [old.digest] }],
    ])("what a pointer there %s stays, whoever asks", async (_what, part) => {
      const { place } = await newPlace();
      await place.publish(publication(old, part, young));
      expect(await place.prune([old.digest])).toEqual([]);
      expect([await place.bundles(), await place.pruned()]).toEqual([new Set([old.digest, young.digest]), new Set()]);
    });

    test("while it is published again, a pointer always finds it", async () => {
      const { place, open, read } = await newPlace();
      for (let serial = 1; serial < 12; serial += 2) {
        await place.publish(publication(young, { serial }, old));
        await Promise.all([place.prune([old.digest]), open().publish(publication(old, { serial: serial + 1 }))]);
        expect(await read(bundlePath(old.digest))).not.toBeNull();
      }
    });
  });
});
