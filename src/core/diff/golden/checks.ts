import { prove } from "../../containment/prove.ts";
import type { OutputCheck, SingleCheck } from "../../golden/check-schema.ts";
import { isJsonObject, type Json, type JsonObject, sameJson } from "../../json.ts";
import { shortJson, someOf } from "../../text.ts";
import { said } from "../about.ts";
import type { Drift } from "./drift.ts";
import type { TaskPair } from "./pairs.ts";

/** What a task says of texts: of the final answer, and of everything that the agent says. */
export function checkDrifts({ before, after }: TaskPair): readonly Drift[] {
  return (["output", "said"] as const).flatMap((list): readonly Drift[] => {
    const had = before.invariants.expect?.[list] ?? [];
    const has = after.invariants.expect?.[list] ?? [];
    const lost = had.filter((old) => !has.some((now) => implies(now, old)));
    const gained = has.filter((now) => !had.some((old) => implies(old, now)));
    const about = [...lost, ...gained].map((check) => said(asJson(check)));
    const path = ["expect", list];
    const of = list === "output" ? "of the answer" : "of what is said";
    if (lost.length > 0) {
      const instead = gained.length === 0 ? "" : `, but ${sayChecks(gained)}`;
      return [{ path, kind: "weaker", says: `it does not ask ${sayChecks(lost)} ${of} any more${instead}`, about }];
    }
    return gained.length === 0
      ? []
      : [{ path, kind: "stronger", says: `it asks ${sayChecks(gained)} ${of} too`, about }];
  });
}

/** An answer that passes the one check passes the other too. */
function implies(one: OutputCheck, other: OutputCheck): boolean {
  const asked = alternatives(other);
  return alternatives(one).every((given) => asked.some((wanted) => impliesAll(given, wanted)));
}

function alternatives(check: OutputCheck): readonly JsonObject[] {
  return ("any" in check ? check.any : [check]).map((single) => asJson(single));
}

/** Every key of a check must hold. */
function impliesAll(given: JsonObject, wanted: JsonObject): boolean {
  return Object.entries(wanted).every(([key, value]) => {
    const own = given[key];
    if (sameJson(own, value)) return true;
    if (own === undefined || key === "path" || !sameJson(given["path"], wanted["path"])) return false;
    if (key === "schema") return prove(own, value, { steps: 20_000 }).kind === "contained";
    if (key === "similar" || key === "rubric") return isHigher(own, value);
    return typeof own === "string" && typeof value === "string" && isStricter(key, own, value);
  });
}

/** The same text, with a threshold that is not lower. */
function isHigher(given: Json, wanted: Json): boolean {
  if (!isJsonObject(given) || !isJsonObject(wanted)) return false;
  const [{ threshold: high = null, ...own }, { threshold: low = null, ...other }] = [given, wanted];
  return sameJson(own, other) && typeof high === "number" && typeof low === "number" && high >= low;
}

/** Who contains "order 4711" contains "4711", and who may not say "4711" may not say "order 4711". */
function isStricter(key: string, given: string, wanted: string): boolean {
  const [long, short] = key.startsWith("not-") ? [wanted, given] : [given, wanted];
  switch (key.replace("not-", "")) {
    case "contains":
      return long.includes(short);
    case "icontains":
      return long.toLowerCase().includes(short.toLowerCase());
    case "starts_with":
      return long.startsWith(short);
    default:
      return false;
  }
}

function sayChecks(checks: readonly OutputCheck[]): string {
  return someOf(
    checks.map((check) => shortJson(check, 80)),
    4,
  );
}

/** A key that is not written is not there. */
function asJson(check: SingleCheck | OutputCheck): JsonObject {
  return JSON.parse(JSON.stringify(check));
}
