import type { Bundle } from "../core/bundle/bundle.ts";
import type { Digest } from "../core/bundle/digest.ts";
import { openBundle } from "../core/bundle/open.ts";
import { Failure } from "../core/failure.ts";

/**
 * Opens bytes that were asked for by digest, for one contract: the digest proves what they are, not whose.
 *
 * @throws Failure BAD_BUNDLE
 */
export function openBundleOf(contract: string, bytes: Uint8Array, digest: Digest): Bundle {
  const bundle = openBundle(bytes, digest);
  if (bundle.contract.name === contract) return bundle;
  throw new Failure("BAD_BUNDLE", { digest, why: `it is of the contract ${bundle.contract.name}, not ${contract}` });
}
