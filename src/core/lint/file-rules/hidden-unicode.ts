import { hiddenIn, sayHidden } from "../../hidden.ts";
import type { FileRule } from "../file-rule.ts";

export const hiddenUnicode: FileRule = {
  id: "HIDDEN_UNICODE",
  level: "error",
  purpose: "What a reviewer sees is what the model reads: text that no editor shows can carry orders.",
  remedy:
    "Delete the character. What emoji are joined with, and what some scripts are spelt with, is let through where it belongs.",
  judge({ text }) {
    return hiddenIn(text).map(({ run, offset }) => ({
      offset,
      message: sayHidden(run),
      hint: "delete what stands between the visible characters here",
      // Where it stands is part of what was waived: the next one in the same file is another finding.
      about: [
        run,
        text.slice(Math.max(0, offset - 16), offset),
        text.slice(offset + run.length, offset + run.length + 16),
      ],
    }));
  },
};
