import type { Bundle } from "../../../core/bundle/bundle.ts";
import type { Config } from "../../../core/config/config.ts";
import type { Finding } from "../../../core/finding.ts";
import type { Tree } from "../../../core/ports.ts";

/** One side of a comparison: files that contracts are written in, or bundles that were built. */
export type Side = TreeSide | BundleSide;

interface Named {
  readonly name: string;
  /** How it was found where nobody named it. */
  readonly how: string | null;
}

export interface TreeSide extends Named {
  readonly kind: "tree";
  readonly tree: Tree;
  /** Where promptctl.yaml is, from the top of the tree. */
  readonly prefix: string;
  readonly config: Config;
  /** What is wrong with promptctl.yaml; `config` is what can be used beside that. */
  readonly faults: readonly Finding[];
  /** What git calls it: then git knows what differs from another state. `null` is a folder that is no such state. */
  readonly state: State | null;
}

/** `null` is the working tree. */
export interface State {
  readonly commit: string | null;
}

export interface BundleSide extends Named {
  readonly kind: "bundles";
  readonly bundles: ReadonlyMap<string, Bundle>;
}
