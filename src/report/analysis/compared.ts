import type { Analysis, Compared, ComparedSide } from "../../core/analysis/comparison.ts";
import { isDigest, promptId } from "../../core/bundle/digest.ts";
import { sayDuration } from "../../core/duration.ts";
import { sayWeight } from "../../core/label/policy.ts";
import type { Pair } from "../../core/statistics/samples.ts";
import { short } from "../../core/analysis/words.ts";

export const sides = ["base", "head"] as const;

/** The prompt ids of both sides. */
export function idsOf({ contract, compared }: Analysis): Pair<string> {
  if (compared.kind === "ramp")
    return { base: promptId(contract, compared.base), head: promptId(contract, compared.head) };
  return { base: promptId(contract, compared.base.bundle), head: promptId(contract, compared.head.bundle) };
}

/** What each side is: `serves prod`, `5 % of new sessions`; `last week`, `now`. */
export function partsOf({ compared, label }: Analysis): Pair<string> {
  if (compared.kind === "against") return { base: saySide(compared.base), head: saySide(compared.head) };
  return { base: `serves ${short(label)}`, head: `${sayWeight(compared.weight)} of new sessions` };
}

function saySide({ says, from, until }: ComparedSide): string {
  const when = [...(from === null ? [] : [`from ${from}`]), ...(until === null ? [] : [`until ${until}`])];
  return [short(says), ...when].join(", ");
}

/** Since when the lots are drawn; of what nobody drew lots for nothing is said. */
export function sayRamp({ contract, label, compared, at }: Analysis): string {
  const what = `${contract}, label ${short(label)}`;
  if (compared.kind === "against") {
    const same = compared.base.bundle === compared.head.bundle;
    return same
      ? `${what}: the same bundle at two times, so that what differs came from elsewhere (the model, the users, the tools)`
      : `${what}: two bundles that nobody drew lots for, so that what differs may have other reasons`;
  }
  return `${contract}: the ramp of ${short(label)} began ${sayAgo(compared.since, at)}, and is at ${sayWeight(compared.weight)}${sayWeightSince(compared, at)}`;
}

function sayWeightSince({ since, weightSince }: Extract<Compared, { readonly kind: "ramp" }>, at: string): string {
  return weightSince === since ? " since then" : ` since ${sayAgo(weightSince, at).replace(/ ago$/, "")}`;
}

/** `3 h ago`; where a clock is wrong, the time itself. */
export function sayAgo(then: string, at: string): string {
  const seconds = secondsBetween(then, at);
  return seconds === null ? `at ${short(then)}` : `${sayDuration(seconds)} ago`;
}

/** `null` where one of them is no time, or they are the wrong way round: ours is to the second. */
export function secondsBetween(then: string, at: string): number | null {
  const seconds = (Date.parse(at) - Date.parse(then)) / 1_000;
  return Number.isFinite(seconds) && seconds >= -2 ? Math.max(0, seconds) : null;
}

/** A digest as a prompt id; anything else as records have it. */
export function sayBundle(contract: string, bundle: string): string {
  return isDigest(bundle) ? promptId(contract, bundle) : short(bundle);
}

/** Where nothing but runs was counted, they are what is compared. */
export function nounOf({ accounting: { sides: account } }: Analysis): "session" | "run" {
  const { base, head } = account;
  return base.sessions + head.sessions === 0 && base.runs + head.runs > 0 ? "run" : "session";
}
