import type { Digest } from "../../../src/core/bundle/digest.ts";
import type { Inventory } from "../../../src/core/audit/inventory.ts";
import type { LogEntry } from "../../../src/core/label/history.ts";
import { type Pointer, pointerPath } from "../../../src/core/label/pointer.ts";
import { digest, entryOf, pointer } from "../label/pointers.ts";

export const [a, b, c] = [digest("a"), digest("b"), digest("c")];

/** The third move of prod: a, b, c. */
export const moves: readonly Pointer[] = [
  at(1, { current: a }),
  at(2, { current: b, previous: a }),
  at(3, { current: c, previous: b }),
];

export function at(serial: number, part: Partial<Pointer> = {}): Pointer {
  return pointer({ serial, issuedAt: `2026-11-20T0${serial}:00:00Z`, ...part });
}

/** Newest first, from pointers in the order in which they were written. */
export function logOf(...pointers: readonly Pointer[]): readonly LogEntry[] {
  return pointers
    .map((after, index) => ({
      ...entryOf("promote", after),
      commit: `${index + 1}`.repeat(40),
      before: pointers[index - 1] ?? null,
    }))
    .toReversed();
}

/** A branch that is sound: three moves, all bundles, one place that has them. */
export function sound(part: Partial<Inventory> = {}): Inventory {
  const newest = moves[2] ?? pointer();
  return {
    bundles: new Map([a, b, c].map((one) => [one, { kind: "bundle", contract: "support" }])),
    recoverable: new Map(),
    pointers: pointersAt(newest),
    evidence: new Map(),
    analyses: new Map(),
    strangers: [],
    log: logOf(...moves),
    isShallow: false,
    lost: null,
    places: [{ name: "live", bundles: new Set([a, b, c]), spoiled: new Set<Digest>(), pointers: [newest] }],
    ...part,
  };
}

/** Bundles that somebody else has. */
export function elsewhere(...digests: readonly Digest[]): Inventory["recoverable"] {
  return new Map(digests.map((one) => [one, new Uint8Array()]));
}

export function pointersAt(...pointers: readonly Pointer[]): Inventory["pointers"] {
  return new Map(pointers.map((one) => [pointerPath(one.contract, one.label), { kind: "pointer", pointer: one }]));
}
