/** What the words that changed in a name say about whether the tool still does the same. */
export type NameChange =
  /** Words came or went, or were replaced by others of the same meaning. */
  | "alike"
  /** Words were replaced, and nobody knows whether they mean the same. */
  | "open"
  /** Another action, or the opposite one: `create_relation` and `delete_relation` are two tools. */
  | "another";

/** @param before the words of a name, in small letters */
export function nameChange(before: readonly string[], after: readonly string[]): NameChange {
  const [gone, come] = [telling(before, after), telling(after, before)];
  if (gone.some((word) => come.some((other) => areOpposites(word, other)))) return "another";
  const [was, is] = [gone.flatMap(actionsOf), come.flatMap(actionsOf)];
  if (was.length > 0 && is.length > 0) return was.some((action) => is.includes(action)) ? "alike" : "another";
  if (gone.length > 0 && come.length > 0) return "open";
  return [...was, ...is].every((action) => action === "read") ? "alike" : "open";
}

/** The words of the one that the other does not have in any form, and that say something. */
function telling(words: readonly string[], others: readonly string[]): readonly string[] {
  return words.filter((word) => !empty.has(word) && !others.some((other) => stem(other) === stem(word)));
}

/** `orders`, `ordered` and `ordering` are forms of `order`. */
function stem(word: string): string {
  return word.replace(/(?<=[a-z]{3})(?:ies|ing|ed|es|s|e|y)$/, "");
}

function actionsOf(word: string): readonly string[] {
  return Object.keys(actions).filter((action) => actions[action]?.has(word));
}

function areOpposites(left: string, right: string): boolean {
  if (isDenial(left, right) || isDenial(right, left)) return true;
  return opposites.some(([one, other]) => (one === left && other === right) || (one === right && other === left));
}

/** `unlock` and `lock`, `disable` and `enable`. */
function isDenial(long: string, short: string): boolean {
  return ["un", "dis", "de", "non", "in"].some(
    (prefix) => long === prefix + short || (short.startsWith("en") && long === prefix + short.slice(2)),
  );
}

const actions: Readonly<Record<string, ReadonlySet<string>>> = {
  read: set("get fetch read find look lookup search list query retrieve show view load describe inspect check see"),
  create: set("create add insert new open register draft generate build"),
  change: set("update edit modify change set patch adjust alter replace write save put"),
  end: set("delete remove drop destroy erase purge clear discard"),
  stop: set("cancel stop abort halt terminate end close finish suspend pause"),
  start: set("start begin launch open resume continue"),
  send: set("send post publish submit deliver dispatch notify reply respond answer"),
  move: set("move transfer relocate migrate"),
  copy: set("copy duplicate clone"),
  count: set("calculate compute count estimate"),
};

/** Verbs and fillers that leave it to the rest of the name what is done. */
const empty = set("process issue make perform execute run do handle a an the of for in by with tool v1 v2 v3");

const opposites: readonly (readonly [string, string])[] = `
  start/stop start/end open/close begin/finish add/remove create/delete create/destroy push/pull upload/download
  import/export send/receive show/hide grant/revoke allow/deny allow/block approve/reject accept/decline
  increase/decrease raise/lower min/max before/after first/last next/previous forward/back credit/debit
  deposit/withdraw buy/sell read/write encode/decode encrypt/decrypt join/leave login/logout attach/detach
  connect/disconnect save/load suspend/resume pause/resume on/off up/down in/out lend/borrow like/dislike
  click/hover click/type from/to input/output source/target old/new`
  .trim()
  .split(/\s+/)
  .map((pair) => {
    const [one = "", other = ""] = pair.split("/");
    return [one, other];
  });

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}
