import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openBundle } from "../../src/core/bundle/open.ts";
import { decodePointer, type Pointer } from "../../src/core/label/pointer.ts";
import { folderPlace } from "../../src/places/folder.ts";
import { sampleBundle } from "../helpers/contracts.ts";
import { pointerText, pointerTo } from "../helpers/published.ts";
import { temporaryFolder } from "../helpers/repository.ts";

const [old, young] = [sampleBundle("old"), sampleBundle("young")];
const publication = (bundle: typeof old, part: Partial<Pointer> = {}) => ({
  bundles: new Map([[bundle.digest, bundle.bytes]]),
  pointers: [pointerTo(bundle, part)],
});

async function place() {
  const folder = join(await temporaryFolder(), "deep", "live");
  const pointerFile = join(folder, "labels/support/prod.json");
  return {
    folder,
    pointerFile,
    bundleFile: (digest: string) => join(folder, "bundles", `${digest.slice(7)}.json`),
    pointer: () => readFile(pointerFile, "utf8"),
    publish: folderPlace("live", folder).publish,
  };
}

describe("publishing", () => {
  test("writes exactly the bundle's bytes and the pointer, and nothing else", async () => {
    const { folder, publish, pointer, bundleFile } = await place();
    expect(await publish(publication(old))).toBe(2);
    expect(Buffer.compare(await readFile(bundleFile(old.digest)), old.bytes)).toBe(0);
    expect(await pointer()).toBe(pointerText(old));
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    expect(files.filter((file) => file.isFile()).length).toBe(2);
  });

  test("again, it writes nothing", async () => {
    const { publish } = await place();
    await publish(publication(old));
    expect(await publish(publication(old))).toBe(0);
    expect(await publish(publication(old, { serial: 2 }))).toBe(1);
  });

  test("mends a bundle and a pointer that somebody broke", async () => {
    const { publish, pointer, pointerFile, bundleFile } = await place();
    await publish(publication(old));
    await writeFile(bundleFile(old.digest), "torn");
    await writeFile(pointerFile, pointerText(old).slice(0, 100));
    expect(await publish(publication(old))).toBe(2);
    expect(openBundle(await readFile(bundleFile(old.digest)), old.digest).contract.name).toBe("support");
    expect(await pointer()).toBe(pointerText(old));
  });

  test.each([
    ["a lower serial", { serial: 4 }],
    ["the same serial", { serial: 5, reason: "another" }],
  ])("a pointer never goes back: %s", async (_name, part) => {
    const { publish, pointer, bundleFile } = await place();
    await publish(publication(young, { serial: 5 }));
    expect(await publish(publication(old, part))).toBe(1);
    expect(await pointer()).toBe(pointerText(young, { serial: 5 }));
    expect(openBundle(await readFile(bundleFile(old.digest)), old.digest).digest).toBe(old.digest);
  });

  test("a pointer never goes back when two publish at the same time", async () => {
    const { publish, pointer } = await place();
    for (let serial = 2; serial < 12; serial += 2) {
      await Promise.all([publish(publication(young, { serial: serial + 1 })), publish(publication(old, { serial }))]);
      expect(JSON.parse(await pointer())).toMatchObject({ serial: serial + 1 });
    }
  });
});

describe("the order", () => {
  test("a bundle whose bytes are not its digest's stops before any pointer", async () => {
    const { publish, pointer } = await place();
    await publish(publication(old));
    const release = { ...publication(young, { serial: 2 }), bundles: new Map([[young.digest, old.bytes]]) };
    await expect(publish(release)).rejects.toMatchObject({ code: "WRITE_FAILED" });
    expect(await pointer()).toBe(pointerText(old));
  });

  test("whoever sees a pointer finds its bundle, whole", async () => {
    const { publish, pointer, bundleFile } = await place();
    const end = performance.now() + 1_000;
    let reads = 0;
    const reader = async (): Promise<void> => {
      while (performance.now() < end) {
        const text = await pointer().catch(() => null);
        if (text === null) continue;
        const read = decodePointer(Buffer.from(text));
        if (read.kind === "bad") throw new Error(`torn: ${read.why}`);
        const { current } = read.pointer;
        openBundle(await readFile(bundleFile(current)), current);
        reads += 1;
      }
    };
    const writer = async (): Promise<void> => {
      for (let serial = 1; performance.now() < end; serial += 1) {
        // Large enough that a write in place would be seen half done.
        const bundle = sampleBundle(`${serial} `.repeat(20_000));
        await publish(publication(bundle, { serial, reason: "x".repeat(40_000) }));
      }
    };
    await Promise.all([reader(), writer()]);
    expect(reads).toBeGreaterThan(10);
  });
});
