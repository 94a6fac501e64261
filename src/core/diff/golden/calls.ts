import { prove } from "../../containment/prove.ts";
import { callLists, type CallList, listIn, orderOf, timesOf, toolOf } from "../../golden/expectations.ts";
import { matchesPartially, sayPattern } from "../../golden/match.ts";
import type { CallPattern } from "../../golden/schema.ts";
import { sameJson } from "../../json.ts";
import { count, someOf } from "../../text.ts";
import { said } from "../about.ts";
import type { Drift } from "./drift.ts";
import type { TaskPair } from "./pairs.ts";

/** What a task says of calls. What is said still, or said more exactly, proves as much as before. */
export function callDrifts({ before, after }: TaskPair): readonly Drift[] {
  return callLists.flatMap((list): readonly Drift[] => {
    const [had, has] = [listIn(before.invariants, list).patterns, listIn(after.invariants, list).patterns];
    const [wasOf, isOf] = list === "order" ? [orderOf(before)?.of, orderOf(after)?.of] : [];
    if (sameJson(plain(had), plain(has)) && wasOf === isOf) return [];
    const path = ["expect", list];
    const about = [said(plain(had)), said(plain(has))];
    if (had === undefined)
      return [{ path, kind: "stronger", says: `${list} is checked now${sayCalls(has ?? [])}`, about }];
    if (has === undefined)
      return [{ path, kind: "weaker", says: `${list} is not checked any more${sayCalls(had)}`, about }];
    if (wasOf !== isOf)
      return [
        { path, kind: "weaker", says: `order looks at ${isOf ?? "writes"}, and looked at ${wasOf ?? "writes"}`, about },
      ];
    const judged = judgeLists(list, had, has);
    return judged === null ? [] : [{ path, about, ...judged }];
  });
}

/** `null` where both lists say the same. */
function judgeLists(
  list: CallList,
  had: readonly CallPattern[],
  has: readonly CallPattern[],
): Pick<Drift, "kind" | "says"> | null {
  const lost = had.filter((old) => !has.some((now) => says(list, now, old)));
  const gained = has.filter((now) => !had.some((old) => says(list, old, now)));
  const now = someOf((gained.length === 0 ? has : gained).map(sayPattern), 5);
  if (lost.length > 0) {
    const instead = gained.length === 0 ? "" : `, but ${now}`;
    return { kind: "weaker", says: `${list} does not name ${someOf(lost.map(sayPattern), 5)} any more${instead}` };
  }
  // Writes are exactly these: one more is something that the task forbade. And an order is only kept in order.
  if (list === "writes" && had.length !== has.length)
    return {
      kind: "weaker",
      says:
        gained.length > 0
          ? `writes takes ${now} too`
          : `writes expects ${count(has.length, "call")}, and expected ${had.length}`,
    };
  if (list === "order" && !isInOrder(had, has)) return { kind: "weaker", says: `${list} has another order` };
  if (gained.length === 0 && had.length === has.length) return null;
  return {
    kind: "stronger",
    says: has.length > had.length ? `${list} names ${now} too` : `${list} is more exact: ${now}`,
  };
}

/** Whether a run that keeps the one expectation keeps the other too. */
function says(list: CallList, one: CallPattern, other: CallPattern): boolean {
  return list === "not_called"
    ? isFiner(other, one) && timesOf(one) <= timesOf(other)
    : isFiner(one, other) && sameTimes(one, other);
}

function sameTimes(one: CallPattern, other: CallPattern): boolean {
  const times = (pattern: CallPattern): number | undefined => (typeof pattern === "string" ? undefined : pattern.times);
  return times(other) === undefined || times(one) === times(other);
}

/** Every call that the one pattern means is meant by the other. */
function isFiner(one: CallPattern, other: CallPattern): boolean {
  if (toolOf(one) !== toolOf(other)) return false;
  if (typeof other === "string") return true;
  const { args = {}, schema } = typeof one === "string" ? {} : one;
  if (!matchesPartially(other.args ?? {}, args)) return false;
  if (other.schema === undefined || sameJson(other.schema, schema)) return true;
  return schema !== undefined && prove(schema, other.schema, { steps: 20_000 }).kind === "contained";
}

function isInOrder(had: readonly CallPattern[], has: readonly CallPattern[]): boolean {
  let at = 0;
  for (const now of has) {
    const old = had[at];
    if (old !== undefined && isFiner(now, old)) at += 1;
  }
  return at === had.length;
}

function sayCalls(patterns: readonly CallPattern[]): string {
  return patterns.length === 0 ? " (nothing at all)" : ` (${someOf(patterns.map(sayPattern), 5)})`;
}

/** As JSON can say it: a field that is not there is not there. */
function plain(patterns: readonly CallPattern[] | undefined) {
  return patterns === undefined ? null : JSON.parse(JSON.stringify(patterns));
}
