import { lately } from "../../lately.ts";
import type { TextChange } from "../change.ts";
import { cancelIn } from "./cancels.ts";
import { isCondition, withoutComments } from "./conditions.ts";
import { isExample } from "./example.ts";
import { type Trait, traitOf } from "./persona.ts";
import { isRule, lost, readRule, type RuleReading } from "./rule-reading.ts";
import { sayTheSame, wordsOf } from "./tokens.ts";

/** What an edit does to a reader. */
export type Reading =
  | { readonly kind: "cosmetic" }
  | { readonly kind: "moved" }
  | { readonly kind: "example" }
  | { readonly kind: "reworded" }
  | { readonly kind: "persona"; readonly trait: Trait }
  | RuleReading;

/**
 * What an edit is, the gravest first. An example is what was one and is one: a title does not make a rule an example.
 *
 * @param isShown the text is an example altogether
 */
export function readEdit(change: TextChange, isShown = false): Reading {
  const { before, after, within, stoodIn, movedFrom, template } = change;
  const from = JSON.stringify([before, after, within, stoodIn, movedFrom, template, isShown]);
  return readings(from, () => readAnew(change, isShown));
}

const readings = lately<Reading>();

function readAnew(change: TextChange, isShown: boolean): Reading {
  const { movedFrom, template } = change;
  const [within, stoodIn] = [titlesIn(change.within), titlesIn(change.stoodIn)];
  const [before, after] = [told(change.before), told(change.after)];
  const condition = before === null || after === null ? null : readCondition(change, before, after);
  if (condition !== null && !isShown) return condition;
  if (movedFrom !== null) return { kind: "moved" };
  const isAlike = before !== null && after !== null && sayTheSame(before, after);
  if (isAlike && template === null) return { kind: "cosmetic" };
  if (wordsOf(`${before ?? ""} ${after ?? ""}`).length === 0) return { kind: "cosmetic" };
  const wasExample = before === null || isExample(before, stoodIn);
  const isOne = after === null || isExample(after, within);
  if (isShown || (wasExample && isOne)) return { kind: "example" };
  const cancel = cancelIn(after ?? "");
  if (cancel !== null && cancelIn(before ?? "") === null) {
    return { kind: "rule weaker", how: { by: "cancel", words: cancel } };
  }
  const rule = readRule(before, after, before === null ? within : stoodIn);
  if (rule !== null) return rule;
  if (template !== null) return { kind: "reworded" };
  const trait = traitOf(before, after, within);
  return trait === null ? { kind: "reworded" } : { kind: "persona", trait };
}

function titlesIn(within: readonly string[]): readonly string[] {
  return within.filter((title) => !isCondition(title));
}

/** What a reader is told; `null` where it is nothing but comments. */
function told(text: string | null): string | null {
  const said = withoutComments(text ?? "");
  return text === null || (said !== text && wordsOf(said).length === 0) ? null : unlisted(said);
}

/** The same rule, in a section of the template now, or out of one. */
function readCondition({ within, stoodIn }: TextChange, before: string, after: string): Reading | null {
  const [was, is] = [stoodIn.filter(isCondition), within.filter(isCondition)];
  const [less, more] = [lost(was, is), lost(is, was)];
  if (more !== null && isRule(before, titlesIn(stoodIn))) {
    return { kind: "rule weaker", how: { by: "condition", words: more } };
  }
  if (more === null && less !== null && isRule(after, titlesIn(within))) {
    const rule = readRule(before, after, titlesIn(within));
    return rule ?? { kind: "rule stricter", how: { by: "condition", words: less } };
  }
  return null;
}

/** Without the marks and numbers of lists, which change with every item that comes. */
function unlisted(text: string): string {
  return text.replaceAll(/^[ \t]*(?:[-*+•–]|\d{1,3}[.)])[ \t]+/gm, "");
}
