import type { Digest } from "../core/bundle/digest.ts";
import type { Pointer } from "../core/label/pointer.ts";

/** Somewhere plain that runtimes poll. */
export interface Place {
  /** What a person would call it. */
  readonly name: string;
  /** Which of these bundles are not there. */
  missing(digests: readonly Digest[]): Promise<readonly Digest[]>;
  /** The serial of a pointer that runtimes see here; `null` where they see none. */
  serial(contract: string, label: string): Promise<number | null>;
  /**
   * Bundles first, pointers last: a reader that sees a pointer finds its bundles. A pointer never goes
   * back: one with the same or a higher serial stays.
   *
   * @returns how many files were written
   * @throws Failure WRITE_FAILED
   */
  publish(release: Publication): Promise<number>;
}

export interface Publication {
  readonly bundles: ReadonlyMap<Digest, Uint8Array>;
  readonly pointers: readonly Pointer[];
}
