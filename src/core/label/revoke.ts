import { type Digest, promptId } from "../bundle/digest.ts";
import { clip } from "../text.ts";
import type { ReasonedStamp } from "./halt.ts";
import { issuePointer, type Part, type Pointers, type Transition } from "./issue.ts";
import type { Pointer } from "./pointer.ts";

export interface Revoking {
  readonly digest: Digest;
  /** What labels serve instead, with the commit that it was built from. */
  readonly replacement: { readonly digest: Digest; readonly commit: string | null } | null;
}

export interface Revoked extends Transition {
  /** Labels that would go on serving it: then nothing is written. */
  readonly serving: readonly string[];
}

/**
 * Marks a bundle as not to be run, on every label of its contract. A label that serves it gets the
 * replacement; where only its ramp does, the ramp ends. Sessions pinned to it stop: they never move.
 */
export function revoke({ digest, replacement }: Revoking, pointers: Pointers, stamp: ReasonedStamp): Revoked {
  const { contract } = stamp;
  const all = [...pointers.values()];
  const serving = all.filter((pointer) => replacement === null && pointer.halted === null && serves(pointer, digest));
  if (serving.length > 0) return { contract, writes: [], notes: [], serving: serving.map(({ label }) => label) };
  const changed = all.flatMap((pointer) => {
    const part = { ...mark(pointer, digest, stamp), ...replace(pointer, digest, replacement) };
    return Object.keys(part).length === 0 ? [] : [{ pointer, part }];
  });
  const writes = changed.map(({ pointer: { label, source }, part }) =>
    issuePointer(label, pointers, stamp, { source, ...part }),
  );
  const moves = changed.flatMap(({ pointer, part }) => sayMove(pointer, part));
  const unused = replacement !== null && moves.length === 0 ? ["no label served it, so nothing was replaced"] : [];
  return { contract, writes, notes: [...moves, ...unused], serving: [] };
}

function serves({ current, ramp }: Pointer, digest: Digest): boolean {
  return current === digest || ramp?.bundle === digest;
}

/** Nothing goes back to it or moves on from it either. */
function mark(pointer: Pointer, bundle: Digest, { at, reason }: ReasonedStamp): Part {
  if (pointer.revoked.some((one) => one.bundle === bundle)) return {};
  return {
    revoked: [...pointer.revoked, { bundle, reason: clip(reason, reasonLength), at }],
    previous: pointer.previous === bundle ? null : pointer.previous,
    upgradableFrom: pointer.upgradableFrom.filter((older) => older !== bundle),
  };
}

/** Characters: revocations stay for ever, and a pointer has its limit. The log has the whole reason. */
const reasonLength = 200;

function replace(pointer: Pointer, digest: Digest, replacement: Revoking["replacement"]): Part {
  if (replacement === null || !serves(pointer, digest)) return {};
  if (pointer.current !== digest) return { ramp: null };
  const { previous, revoked } = pointer;
  const gone = new Set([digest, replacement.digest, ...revoked.map(({ bundle }) => bundle)]);
  return {
    current: replacement.digest,
    previous: previous === null || gone.has(previous) ? null : previous,
    ramp: null,
    upgradableFrom: [],
    source: { commit: replacement.commit },
  };
}

function sayMove({ contract, label, current, ramp }: Pointer, part: Part): readonly string[] {
  const moved =
    part.current === undefined ? [] : [`${promptId(contract, current)} → ${promptId(contract, part.current)}`];
  const ended = part.ramp === null && ramp !== null ? [`the ramp of ${promptId(contract, ramp.bundle)} ends`] : [];
  return moved.length + ended.length === 0 ? [] : [`${label} of ${contract}: ${[...moved, ...ended].join("; ")}`];
}
