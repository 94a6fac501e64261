import { count, sayList } from "../../text.ts";
import type { TextChange } from "../change.ts";
import { squeeze } from "./block.ts";

/** `“Never refund more than was paid”`: on one line, without list marks, not too long. */
export function quote(text: string, most = 140): string {
  const plain = squeeze(text.slice(0, most * 4))
    .replace(/^(?:[-*+•>–]|\d{1,3}[.)]|#{1,6})\s+/, "")
    .replaceAll(/\*\*|__/g, "");
  const said = plain.length <= most ? plain.replace(/[.;,]$/, "") : `${plain.slice(0, most).replace(/\s\S*$/, "")} …`;
  return `“${said}”`;
}

/** `“Be brief” became “Be kind”`; of several how many of each kind. */
export function sayEdits(edits: readonly TextChange[]): string {
  if (edits.length <= 2) return sayList(edits.map(sayEdit));
  const number = (isOne: (edit: TextChange) => boolean, what: string): readonly string[] => {
    const found = edits.filter(isOne).length;
    return found === 0 ? [] : [`${count(found, "passage")} ${what}`];
  };
  return sayList([
    ...number(({ before, after }) => before !== null && after !== null, "reworded"),
    ...number(({ before }) => before === null, "new"),
    ...number(({ after }) => after === null, "gone"),
  ]);
}

function sayEdit({ before, after, template }: TextChange): string {
  if (template !== null && before !== null) {
    return `${quote(before)} ${template === "became" ? "is a template now, and was plain text" : "is plain text now, and was a template"}`;
  }
  if (before === null) return `${quote(after ?? "")} is new`;
  if (after === null) return `${quote(before)} is gone`;
  return `${quote(before, 100)} became ${quote(after, 100)}`;
}
