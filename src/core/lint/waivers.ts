import type { Finding } from "../finding.ts";
import { findingsOf } from "../issues.ts";
import { isJsonArray } from "../json.ts";
import type { Subject } from "../rule.ts";
import { parseYaml } from "../yaml/parse.ts";
import { subjectOf } from "../yaml/subject.ts";
import { waiversSchema } from "./waivers-schema.ts";
import { waiversShape } from "./waivers-shape.ts";

/** Somebody looked at one finding and lives with it, for a reason, until a day. */
export interface Waiver {
  readonly fingerprint: string;
  readonly rule: string;
  readonly reason: string;
  /** The last day on which it holds: `2027-01-31`. */
  readonly expires: string;
}

/** A waiver, and which item of the file it is. */
export interface WaiverItem extends Waiver {
  readonly at: number;
}

export interface Waivers {
  /** Those that can be read: a broken one beside them takes none away. */
  readonly waivers: readonly WaiverItem[];
  readonly findings: readonly Finding[];
  readonly subject: Subject;
}

/** @param text `null` where there is no such file */
export function readWaivers(path: string, text: string | null): Waivers {
  const file = parseYaml(path, text ?? "[]");
  const subject = subjectOf(file, null);
  if (file.faults.length > 0) return { waivers: [], findings: file.faults, subject };
  const items = file.value ?? [];
  const parsed = waiversSchema.safeParse(items);
  if (parsed.success) return { waivers: numbered(parsed.data), findings: [], subject };
  const sound = isJsonArray(items) ? items.map((item) => waiversSchema.safeParse([item]).data?.[0] ?? null) : [];
  return { waivers: numbered(sound), findings: findingsOf(parsed.error, waiversShape, subject), subject };
}

function numbered(waivers: readonly (Waiver | null)[]): readonly WaiverItem[] {
  return waivers.flatMap((waiver, at) => (waiver === null ? [] : [{ ...waiver, at }]));
}
