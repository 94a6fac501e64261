import { isJsonObject, type Json } from "../../json.ts";
import { count, sayList } from "../../text.ts";
import { valuesOf } from "../about.ts";
import { type Change, isExactly } from "../change.ts";
import type { Comparison, Judgement, Rule } from "../rule.ts";
import { byText, editsThat, promptSeverity, rowAbout } from "../text/prompt.ts";
import { quote, sayEdits } from "../text/quote.ts";
import { changedWords, inLines } from "../words.ts";

export const promptExampleChanged: Rule = {
  id: "PROMPT_EXAMPLE_CHANGED",
  purpose: "What the prompt shows the model is another example: in the text, or as first messages.",
  incident: "One worked example with a rounded amount taught the agent to round every refund.",
  judge(comparison) {
    const level = promptSeverity(comparison, "dangerous", "safe");
    const shown = byText(editsThat(comparison, "example")).map((edits) =>
      rowAbout(edits, `an example changed: ${sayEdits(edits.map(({ change }) => change))}`, level),
    );
    return [...shown, ...messageRow(comparison, level)];
  },
};

/** First messages that came or went, in one row: the model reads them together. */
function messageRow({ changes }: Comparison, level: Judgement["severity"]): readonly Judgement[] {
  const turns = changes.filter(({ path }) => isExactly(path, ["messages", "*"]));
  const [added, removed] = [
    turns.filter(({ kind }) => kind === "added"),
    turns.filter(({ kind }) => kind === "removed"),
  ];
  if (turns.length === 0) return [];
  const says = turns.map(contentOf);
  const numbers = [
    ...(added.length === 0 ? [] : [`${count(added.length, "first message")} ${added.length === 1 ? "is" : "are"} new`]),
    ...(removed.length === 0
      ? []
      : [`${count(removed.length, "first message")} ${removed.length === 1 ? "is" : "are"} gone`]),
  ];
  return [
    {
      path: ["messages"],
      message: `${sayList(numbers)}: ${says
        .slice(0, most)
        .map((text) => quote(text, 60))
        .join(", ")}${says.length > most ? ", …" : ""}`,
      severity: level,
      claims: turns,
      words: inLines(
        turns.map((turn) =>
          turn.kind === "added" ? changedWords("", contentOf(turn)) : changedWords(contentOf(turn), ""),
        ),
      ),
      // The same words in front of another message are another example.
      about: turns.flatMap((turn) => [String(turn.path[1]), ...valuesOf(turn)]),
    },
  ];
}

const most = 4;

function contentOf(change: Change): string {
  const message: Json = change.kind === "added" ? change.after : change.kind === "removed" ? change.before : null;
  const content = isJsonObject(message) ? message["content"] : null;
  return typeof content === "string" ? content : "";
}
