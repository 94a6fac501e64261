import { isJsonArray, isJsonObject, type Json } from "../../json.ts";
import { type Change, isAt } from "../change.ts";
import { type Rule, severity } from "../rule.ts";
import { byText, editsThat, promptSeverity, rowAbout } from "../text/prompt.ts";
import { sayEdits } from "../text/quote.ts";
import { changedWords } from "../words.ts";

export const promptCosmetic: Rule = {
  id: "PROMPT_COSMETIC",
  purpose: "The prompt has the same words: other white space, case, punctuation or list marks.",
  incident: "Refolded lines with equal words drowned the one edit that mattered.",
  judge(comparison) {
    const edits = byText(editsThat(comparison, "cosmetic")).map((own) => {
      const words = own.every(({ change: { before, after } }) => bare(before) === bare(after));
      const what = words ? "white space" : "white space, case, punctuation or marks";
      return rowAbout(own, `the same words with other ${what}`, severity("safe", "safe", "safe"));
    });
    const recut = comparison.changes.filter(({ path, kind }) => kind === "changed" && isAt(path, ["system"]));
    return [
      ...edits.map((row) => ({ ...row, words: [] })),
      ...recut.map((change) => ({
        path: change.path,
        message: "the system text is the same, and cut otherwise into templates and plain text",
        severity: severity("safe", "safe", "safe"),
        claims: [change],
      })),
    ];
  },
};

export const promptReworded: Rule = {
  id: "PROMPT_REWORDED",
  purpose: "The prompt has other words, beside its rules, its examples and who the agent is.",
  incident: "One innocent edit doubled the tokens and tripled the tool calls, and nobody noticed for a day.",
  judge(comparison) {
    const level = promptSeverity(comparison, "dangerous", "safe");
    const edits = byText(editsThat(comparison, "reworded")).map((own) =>
      rowAbout(own, `the prompt has other words: ${sayEdits(own.map(({ change }) => change))}`, level),
    );
    const whole = comparison.changes.filter(({ path, kind }) => kind !== "edited" && isAt(path, ["system"]));
    return [
      ...edits,
      ...whole.map((change) => ({
        path: change.path,
        message: change.kind === "added" ? "the system text is new" : "the system text is another one",
        severity: level,
        claims: [change],
        words: change.kind === "added" ? changedWords("", textOf(change)) : [],
      })),
    ];
  },
};

/** Of a system text that was not there. */
function textOf(change: Change & { kind: "added" }): string {
  const pieces: readonly Json[] = isJsonArray(change.after) ? change.after : [change.after];
  return pieces
    .map((piece) => (isJsonObject(piece) ? (piece["text"] ?? piece["literal"]) : piece))
    .filter((text) => typeof text === "string")
    .join("");
}

function bare(text: string | null): string {
  return (text ?? "").replaceAll(/\s+/g, "");
}
