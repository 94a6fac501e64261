import type { Finding } from "../finding.ts";
import { didYouMean } from "../nearest.ts";
import { type Fault, findingOf, type RuleCard, type Subject } from "../rule.ts";
import { count } from "../text.ts";
import type { Weighable } from "./severity-unknown.ts";
import type { Waiver, WaiverItem, Waivers } from "./waivers.ts";

export const waiverExpired: RuleCard = {
  id: "WAIVER_EXPIRED",
  level: "warning",
  purpose: "A waiver ends on its day: what was lived with is looked at again.",
  remedy: "Mend what was waived, or give the waiver a new day.",
};

export const waiverUnused: RuleCard = {
  id: "WAIVER_UNUSED",
  level: "warning",
  purpose: "A waiver is about a finding that is there: one that covers nothing hides the next fault of its kind.",
  remedy: "Take the waiver out.",
};

export const waiverVoid: RuleCard = {
  id: "WAIVER_VOID",
  level: "warning",
  purpose: "A waiver names a rule that exists and is advice, and each finding once: any other waives nothing.",
  remedy: "Take the waiver out. What a law says cannot be lived with: nothing is built or run against it.",
};

/** What can be waived: findings of `check`, and findings of `diff`. */
interface Waivable {
  readonly rule: string;
  readonly fingerprint: string | null;
}

export interface Waived<Of extends Waivable> {
  readonly remaining: readonly Of[];
  readonly waived: readonly { readonly finding: Of; readonly waiver: Waiver }[];
  /** About the waivers themselves. */
  readonly findings: readonly Finding[];
}

/**
 * @param today `2026-11-20`
 * @param asked the rules that were asked: of a waiver of another rule nobody knows whether it is used
 */
export function applyWaivers<Of extends Waivable>(
  found: readonly Of[],
  { waivers, subject }: Waivers,
  today: string,
  asked: ReadonlySet<string>,
): Waived<Of> {
  const holding = new Map(waivers.filter((waiver) => !isOver(waiver, today)).map((one) => [keyOf(one), one]));
  const uses = new Map<string, number>();
  const waived = found.flatMap((finding) => {
    if (finding.fingerprint === null) return [];
    uses.set(keyOf(finding), (uses.get(keyOf(finding)) ?? 0) + 1);
    const waiver = holding.get(keyOf(finding));
    return waiver === undefined ? [] : [{ finding, waiver }];
  });
  const gone = new Set(waived.map(({ finding }) => finding));
  const findings = waivers.flatMap((waiver) => {
    const used = uses.get(keyOf(waiver)) ?? 0;
    if (used === 0) return asked.has(waiver.rule) ? [unused(waiver, subject)] : [];
    return isOver(waiver, today) ? [expired(waiver, used, subject)] : [];
  });
  return { remaining: found.filter((finding) => !gone.has(finding)), waived, findings };
}

/** What is wrong with waivers whatever was found. */
export function judgeWaivers(
  { waivers, subject }: Waivers,
  today: string,
  rules: ReadonlyMap<string, Weighable>,
): readonly Finding[] {
  const lines = new Map<string, number>();
  return waivers.flatMap((waiver) => {
    const fault = faultOf(waiver, rules);
    if (fault !== null) return [findingOf(waiverVoid, fault, subject)];
    if (isOver(waiver, today)) return [];
    const line = lines.get(keyOf(waiver));
    lines.set(keyOf(waiver), line ?? subject.locate([waiver.at]).line);
    if (line === undefined) return [];
    const message = `this finding is waived in line ${line} already`;
    return [findingOf(waiverVoid, { path: [waiver.at, "fingerprint"], message, hint: "keep one of the two" }, subject)];
  });
}

function faultOf({ rule, at }: WaiverItem, rules: ReadonlyMap<string, Weighable>): Fault | null {
  const path = [at, "rule"];
  switch (rules.get(rule)) {
    case undefined: {
      const hint = didYouMean(rule, [...rules.keys()]) ?? "`promptctl explain` lists every rule";
      return { path, message: `there is no rule ${rule}, so this waives nothing`, hint };
    }
    case "law": {
      const message = `${rule} is a law: nothing can be built or run against it, so it cannot be waived`;
      return { path, message, hint: "mend what the rule speaks of, and take the waiver out" };
    }
    default:
      return null;
  }
}

function unused({ rule, fingerprint, at }: WaiverItem, subject: Subject): Finding {
  const message = `${rule} finds nothing with the fingerprint ${fingerprint}`;
  const hint = "take the waiver out; if the finding is there, its fingerprint is another: promptctl check --waivers";
  return findingOf(waiverUnused, { path: [at, "fingerprint"], message, hint, about: [rule, fingerprint] }, subject);
}

function expired({ rule, expires, fingerprint, at }: WaiverItem, used: number, subject: Subject): Finding {
  const message = `this waiver of ${count(used, "finding")} of ${rule} ended on ${expires}`;
  const hint = "mend what was waived, or give the waiver a new day";
  return findingOf(waiverExpired, { path: [at, "expires"], message, hint, about: [rule, fingerprint] }, subject);
}

/** A waiver holds on its last day too. */
function isOver({ expires }: Waiver, today: string): boolean {
  return expires < today;
}

function keyOf({ rule, fingerprint }: Waivable): string {
  return `${rule} ${fingerprint ?? ""}`;
}
