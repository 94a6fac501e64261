import { isJsonArray } from "../../json.ts";
import { sayList } from "../../text.ts";
import { maybe, nothing, type Structure } from "./part.ts";
import { clause, sayClause } from "./phrase.ts";
import { isAnything } from "./unsaid.ts";

/** `every item of colours is red or blue`; the first ones may have rules of their own. */
export const sayItems: Structure = ({ items, prefixItems }, { whole, holds }, say) => {
  if (prefixItems !== undefined && !isJsonArray(prefixItems)) return nothing;
  const first = (prefixItems ?? []).flatMap((item, at) => {
    const name = `item ${at + 1} of ${whole}${holds ? maybe : ""}`;
    return isAnything(item) ? [] : [say(item, { subject: name, whole: name, holds })];
  });
  const keywords = prefixItems === undefined ? [] : ["prefixItems"];
  if (items === undefined || isJsonArray(items)) return { clauses: first, keywords };
  const each = `${holds ? "every" : "some"} ${prefixItems === undefined ? "" : "further "}item of ${whole}`;
  const others = isAnything(items) ? [] : [say(items, { subject: each, whole: each, holds })];
  return { clauses: [...first, ...others], keywords: [...keywords, "items"] };
};

/** `has at least one item that is over 5`, `has at most 2 items where colour is red`. */
export const sayContains: Structure = ({ contains, minContains, maxContains }, { whole, holds }, say) => {
  if (contains === undefined) return nothing;
  const [least, most] = [minContains ?? 1, maxContains];
  if (typeof least !== "number" || (most !== undefined && typeof most !== "number")) return nothing;
  const keywords = ["contains", "minContains", "maxContains"];
  const amounts = [
    ...(least <= 0 ? [] : [least === 1 ? "at least one item" : `at least ${least} items`]),
    ...(most === undefined ? [] : [`at most ${most} items`]),
  ];
  if (amounts.length === 0) return { clauses: [], keywords };
  const item = say(contains, { subject: null, whole: "it", holds: true });
  const that = item.subject === "it" ? `that ${item.verb}` : `where ${sayClause(item)}`;
  return { clauses: [clause(whole, `${holds ? "has" : "does not have"} ${sayList(amounts)} ${that}`)], keywords };
};
