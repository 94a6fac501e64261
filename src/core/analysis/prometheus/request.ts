import type { Digest } from "../../bundle/digest.ts";
import type { BasisPoints } from "../../label/policy.ts";
import type { ComparedSide } from "../comparison.ts";
import type { Limits, MetricPolicy } from "../policy.ts";

/** Whom to compare by what a Prometheus server knows. */
export interface PrometheusRequest {
  readonly contract: string;
  /** `null`: whatever label they were opened under. */
  readonly label: string | null;
  readonly compared: ComparedRanges;
  readonly metrics: readonly MetricPolicy[];
  /** Stop reasons to expect: each is a share of its own in a mix, and all others together are `other`. */
  readonly stopReasons: readonly string[];
  readonly limits: Limits;
  readonly now: Date;
}

export type ComparedRanges =
  | {
      readonly kind: "ramp";
      readonly base: Digest;
      readonly head: Digest;
      /** When the ramp began. */
      readonly since: Date;
      /** Oldest first. */
      readonly stages: readonly Stage[];
    }
  | { readonly kind: "against"; readonly base: ComparedSide; readonly head: ComparedSide };

/** A stretch of a ramp with one weight: the serials that the pointer had in it, with which its sessions were opened. */
export interface Stage {
  readonly serials: readonly number[];
  readonly weight: BasisPoints;
}
