import { mkdir, rm, symlink, truncate } from "node:fs/promises";
import { dirname } from "node:path";
import { type Bundle } from "../../src/core/bundle/bundle.ts";
import { digestOf } from "../../src/core/bundle/digest.ts";
import { sampleBundle } from "../helpers/contracts.ts";
import { pointerText, type Published } from "../helpers/published.ts";

export const old = sampleBundle("old");
export const young = sampleBundle("young");

/** The pointer that moves the label from `old` to `young`. */
export const next = pointerText(young, { serial: 2 });

const ofFormat = (format: string): Bundle => {
  const bytes = Buffer.from(new TextDecoder().decode(old.bytes).replace("promptctl/bundle/1", format));
  return { ...old, bytes, digest: digestOf(bytes) };
};

/** Leaves nothing at the pointer's place, for something else to be put there. */
export async function cleared({ pointerFile }: Published): Promise<string> {
  await rm(pointerFile, { force: true });
  return pointerFile;
}

type Fault = readonly [name: string, reason: string, break_: (live: Published) => Promise<unknown>];

/** Ways in which a published folder breaks while the label moves, and the reason a client gives for each. */
export const faults: readonly Fault[] = [
  ["an empty pointer", "bad_content", (live) => live.overwrite("")],
  ["half a pointer", "bad_content", (live) => live.overwrite(next.slice(0, next.length / 2))],
  ["a pointer without its last brace", "bad_content", (live) => live.overwrite(next.trimEnd().slice(0, -1))],
  ["a pointer with something after it", "bad_content", (live) => live.overwrite(`${next}{`)],
  ["a page of HTML", "bad_content", (live) => live.overwrite("<!doctype html><title>Sign in</title>")],
  ["bytes that are no text", "bad_content", (live) => live.overwrite(Buffer.from([0xff, 0xfe, 0x00, 0x80]))],
  ["a JSON document of another kind", "bad_content", (live) => live.overwrite(new Uint8Array(old.bytes))],
  ["a pointer of a later format", "unknown_format", (live) => live.overwrite(next.replace("pointer/1", "pointer/2"))],
  ["a pointer without a field", "bad_content", (live) => live.overwrite(next.replace(/\n.*"revoked".*/, ""))],
  ["no pointer", "pointer_missing", cleared],
  ["no folder at all", "pointer_missing", (live) => rm(live.folder, { recursive: true })],
  ["a pointer of a megabyte", "unreachable", (live) => live.overwrite(next + " ".repeat(1_000_000))],
  [
    "a pointer of a gigabyte",
    "unreachable",
    async (live) => {
      await live.overwrite(next);
      await truncate(live.pointerFile, 2 ** 30);
    },
  ],
  ["a folder", "unreachable", async (live) => mkdir(await cleared(live))],
  ["a link that leads nowhere", "pointer_missing", async (live) => symlink("nowhere", await cleared(live))],
  ["a link that leads to itself", "unreachable", async (live) => symlink(live.pointerFile, await cleared(live))],
  ["a link to a device", "unreachable", async (live) => symlink("/dev/zero", await cleared(live))],
  ["a link to a folder", "unreachable", async (live) => symlink(dirname(live.folder), await cleared(live))],
  ["a bundle that is not there yet", "bundle_unavailable", (live) => live.overwrite(next)],
  ["a bundle that is empty", "bad_content", (live) => broken(live, new Uint8Array())],
  ["a bundle that is torn", "bad_content", (live) => broken(live, young.bytes.slice(0, -1))],
  [
    "a bundle with something after it",
    "bad_content",
    (live) => broken(live, Buffer.concat([young.bytes, Buffer.of(10)])),
  ],
  ["another bundle under its name", "bad_content", (live) => broken(live, old.bytes)],
  [
    "a bundle that is too large",
    "unreachable",
    async (live) => {
      await broken(live, young.bytes);
      await truncate(live.bundleFile(young.digest), 2 ** 30);
    },
  ],
  [
    "a bundle of a later format",
    "unknown_format",
    async (live) => {
      const later = ofFormat("promptctl/bundle/2");
      await live.overwriteBundle(later.digest, later.bytes);
      await live.overwrite(pointerText(later, { serial: 2 }));
    },
  ],
  [
    "a bundle whose bytes are no JSON",
    "bad_content",
    async (live) => {
      const bytes = Buffer.from("<html>");
      const page = { ...young, bytes, digest: digestOf(bytes) };
      await live.overwriteBundle(page.digest, bytes);
      await live.overwrite(pointerText(page, { serial: 2 }));
    },
  ],
  [
    "a ramp whose bundle is not there",
    "bundle_unavailable",
    (live) =>
      live.overwrite(pointerText(old, { serial: 2, ramp: { bundle: young.digest, weight: 10_000, salt: "r" } })),
  ],
];

async function broken(live: Published, bytes: Uint8Array): Promise<void> {
  await live.overwriteBundle(young.digest, bytes);
  await live.overwrite(next);
}
