import type { Digest } from "../bundle/digest.ts";
import type { BasisPoints } from "../label/policy.ts";
import type { ComparedSide } from "./comparison.ts";
import type { Limits, MetricPolicy } from "./policy.ts";

/** What is asked of run records. */
export interface Question {
  readonly contract: string;
  readonly metrics: readonly MetricPolicy[];
  /** Stop reasons to expect: each is a share of its own in a mix, and all others together are `other`. */
  readonly stopReasons: readonly string[];
  readonly limits: Limits;
  readonly compared: RampQuestion | AgainstQuestion;
  readonly now: Date;
  /** How much is remembered of each side; left out, what is enough for a hundredth of rank and half a gigabyte. */
  readonly budget?: Budget;
}

/** Sessions that were drawn for a ramp since it began. */
export interface RampQuestion {
  readonly kind: "ramp";
  readonly label: string;
  readonly base: Digest;
  readonly head: Digest;
  /** The serial of the first pointer with this ramp, and when it was issued (ISO). */
  readonly begun: { readonly serial: number; readonly at: string };
  /** Stretches of one weight, the oldest first; the first begins with the ramp. */
  readonly stages: readonly Stage[];
}

export interface Stage {
  readonly fromSerial: number;
  /** ISO. */
  readonly fromTime: string;
  readonly weight: BasisPoints;
}

/** Two bundles, or one at two times, for which nobody drew lots. */
export interface AgainstQuestion {
  readonly kind: "against";
  /** `null`: any. */
  readonly label: string | null;
  readonly base: ComparedSide;
  readonly head: ComparedSide;
}

export interface Budget {
  readonly sessions: number;
  readonly runs: number;
}

/**
 * Of more than 32,768 sessions drawn by lot every quantile is within 0.75 hundredths of rank, with 95 % certainty: the
 * square root of ln(2 / 0.05) / 2n (Massart, The tight constant in the Dvoretzky–Kiefer–Wolfowitz inequality, 1990).
 */
export const standardBudget: Budget = { sessions: 65_536, runs: 500_000 };
