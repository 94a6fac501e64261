import { isAt, isExactly } from "../change.ts";
import { type Rule, severity } from "../rule.ts";

export const outputAdded: Rule = {
  id: "OUTPUT_ADDED",
  purpose: "The answer is JSON by a schema, where it was free text.",
  incident: "A chat window showed braces and quotation marks to its customers.",
  judge: ({ before, changes }) => {
    const claims = changes.filter(({ path }) => isAt(path, ["output"]));
    if (before.output !== null || claims.length === 0) return [];
    return [
      {
        path: ["output"],
        message: "the answer is JSON by a schema now, and was text: what shows or stores it gets something else",
        severity: severity("dangerous", "dangerous", "breaking"),
        claims,
        wayOut: "teach what reads the answer to take both first, then release this",
      },
    ];
  },
};

export const outputRemoved: Rule = {
  id: "OUTPUT_REMOVED",
  purpose: "The answer is free text, where it was JSON by a schema.",
  incident: 'A parser that had worked for months met a sentence that began with "Sure".',
  judge: ({ after, changes }) => {
    const claims = changes.filter(({ path }) => isAt(path, ["output"]));
    if (after.output !== null || claims.length === 0) return [];
    return [
      {
        path: ["output"],
        message: "the answer is text now, and was JSON by a schema: what reads its fields finds none",
        severity: severity("dangerous", "dangerous", "breaking"),
        claims,
        wayOut: "teach what reads the answer to take both first, then release this",
      },
    ];
  },
};

export const outputEnforceChanged: Rule = {
  id: "OUTPUT_ENFORCE_CHANGED",
  purpose: "The provider keeps the model to the schema of the answer, or nobody does: the other way than before.",
  incident: "Strict output was turned off to save a second, and one answer in two hundred could not be read.",
  judge: ({ after, changes }) =>
    changes
      .filter(({ path }) => isExactly(path, ["output", "enforce"]))
      .map((change) => {
        const isLost = after.output?.enforce === "none";
        return {
          path: change.path,
          message: isLost
            ? "the provider does not keep the model to the output schema any more: an answer may be any text"
            : "the provider keeps the model to the output schema now: it refuses a schema that it does not understand",
          severity: severity("dangerous", "dangerous", isLost ? "breaking" : "safe"),
          claims: [change],
          ...(isLost
            ? {
                wayOut:
                  "let what reads the answer check it, and ask again where it is no answer, before this is released",
              }
            : {}),
        };
      }),
};

export const outputReadersChanged: Rule = {
  id: "OUTPUT_READERS_CHANGED",
  purpose:
    "What reads the answer is said to take fields that it does not know, or to refuse them: the other way than before.",
  incident: "Readers were called tolerant so that a new field passed review; one of them was not.",
  judge: ({ after, changes }) =>
    changes
      .filter(({ path }) => isExactly(path, ["output", "readers"]))
      .map((change) => {
        const isTolerant = after.output?.readers === "tolerant";
        return {
          path: change.path,
          message: isTolerant
            ? "what reads the answer is said to be tolerant now: new fields of the answer count as harmless from here on"
            : "what reads the answer is said to be strict now: new fields of the answer count as a break from here on",
          severity: severity("safe", "safe", isTolerant ? "dangerous" : "safe"),
          claims: [change],
          ...(isTolerant ? { wayOut: "look at every program that reads the answer before this is released" } : {}),
        };
      }),
};
