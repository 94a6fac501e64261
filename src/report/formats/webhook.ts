import { sayPlace } from "../../core/place.ts";
import { count } from "../../core/text.ts";
import { inert, invisible } from "../layout/inert.ts";
import { mostSevereFirst } from "../most-severe.ts";
import { type Answer, type Block, type Report, textOf } from "../report.ts";
import { sayDocument } from "./json.ts";

/** What chats take, of whatever kind, and more than somebody reads there. */
const longest = 3_000;

/** A body for an incoming webhook: one field, `text`, the one that all of them know and none refuses. */
export function sayWebhook(report: Report): string {
  const { command, answer, verdict } = report;
  const lines = linesOf(report);
  let text = `${marks[answer]} promptctl ${command}: ${escapeChat(verdict)}`;
  for (const [at, line] of lines.entries()) {
    const said = `\n• ${escapeChat(line)}`;
    const more = `\n… and ${count(lines.length - at, "more line")}`;
    if (text.length + said.length + more.length > longest) return sayDocument({ text: text + more });
    text += said;
  }
  return sayDocument({ text });
}

const marks: Readonly<Record<Answer, string>> = { yes: "✅", no: "❌", unknown: "⚠️", stopped: "⏹️" };

/** What the command says for this, or what it says about lines of files, or how its report begins. */
function linesOf({ brief, notices = [], blocks }: Report): readonly string[] {
  if (brief !== undefined) return brief;
  if (notices.length === 0) return blocks.flatMap(blockLines).slice(0, most);
  return mostSevereFirst(notices).map(({ rule, message, place }) => {
    return `${place === null ? "" : `${sayPlace(place)} `}${rule}: ${message}`;
  });
}

const most = 12;

function blockLines(block: Block): readonly string[] {
  switch (block.kind) {
    case "heading":
      return [block.text];
    case "text":
      return [textOf(block.text)];
    case "list":
      return block.items.map(textOf);
    case "table":
      return block.rows.map((row) =>
        row
          .map(textOf)
          .filter((cell) => cell !== "")
          .join(" · "),
      );
    case "item":
      return [block.title.map(textOf).join(" "), ...block.blocks.flatMap(blockLines)];
    case "code":
    case "words":
      return [];
  }
}

/**
 * Text in which no chat finds a link, an image, a mention or the end of its line. `&`, `<` and `>` are what Slack marks its
 * own with (https://docs.slack.dev/messaging/formatting-message-text); the others look for words.
 */
function escapeChat(text: string): string {
  const line = text
    .slice(0, 2 * longestLine)
    .replaceAll(/\s+/g, " ")
    .trim();
  const cut = line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
  return inert(cut)
    .replaceAll(/\p{Surrogate}/gu, "\uFFFD")
    .replaceAll(/(?<![A-Za-z0-9])@(?=\w)|@(?=[\w-]+\.\w)/g, `@${invisible}`)
    .replaceAll(/:(?=\/\/)/g, `:${invisible}`)
    .replaceAll(/www(?=\.)/gi, `$&${invisible}`)
    .replaceAll(/\](?=[([:])/g, `]${invisible}`)
    .replaceAll(/`(?=`)/g, `\`${invisible}`)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

const longestLine = 400;
