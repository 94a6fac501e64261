import type { Digest } from "../core/bundle/digest.ts";
import type { Pointer } from "../core/label/pointer.ts";

/** Somewhere plain that runtimes poll. */
export interface Place {
  /** What a person would call it. */
  readonly name: string;
  /** The bundles that are here, by their names; nobody has looked into them. */
  bundles(): Promise<ReadonlySet<Digest>>;
  /** The bundles that were taken away from here because they were old. */
  pruned(): Promise<ReadonlySet<Digest>>;
  /** Which of these bundles are here with other bytes than their names say. */
  spoiled(digests: readonly Digest[]): Promise<readonly Digest[]>;
  /** The bytes of a bundle; `null` where it is not here, or its bytes are not what its name says. */
  bundle(digest: Digest): Promise<Uint8Array | null>;
  /** The pointers that runtimes see here; what no runtime would take is none. */
  pointers(): Promise<readonly Pointer[]>;
  /** The serial of a pointer that runtimes see here; `null` where they see none. */
  serial(contract: string, label: string): Promise<number | null>;
  /**
   * Bundles first, pointers last: a reader that sees a pointer finds its bundles. A pointer never goes
   * back: one with the same or a higher serial stays.
   *
   * @throws Failure WRITE_FAILED
   */
  publish(release: Publication): Promise<Published>;
  /**
   * Takes bundles away and remembers that, so that nobody brings them back. What a pointer here names stays.
   *
   * @returns those that were there and are gone
   * @throws Failure WRITE_FAILED
   */
  prune(digests: readonly Digest[]): Promise<readonly Digest[]>;
}

export interface Publication {
  readonly bundles: ReadonlyMap<Digest, Uint8Array>;
  readonly pointers: readonly Pointer[];
}

/** What was written: nothing where all of it was there. */
export interface Published {
  readonly pointers: readonly Pointer[];
  readonly bundles: readonly Digest[];
  /** Those of the bundles that were there with other bytes. */
  readonly mended: readonly Digest[];
  /** Pointers that stayed there because they are ahead of what was to be written. */
  readonly ahead: readonly Pointer[];
}
