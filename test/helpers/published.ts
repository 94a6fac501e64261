import { pointer } from "../core/label/pointers.ts";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Client, connect } from "../../src/client/connect.ts";
import type { ConnectOptions } from "../../src/client/options.ts";
import type { Bundle } from "../../src/core/bundle/bundle.ts";
import { type Digest, hexOf } from "../../src/core/bundle/digest.ts";
import { encodePointer, type Pointer } from "../../src/core/label/pointer.ts";
import { folderPlace } from "../../src/places/folder.ts";
import { onTestFinished } from "vitest";
import { type HandDrivenDoors, handDrivenDoors } from "./doors.ts";
import { temporaryFolder } from "./repository.ts";

/** A folder that runtimes poll, with the label `prod` of the contract `support`. */
export interface Published {
  readonly folder: string;
  readonly pointerFile: string;
  bundleFile(digest: Digest): string;
  /** As a promotion publishes it: the bundles that are named, then the pointer, with the next serial. */
  publish(bundle: Bundle, part?: Partial<Pointer>, others?: readonly Bundle[]): Promise<Pointer>;
  /** Any bytes in place of the pointer: what a careless writer or an attacker leaves there. */
  overwrite(bytes: string | Uint8Array): Promise<void>;
  /** Another bundle's bytes under this name, or none. */
  overwriteBundle(digest: Digest, bytes: Uint8Array | null): Promise<void>;
}

export async function publishedFolder(): Promise<Published> {
  const folder = join(await temporaryFolder(), "live");
  const pointerFile = join(folder, "labels", "support", "prod.json");
  const bundleFile = (digest: Digest): string => join(folder, "bundles", `${hexOf(digest)}.json`);
  const place = folderPlace("live", folder);
  let serial = 0;
  return {
    folder,
    pointerFile,
    bundleFile,
    publish: async (bundle, part = {}, others = []) => {
      serial += 1;
      const pointer = pointerTo(bundle, { serial, ...part });
      const bundles = new Map([bundle, ...others].map(({ digest, bytes }) => [digest, bytes]));
      await place.publish({ bundles, pointers: [pointer] });
      return pointer;
    },
    overwrite: async (bytes) => {
      await rm(pointerFile, { recursive: true, force: true });
      await mkdir(dirname(pointerFile), { recursive: true });
      await writeFile(pointerFile, bytes);
    },
    overwriteBundle: async (digest, bytes) => {
      await rm(bundleFile(digest), { force: true });
      if (bytes !== null) await writeFile(bundleFile(digest), bytes);
    },
  };
}

export function pointerTo({ contract, digest }: Bundle, part: Partial<Pointer> = {}): Pointer {
  const poll = { interval: 15, deadline: 5, jitter: 0 };
  return pointer({ contract: contract.name, current: digest, poll, ...part });
}

export function pointerText(bundle: Bundle, part: Partial<Pointer> = {}): string {
  return new TextDecoder().decode(encodePointer(pointerTo(bundle, part)));
}

/** A client of a published folder, its clock in the test's hand; closed when the test is over. */
export async function connected(
  { folder }: Pick<Published, "folder">,
  options: Partial<ConnectOptions> = {},
  doors: HandDrivenDoors = handDrivenDoors(),
): Promise<{ readonly client: Client; readonly doors: HandDrivenDoors }> {
  const client = await connect({ source: `file:${folder}`, contract: "support", label: "prod", ...options }, doors);
  onTestFinished(() => client.close());
  return { client, doors };
}

/** What a new session gets to hear. */
export function served(client: Client, session = "any"): string {
  return client.open(session).system();
}

/** One poll of the schedule above, and a little. */
export const interval = 15_000;
