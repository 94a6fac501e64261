import { sayList } from "../../text.ts";
import type { Rule } from "../rule.ts";
import { byText, editsThat, promptSeverity, rowAbout } from "../text/prompt.ts";
import { sayEdits } from "../text/quote.ts";

export const promptPersonaChanged: Rule = {
  id: "PROMPT_PERSONA_CHANGED",
  purpose: "Who the agent is, how it speaks, in which language, or to whom.",
  incident: "An assistant took on a persona that nobody had reviewed, and its answers were in the press next morning.",
  judge(comparison) {
    return byText(editsThat(comparison, "persona")).map((edits) => {
      const traits = [...new Set(edits.map(({ reading }) => reading.trait))];
      const message = `the agent is told otherwise ${sayList(traits)}: ${sayEdits(edits.map(({ change }) => change))}`;
      return rowAbout(edits, message, promptSeverity(comparison, "dangerous", "dangerous"));
    });
  },
};
