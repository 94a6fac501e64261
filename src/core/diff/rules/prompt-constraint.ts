import type { TextChange } from "../change.ts";
import type { Comparison, Judgement, Rule } from "../rule.ts";
import { descriptionChanges } from "../text/descriptions.ts";
import { aboutWords, byText, editsThat, promptSeverity, type ReadEdit, readText, rowAbout } from "../text/prompt.ts";
import { quote } from "../text/quote.ts";
import type { Shift } from "../text/rule-reading.ts";
import { changedWords } from "../words.ts";

export const promptConstraintRemoved: Rule = {
  id: "PROMPT_CONSTRAINT_REMOVED",
  purpose: "A rule of the prompt or of a description is gone: must, never, do not, only, always, a limit.",
  incident: "One line of forty that went in a clean-up was the one that kept refunds below what was paid.",
  judge(comparison) {
    return rows(editsThat(comparison, "rule gone"), {
      one: ({ change, reading }) =>
        `${quote(reading.rule)} is gone${sayPlace(change.within)}${sayInstead(change.after)}`,
      isMore: "is gone",
      areMore: "are gone",
      severity: promptSeverity(comparison, "dangerous", "dangerous"),
    });
  },
};

export const promptConstraintWeakened: Rule = {
  id: "PROMPT_CONSTRAINT_WEAKENED",
  purpose: "A rule of the prompt or of a description demands less: a softer word, an exception, another number.",
  incident: "An amount in the middle of a paragraph went from $50 to $500, and no line of the review showed it.",
  judge(comparison) {
    const level = promptSeverity(comparison, "dangerous", "dangerous");
    const inPrompt = rows(editsThat(comparison, "rule weaker"), {
      one: ({ change, reading }) => sayShift(reading.how, "weaker", change),
      isMore: "demands less",
      areMore: "demand less",
      severity: level,
    });
    return [
      ...inPrompt,
      ...inDescriptions(comparison, level, ({ change, reading }, described) =>
        reading.kind === "rule weaker"
          ? `in the description of ${described} ${sayShift(reading.how, "weaker", change)}`
          : null,
      ),
    ];
  },
};

export const promptConstraintAdded: Rule = {
  id: "PROMPT_CONSTRAINT_ADDED",
  purpose: "A rule of the prompt is new, or demands more.",
  incident: "A rule against guessing made the agent hand every second conversation to a person.",
  judge(comparison) {
    return rows(editsThat(comparison, "rule new", "rule stricter"), {
      one: ({ change, reading }) =>
        reading.kind === "rule new"
          ? `${quote(reading.rule)} is a new rule${sayPlace(change.within)}`
          : sayShift(reading.how, "stricter", change),
      isMore: "is new or demands more",
      areMore: "are new or demand more",
      severity: promptSeverity(comparison, "dangerous", "safe"),
    });
  },
};

/** One row for a description: it is one text about one thing. */
function inDescriptions(
  { changes }: Comparison,
  level: Judgement["severity"],
  tell: (edit: ReadEdit, described: string) => string | null,
): readonly Judgement[] {
  return descriptionChanges(changes).flatMap(({ change, described, before, after }) => {
    const edits = before === "" ? [] : readText(change.path, before, after);
    const told = edits.flatMap((edit) => tell(edit, described) ?? []);
    const [first] = told;
    if (first === undefined) return [];
    const more = told.length === 1 ? "" : ` (and ${told.length - 1} more)`;
    return [
      {
        path: change.path,
        message: `${first}${more}`,
        severity: level,
        claims: [change],
        words: changedWords(before, after),
        about: aboutWords(before, after),
      },
    ];
  });
}

interface Telling<Edit> {
  readonly one: (edit: Edit) => string;
  readonly isMore: string;
  readonly areMore: string;
  readonly severity: Judgement["severity"];
}

/** A row for each rule; of many, the last row names the rest. */
function rows<Edit extends ReadEdit>(edits: readonly Edit[], telling: Telling<Edit>): readonly Judgement[] {
  return byText(edits).flatMap((own) => {
    const others = own.slice(most);
    const named = others
      .slice(0, most)
      .map(({ change }) => quote(change.before ?? change.after ?? "", 60))
      .join(", ");
    const number =
      others.length === 1 ? `1 more rule ${telling.isMore}` : `${others.length} more rules ${telling.areMore}`;
    return [
      ...own.slice(0, most).map((edit) => rowAbout([edit], telling.one(edit), telling.severity)),
      ...(others.length === 0
        ? []
        : [rowAbout(others, `${number}: ${named}${others.length > most ? ", …" : ""}`, telling.severity)]),
    ];
  });
}

const most = 5;

function sayPlace(within: readonly string[]): string {
  const title = within.at(-1);
  return title === undefined ? "" : ` (under ${quote(title, 40)})`;
}

function sayInstead(after: string | null): string {
  return after === null ? "" : `; it says ${quote(after)} now`;
}

function sayShift(how: Shift, direction: "weaker" | "stricter", change: TextChange): string {
  const [before, after] = [change.before ?? "", change.after ?? ""];
  switch (how.by) {
    case "word": {
      const { from, to } = how;
      const word = from === null ? `“${to}” is new` : to === null ? `“${from}” is gone` : `“${from}” became “${to}”`;
      return `${word}: ${quote(before, 100)} is ${quote(after, 100)} now`;
    }
    case "number": {
      const { from, to } = how;
      const number = from === null ? `${to} is new` : to === null ? `${from} is gone` : `${from} became ${to}`;
      return `${number} in a rule: ${quote(after)}`;
    }
    case "exception":
      return `a rule ${direction === "weaker" ? "has an exception now" : "has lost an exception"} (“${how.words}”): ${quote(after)}`;
    case "condition":
      return `a rule ${direction === "weaker" ? "holds only" : "holds not only"} in ${how.words} now: ${quote(after)}`;
    case "cancel":
      return `rules are set aside now (“${how.words}”): ${quote(after)}`;
    case "opposite":
      return `a rule may say the opposite now: ${quote(before, 100)} became ${quote(after, 100)}`;
  }
}
