import { type Contract, systemText } from "../../contract/contract.ts";
import type { Path } from "../../place.ts";
import type { Severity, SeverityLevel } from "../../severity.ts";
import type { TextChange } from "../change.ts";
import { type Comparison, type Judgement, severity, whereMoved } from "../rule.ts";
import { changedWords, inLines, type Words } from "../words.ts";
import { blocksOf } from "./blocks.ts";
import { isCondition, withoutComments } from "./conditions.ts";
import { editsBetween } from "./edits.ts";
import { type Reading, readEdit } from "./reading.ts";
import { type Sayings, sayingsOf } from "./sayings.ts";
import { clausesOf, strengthOf, strict } from "./strength.ts";
import { wordsOf } from "./tokens.ts";

/** An edit of the prompt together with what it does. */
export interface ReadEdit<Of extends Reading = Reading> {
  readonly change: TextChange;
  readonly reading: Of;
}

/** The edits of the prompt that nobody claimed yet and that are of one of these kinds, in the order of the text. */
export function editsThat<Kind extends Reading["kind"]>(
  comparison: Comparison,
  ...kinds: readonly Kind[]
): readonly ReadEdit<Extract<Reading, { kind: Kind }>>[] {
  return comparison.changes.flatMap((change) => {
    if (change.kind !== "edited") return [];
    const reading = readings.get(change) ?? readInContext(change, comparison);
    readings.set(change, reading);
    return isOf(reading, kinds) ? [{ change, reading }] : [];
  });
}

/** The edits of one other text, as a description. */
export function readText(path: Path, before: string, after: string): readonly ReadEdit[] {
  return editsBetween(before, after).map((edit) => {
    const change: TextChange = { kind: "edited", path, ...edit };
    return { change, reading: readEdit(change) };
  });
}

/** What reaches open conversations only where they move on to the new contract. */
export function promptSeverity(
  comparison: Comparison,
  newSessions: SeverityLevel,
  downstream: SeverityLevel,
): Severity {
  return severity(whereMoved(comparison, newSessions), newSessions, downstream);
}

/** One row about some edits of one text. */
export function rowAbout(edits: readonly ReadEdit[], message: string, level: Judgement["severity"]): Judgement {
  const [first] = edits;
  return {
    path: first?.change.path ?? [],
    message,
    severity: level,
    claims: edits.map(({ change }) => change),
    words: wordsOfAll(edits.map(({ change }) => change)),
    about: edits.flatMap(({ change }) => aboutWords(change.before, change.after)),
  };
}

/** What tells an edit from others: the words of both sides, so that what was waived is this one and no later one. */
export function aboutWords(before: string | null, after: string | null): readonly string[] {
  return [before, after].map((side) => wordsOf(side ?? "").join(" "));
}

/** The edits by the text that they are in. */
export function byText<Edit extends ReadEdit>(edits: readonly Edit[]): readonly (readonly Edit[])[] {
  const texts = new Map<string, Edit[]>();
  for (const edit of edits) {
    const key = JSON.stringify(edit.change.path);
    const known = texts.get(key);
    if (known === undefined) texts.set(key, [edit]);
    else known.push(edit);
  }
  return [...texts.values()];
}

/** A dozen rules ask about the same edits. */
const readings = new WeakMap<TextChange, Reading>();

function isOf<Kind extends Reading["kind"]>(
  reading: Reading,
  kinds: readonly Kind[],
): reading is Extract<Reading, { kind: Kind }> {
  return kinds.some((kind) => kind === reading.kind);
}

/** First turns are examples, but for a last one of the user: that one is the task. */
function readInContext(change: TextChange, { before, after }: Comparison): Reading {
  const [section, index] = change.path;
  const isTask = index === after.messages.length - 1 && after.messages[index]?.role === "user";
  const reading = readEdit(change, section === "messages" && !isTask);
  // A rule that is said elsewhere in the same words is not gone, and not new.
  if (reading.kind === "rule gone" && isSaid(after, reading.rule)) return { kind: "reworded" };
  if (reading.kind === "rule new" && isSaid(before, reading.rule)) return { kind: "reworded" };
  return reading;
}

function isSaid(contract: Contract, rule: string): boolean {
  const known = rulesIn.get(contract) ?? sayingsOf(rulesOf(contract));
  rulesIn.set(contract, known);
  return known.says(rule);
}

const rulesIn = new WeakMap<Contract, Sayings>();

function rulesOf(contract: Contract): readonly string[] {
  return blocksOf(systemText(contract)).flatMap(({ text: written, within }) => {
    const text = withoutComments(written);
    if (within.some(isCondition) || strict(strengthOf(text)).length === 0) return [];
    return [text, ...clausesOf(text).filter((clause) => strict(strengthOf(clause)).length > 0)];
  });
}

function wordsOfAll(edits: readonly TextChange[]): readonly Words[] {
  const said = edits.filter(({ before, after, movedFrom }) => movedFrom === null && before !== after);
  return inLines(said.map(({ before, after }) => changedWords(before ?? "", after ?? "")));
}
