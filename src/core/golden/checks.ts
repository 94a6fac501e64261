import { isJsonObject, type Json, parseJson, sameJson } from "../json.ts";
import { jsonIn } from "../json-in-text.ts";
import { select } from "../json-path.ts";
import { matchesSchema } from "../schema/validate.ts";
import { similarity } from "../similarity.ts";
import type { SingleCheck } from "./check-schema.ts";

/** What a check says of a part. */
export interface CheckResult {
  readonly holds: boolean;
  /** What was found, where that says more than the part itself does. */
  readonly found: string | null;
}

/** A check. `null`: the part is nothing that can be asked, which neither the check nor its opposite survives. */
type Check = (wanted: Json, part: Json) => boolean | CheckResult | null;

export type CheckName = Exclude<keyof SingleCheck, "path" | "rubric" | `not-${string}`>;

/** By the names that people know from other tools; `not-` in front asks for the opposite. */
export const checks: Readonly<Record<CheckName, Check>> = {
  // A text is compared as it is read; a number is not the text that looks like it.
  equals: (wanted, part) =>
    typeof part === "string" && typeof wanted === "string" ? wanted.trim() === part.trim() : sameJson(wanted, part),
  contains: (wanted, part) => asText(part).includes(String(wanted)),
  icontains: (wanted, part) => asText(part).toLowerCase().includes(String(wanted).toLowerCase()),
  starts_with: (wanted, part) => asText(part).trimStart().startsWith(String(wanted)),
  regex: (wanted, part) => new RegExp(String(wanted), "u").test(asText(part)),
  json: (wanted, part) => {
    const value = asJson(part);
    return value !== undefined && fits(wanted, value);
  },
  contains_json: (wanted, part) => (typeof part === "string" ? jsonIn(part) : [part]).some((one) => fits(wanted, one)),
  schema: fits,
  jsonpath: (wanted, part) => {
    const value = asJson(part);
    if (value === undefined) return null;
    const parts = select(String(wanted), value);
    return { holds: parts.length > 0, found: parts.length === 0 ? null : parts.map(asText).join(", ") };
  },
  similar: (wanted, part) => {
    const { text = wanted, threshold = usualThreshold } = isJsonObject(wanted) ? wanted : {};
    const share = similarity(String(text), asText(part), Number(threshold));
    return { holds: share >= Number(threshold), found: `${Math.floor(share * 100)} % alike: ${asText(part)}` };
  },
};

const usualThreshold = 0.75;

export function asText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A text as the JSON that it is; what is JSON already stays. `undefined` where it is none. */
export function asJson(part: Json): Json | undefined {
  return typeof part === "string" ? parseJson(part) : part;
}

/** `json: true` asks for nothing but JSON. */
function fits(wanted: Json, value: Json): boolean {
  return !isJsonObject(wanted) || matchesSchema(wanted, value);
}
