import type { Contract } from "../contract/contract.ts";
import type { Digest } from "./digest.ts";

/** Readers refuse an unknown major format and keep what they have. */
export const bundleFormat = "promptctl/bundle/1";

/** A contract as one immutable unit. */
export interface Bundle {
  readonly digest: Digest;
  readonly bytes: Uint8Array;
  readonly contract: Contract;
}
