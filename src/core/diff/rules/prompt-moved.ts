import { sayList } from "../../text.ts";
import type { TextChange } from "../change.ts";
import type { Rule } from "../rule.ts";
import { byText, editsThat, promptSeverity, rowAbout } from "../text/prompt.ts";
import { quote } from "../text/quote.ts";

export const promptSectionMoved: Rule = {
  id: "PROMPT_SECTION_MOVED",
  purpose: "The prompt says the same in another order.",
  incident: "A sentence moved from what the agent must not do to what it may, word for word.",
  judge(comparison) {
    return byText(editsThat(comparison, "moved")).map((edits) => {
      const moves = edits.slice(0, most).map(({ change }) => sayMove(change));
      const others = edits.length - moves.length;
      const message = sayList([...moves, ...(others === 0 ? [] : [`${others} more passages`])]);
      return rowAbout(edits, `${message} moved`, promptSeverity(comparison, "dangerous", "safe"));
    });
  },
};

const most = 4;

function sayMove({ after, within, movedFrom }: TextChange): string {
  const [from, to] = [movedFrom?.at(-1), within.at(-1)];
  const places =
    from === to || from === undefined || to === undefined ? "" : ` (from ${quote(from, 40)} to ${quote(to, 40)})`;
  return `${quote(after ?? "", 80)}${places}`;
}
