import type { Digest } from "../bundle/digest.ts";
import type { LogEntry } from "../label/history.ts";
import { bundlesServedBy, contractAt, type Pointer, type ReadPointer } from "../label/pointer.ts";
import type { Pair } from "../statistics/samples.ts";
import type { Statement } from "../label/statement.ts";

/** Everything that is to be proved, as it was found: the release branch, its history, and the places. */
export interface Inventory {
  /** By the digest that a file's name promises. */
  readonly bundles: ReadonlyMap<Digest, StoredBundle>;
  /** Bundles that are not there, or not what they were, and that somebody else has: an older commit, or a place. */
  readonly recoverable: ReadonlyMap<Digest, Uint8Array>;
  /** By path. */
  readonly pointers: ReadonlyMap<string, ReadPointer>;
  /** By path; `null` is no test result of in-toto. */
  readonly evidence: ReadonlyMap<string, Statement | null>;
  /** By path: the hex digests of the bundles that were compared; `null` is no test result of in-toto. */
  readonly analyses: ReadonlyMap<string, Pair<string> | null>;
  /** Files among these that have no name of ours. */
  readonly strangers: readonly string[];
  /** Newest first, all of it. */
  readonly log: readonly LogEntry[];
  /** A shallow clone knows only the newest moves. */
  readonly isShallow: boolean;
  /** Moves that this clone knows and the remote's branch does not hold. */
  readonly lost: LostMoves | null;
  readonly places: readonly SeenPlace[];
}

export type StoredBundle =
  | { readonly kind: "bundle"; readonly contract: string }
  | { readonly kind: "bad"; readonly why: string };

export interface LostMoves {
  readonly branch: string;
  readonly commit: string;
  /** `ahead`: they go on where the remote's branch ends. `apart`: that has other moves instead. */
  readonly kind: "ahead" | "apart";
}

/** A place as runtimes see it. */
export interface SeenPlace {
  readonly name: string;
  readonly bundles: ReadonlySet<Digest>;
  /** Those of them whose bytes are not what their names say. */
  readonly spoiled: ReadonlySet<Digest>;
  readonly pointers: readonly Pointer[];
}

/** Contracts in places that the branch never heard of: another project publishes there too, or they were lost whole. */
export function foreignContracts({ pointers, log, places }: Inventory): ReadonlySet<string> {
  const known = new Set([...[...pointers.keys()].map(contractAt), ...log.map(({ after }) => after.contract)]);
  const seen = places.flatMap((place) => place.pointers.map(({ contract }) => contract));
  return new Set(known.size === 0 ? [] : seen.filter((contract) => !known.has(contract)));
}

/** Every bundle that any label ever served: sessions are pinned to them. */
export function servedEver({ log, pointers }: Pick<Inventory, "log" | "pointers">): ReadonlySet<Digest> {
  const all = [...readable({ pointers }).values(), ...log.map(({ after }) => after)];
  return new Set(all.flatMap(bundlesServedBy));
}

/** The pointers that can be read, by path. */
export function readable({ pointers }: Pick<Inventory, "pointers">): ReadonlyMap<string, Pointer> {
  return new Map([...pointers].flatMap(([path, read]) => (read.kind === "pointer" ? [[path, read.pointer]] : [])));
}
