import type { Finding } from "../finding.ts";
import { findingsOf } from "../issues.ts";
import { findingOf, type RuleCard, type Subject } from "../rule.ts";
import { count } from "../text.ts";
import { parseYaml } from "../yaml/parse.ts";
import { subjectOf } from "../yaml/subject.ts";
import { waiversSchema, waiversShape } from "./waivers-schema.ts";

/** Somebody looked at one finding and lives with it, for a reason, until a day. */
export interface Waiver {
  readonly fingerprint: string;
  readonly rule: string;
  readonly reason: string;
  /** The last day on which it holds: `2027-01-31`. */
  readonly expires: string;
}

export interface Waivers {
  readonly waivers: readonly Waiver[];
  readonly findings: readonly Finding[];
  readonly subject: Subject;
}

export const waiversName = ".promptctl-waivers.yaml";

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

/** @param text `null` where there is no such file */
export function readWaivers(path: string, text: string | null): Waivers {
  const file = parseYaml(path, text ?? "[]");
  const subject = subjectOf(file, null);
  if (file.faults.length > 0) return { waivers: [], findings: file.faults, subject };
  const parsed = waiversSchema.safeParse(file.value ?? []);
  if (!parsed.success) return { waivers: [], findings: findingsOf(parsed.error, waiversShape, subject), subject };
  return { waivers: parsed.data, findings: [], subject };
}

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
 * @param known the rules that were asked: a waiver of another rule is not called unused
 */
export function applyWaivers<Of extends Waivable>(
  found: readonly Of[],
  { waivers, subject }: Waivers,
  today: string,
  known: ReadonlySet<string>,
): Waived<Of> {
  const covers = (waiver: Waiver, { rule, fingerprint }: Of): boolean =>
    waiver.rule === rule && waiver.fingerprint === fingerprint;
  const isOver = ({ expires }: Waiver): boolean => expires < today;
  const waived = found.flatMap((finding) => {
    const waiver = waivers.find((one) => covers(one, finding) && !isOver(one));
    return waiver === undefined ? [] : [{ finding, waiver }];
  });
  const gone = new Set(waived.map(({ finding }) => finding));
  const findings = waivers.flatMap((waiver, index) => {
    const uses = found.filter((finding) => covers(waiver, finding)).length;
    const at = [index, "fingerprint"];
    if (uses === 0 && known.has(waiver.rule))
      return [
        findingOf(
          waiverUnused,
          { path: at, message: `nothing has the fingerprint ${waiver.fingerprint} under ${waiver.rule}` },
          subject,
        ),
      ];
    if (uses === 0 || !isOver(waiver)) return [];
    const message = `this waiver of ${count(uses, "finding")} of ${waiver.rule} ended on ${waiver.expires}`;
    return [findingOf(waiverExpired, { path: [index, "expires"], message }, subject)];
  });
  return { remaining: found.filter((finding) => !gone.has(finding)), waived, findings };
}
