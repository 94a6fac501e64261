import type { Json } from "../json.ts";
import { select } from "../json-path.ts";
import { clip } from "../text.ts";
import type { OutputCheck, SingleCheck } from "./check-schema.ts";
import { asJson, asText, type CheckName, checks } from "./checks.ts";
import { type Opinions, questionOf } from "./rubric/opinion.ts";

/** Whether what is asked of a text holds; `unknown` as long as a judge has not said it. */
export interface Weighed {
  readonly holds: "yes" | "no" | "unknown";
  /** What was found, in words. */
  readonly found: string;
}

/** Everything that a check names must hold; of `any`, one alternative. Never throws. */
export function weigh(check: OutputCheck, value: Json, opinions: Opinions): Weighed {
  if (!("any" in check)) return weighAll(check, value, opinions);
  let best = no(asText(value));
  // Those that need no judge come first: where one of them holds, none is asked.
  for (const one of check.any.toSorted((left, right) => Number("rubric" in left) - Number("rubric" in right))) {
    const weighed = weighAll(one, value, opinions);
    if (weighed.holds === "yes") return weighed;
    if (weighed.holds === "unknown") best = weighed;
  }
  return best;
}

function weighAll({ path, json, rubric, ...check }: SingleCheck, value: Json, opinions: Opinions): Weighed {
  const unread = json === undefined ? null : failure("json", json, value);
  if (unread !== null) return no(unread);
  // A text that has to be JSON is looked at as JSON.
  const whole = json === undefined ? value : (asJson(value) ?? null);
  const parts = partsAt(path, whole);
  if (typeof parts === "string") return no(parts);
  const [part] = parts;
  if (part === undefined) return no(`nothing at ${path ?? "$"} in ${asText(value)}`);
  for (const one of parts) {
    const broken = Object.entries(check).map(([name, wanted]) => failure(name, wanted as Json, one));
    const [first] = broken.filter((found) => found !== null);
    if (first !== undefined) return no(path === undefined ? first : `${path} is ${first}`);
  }
  // A judge costs money: it is asked last.
  return rubric === undefined ? { holds: "yes", found: clip(asText(part)) } : weighRubric(rubric, parts, opinions);
}

/** The parts that a path selects, or why it cannot be asked. */
function partsAt(path: string | undefined, value: Json): readonly Json[] | string {
  if (path === undefined) return [value];
  try {
    return select(path, value);
  } catch (error) {
    return `${path} cannot be asked: ${sayError(error)}`;
  }
}

/** What was found instead, or `null` where the check holds. */
function failure(name: string, wanted: Json, part: Json): string | null {
  const isOpposite = name.startsWith("not-");
  const check = checks[name.replace(/^not-/, "") as CheckName];
  try {
    const result = check(wanted, part);
    const { holds, found } = typeof result === "boolean" || result === null ? { holds: result, found: null } : result;
    return holds === !isOpposite ? null : (found ?? asText(part));
  } catch (error) {
    return `${name} cannot be asked: ${sayError(error)}`;
  }
}

function weighRubric(rubric: NonNullable<SingleCheck["rubric"]>, parts: readonly Json[], opinions: Opinions): Weighed {
  const heard = parts.map((part) => opinions(questionOf(rubric, asText(part))));
  const refused = heard.find((opinion) => opinion?.kind === "judged" && !opinion.passes);
  const open = heard.find((opinion) => opinion === null || opinion.kind === "unmeasured");
  const shown = refused ?? (open === undefined ? heard[0] : open) ?? null;
  if (shown === null) return { holds: "unknown", found: "no judge was asked" };
  if (shown.kind === "unmeasured") return { holds: "unknown", found: shown.why };
  const score = shown.score === null ? "" : ` (score ${shown.score})`;
  return { holds: shown.passes ? "yes" : "no", found: clip(`the judge says${score}: ${shown.reason}`) };
}

function no(found: string): Weighed {
  return { holds: "no", found: clip(found) };
}

function sayError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
