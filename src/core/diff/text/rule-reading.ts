import { amountOf, growsLooser, isLimit, numbersIn } from "./numbers.ts";
import { coverage, similarity, weigh } from "./similarity.ts";
import { clausesOf, strengthOf, type Strength, strict } from "./strength.ts";
import { sayTheSame, wordsOf } from "./tokens.ts";

/** What an edit does to a rule. */
export type RuleReading =
  /** A rule went: all of the text, or the words of it that are named. */
  | { readonly kind: "rule gone"; readonly rule: string }
  | { readonly kind: "rule new"; readonly rule: string }
  | { readonly kind: "rule weaker"; readonly how: Shift }
  | { readonly kind: "rule stricter"; readonly how: Shift };

/** How a rule is another one. */
export type Shift =
  | { readonly by: "word"; readonly from: string | null; readonly to: string | null }
  | { readonly by: "number"; readonly from: string | null; readonly to: string | null }
  | { readonly by: "exception"; readonly words: string }
  /** It holds only in this section of a template. */
  | { readonly by: "condition"; readonly words: string }
  /** It is set aside. */
  | { readonly by: "cancel"; readonly words: string }
  | { readonly by: "opposite" };

/**
 * What became of a rule; `null` where none was or is one, or nothing became of it.
 *
 * @param within the titles that it stands in
 */
export function readRule(before: string | null, after: string | null, within: readonly string[]): RuleReading | null {
  if (before === null || after === null) {
    const text = before ?? after ?? "";
    if (!isRule(text, within)) return null;
    return { kind: before === null ? "rule new" : "rule gone", rule: text };
  }
  const [was, is] = [strengthOf(before), strengthOf(after)];
  const [had, has] = [strict(was), strict(is)];
  const alike = similarity(weigh(before), weigh(after));
  if (alike < anotherText) {
    if (had.length > 0) return { kind: "rule gone", rule: before };
    return has.length > 0 ? { kind: "rule new", rule: after } : null;
  }
  const gone = lostClause(before, after, had.length > has.length ? mostlyThere : barelyThere);
  if (gone !== null) return { kind: "rule gone", rule: gone };
  const come = lostClause(after, before, has.length > had.length ? mostlyThere : barelyThere);
  if (come !== null) return { kind: "rule new", rule: come };
  const [lessWord, moreWord] = [dropped(had, has), dropped(has, had)];
  if (had.length > has.length && lessWord !== null) {
    return { kind: "rule weaker", how: { by: "word", from: lessWord, to: lost(is.leaves, was.leaves) } };
  }
  if (has.length > had.length && moreWord !== null) {
    return { kind: "rule stricter", how: { by: "word", from: lost(was.leaves, is.leaves), to: moreWord } };
  }
  return readShift(before, after, was, is);
}

/** Below it two sentences at one place have little in common but their place. */
const anotherText = 0.4;

/** The same number of strict words: which of them, with which numbers and exceptions. */
function readShift(before: string, after: string, was: Strength, is: Strength): RuleReading | null {
  const isStrict = strict(was).length > 0;
  const turned =
    Math.sign(was.forbids.length - is.forbids.length) * Math.sign(was.demands.length - is.demands.length) === -1;
  if (turned) return { kind: "rule weaker", how: { by: "opposite" } };
  const [less, more] = [lost(was.confines, is.confines), lost(is.confines, was.confines)];
  if (less === "exactly " && more !== null)
    return { kind: "rule weaker", how: { by: "word", from: "exactly", to: more } };
  if (less !== null && more === "exactly ")
    return { kind: "rule stricter", how: { by: "word", from: less, to: "exactly" } };
  if (isStrict && is.excepts.length > was.excepts.length) {
    return { kind: "rule weaker", how: { by: "exception", words: lost(is.excepts, was.excepts) ?? "" } };
  }
  if (isStrict && is.excepts.length < was.excepts.length) {
    return { kind: "rule stricter", how: { by: "exception", words: lost(was.excepts, is.excepts) ?? "" } };
  }
  return (isStrict || isLimit(before)) && (isStrict || isLimit(after)) ? readNumbers(before, after) : null;
}

function readNumbers(before: string, after: string): RuleReading | null {
  const [left, right] = [numbersIn(before), numbersIn(after)];
  const from = lost(left, right);
  const to = lost(right, left);
  if (from === null && to === null) return null;
  const how: Shift = { by: "number", from, to };
  const [less, more] = [amountOf(from ?? ""), amountOf(to ?? "")];
  if (from === null) return { kind: "rule stricter", how };
  if (less === null || more === null || !isLimit(before)) return { kind: "rule weaker", how };
  return { kind: more > less === growsLooser(after) ? "rule weaker" : "rule stricter", how };
}

/** Says itself that it is a rule, or is one by the title above it. */
export function isRule(text: string, within: readonly string[]): boolean {
  const title = within.at(-1) ?? "";
  const words = wordsOf(text);
  if (/:\W*$/.test(text) && words.length <= fewWords) return false;
  const strength = strengthOf(text);
  if (strict(strength).length > 0) return true;
  if (strength.leaves.length > 0 || words.length < fewestWords || !/^[^\p{L}\p{N}<[{]*\p{L}/u.test(text)) return false;
  if (sayTheSame(text, title)) return false;
  return strictTitle.test(title) || (rulesTitle.test(title) && !tellsFact.test(text));
}

/** `Each suggestion must:`, `Never:`. */
const strictTitle =
  /\b(?:must(?: not)?|never|do not|don['’]?ts?|what not to|not allowed|not permitted|forbidden|prohibited|off[- ]limits)(?: (?:do|be|use|say|ever|the following))?$/i;
/** What stands under it tells facts too. */
const rulesTitle =
  /^(?:[\w-]+ ){0,3}(?:rules|constraints|restrictions|guardrails|boundaries|limitations|policy|policies)$/i;
/** Begins like a sentence about something, and not like an order. */
const tellsFact =
  /^\W*(?:the|this|that|these|those|it|its|there|they|you|your|we|our|he|she|an?|if|when|while|in|for|by|some|as|once|after|before|note|with|other|all|each|every|most|many|i|users?|customers?)\b/i;

/** A longer one that ends with a colon says more than what follows. */
const fewWords = 6;
const fewestWords = 3;

/**
 * A part of a sentence that is a rule and went with its words; `null` where they are still there.
 *
 * @param enough the share of its words that has to be found in the other sentence
 */
function lostClause(text: string, other: string, enough: number): string | null {
  const clauses = clausesOf(text);
  const words = weigh(other);
  const isGone = (clause: string): boolean => coverage(weigh(clause), words) < enough;
  const clause = clauses.find((part) => strict(strengthOf(part)).length > 0 && isGone(part));
  if (clause === undefined) return null;
  return wordsOf(clause).length >= fewestWords && clauses.length > 1 ? clause.trim() : text;
}

/** Where words of rules went. */
const mostlyThere = 0.6;
/** Where as many came: other words may say the same. */
const barelyThere = 0.3;

/** A word that is not there any more at all. */
function dropped(from: readonly string[], other: readonly string[]): string | null {
  return from.find((word) => !other.includes(word)) ?? null;
}

/** The first that is there more often than in the other. */
export function lost(from: readonly string[], other: readonly string[]): string | null {
  const left = [...other];
  for (const item of from) {
    const at = left.indexOf(item);
    if (at === -1) return item;
    left.splice(at, 1);
  }
  return null;
}
