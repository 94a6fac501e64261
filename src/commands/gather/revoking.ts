import { type Digest, hexOf, promptId } from "../../core/bundle/digest.ts";
import { Failure } from "../../core/failure.ts";
import { type LogEntry, sourceOfBundle } from "../../core/label/history.ts";
import type { Pointer } from "../../core/label/pointer.ts";
import { bundlesNamedBy } from "../../core/label/retention.ts";
import type { Revoking } from "../../core/label/revoke.ts";
import { sayList } from "../../core/text.ts";
import { pointersIn, type Releases } from "./releases.ts";
import { readableOf } from "./withdrawn.ts";

/** A released bundle and whose it is. */
export interface Subject {
  readonly contract: string;
  readonly digest: Digest;
}

/**
 * The bundle that a digest or prompt id means, also where its file is lost. A label is not taken: it may
 * serve another one by the time this is read.
 *
 * @throws Failure USAGE, NOT_A_BUNDLE, NO_BUNDLE, BAD_BUNDLE
 */
export async function bundleNamed(releases: Releases, name: string): Promise<Subject> {
  const all = pointersIn(releases);
  const [, owner, hex] = /^(?:([a-z0-9_-]+)@|sha256:)?([0-9a-f]{6,64})$/.exec(name) ?? [];
  const labelled = all.filter(({ label }) => label === name);
  if (hex === undefined && labelled.length > 0) {
    const served = labelled.map(({ contract, current }) => promptId(contract, current));
    const message = `${name} is a label, and labels move; it serves ${sayList(served)}`;
    throw new Failure("USAGE", { message, hint: "name the digest or the prompt id" });
  }
  const known = new Set([...releases.digests(), ...all.flatMap(knownTo)]);
  const found = [...known].filter((digest) => hex !== undefined && hexOf(digest).startsWith(hex));
  if (found.length > 1) {
    const message = `'${name}' is the beginning of ${found.length} digests: ${sayList(found)}`;
    throw new Failure("USAGE", { message, hint: "give more digits" });
  }
  const [digest] = found;
  if (digest === undefined) throw new Failure("NOT_A_BUNDLE", { name });
  const contract =
    all.find((pointer) => knownTo(pointer).includes(digest))?.contract ?? (await releases.bundle(digest)).contract.name;
  if (owner !== undefined && owner !== contract) throw new Failure("NOT_A_BUNDLE", { name });
  return { contract, digest };
}

/**
 * What labels are to serve instead: a label of the contract means what it serves.
 *
 * @throws Failure BAD_REPLACEMENT, and as `bundleNamed`
 */
export async function replacementNamed(
  releases: Releases,
  log: readonly LogEntry[],
  { contract, digest }: Subject,
  name: string,
): Promise<NonNullable<Revoking["replacement"]>> {
  const labelled = readableOf(releases, contract).get(name);
  const found = labelled === undefined ? await bundleNamed(releases, name) : { contract, digest: labelled.current };
  const refused = (why: string): Failure => new Failure("BAD_REPLACEMENT", { name, why });
  if (found.contract !== contract) throw refused(`it is a bundle of ${found.contract}, not of ${contract}`);
  if (found.digest === digest) throw refused("it is the bundle that is to be revoked");
  const revoked = [...readableOf(releases, contract).values()].flatMap((pointer) => pointer.revoked);
  if (revoked.some(({ bundle }) => bundle === found.digest)) throw refused("it is revoked too");
  // What is to be served has to be there, whole.
  await releases.bundle(found.digest);
  return { digest: found.digest, commit: sourceOfBundle(log, found.digest) };
}

/** What is revoked may lie nowhere any more, and has a name all the same. */
function knownTo(pointer: Pointer): readonly Digest[] {
  return [...bundlesNamedBy(pointer), ...pointer.revoked.map(({ bundle }) => bundle)];
}
