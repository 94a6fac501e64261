import type { ForeignMessage } from "../chat.ts";
import type { Notebook } from "../notes.ts";
import { type Marks, readHandlebars } from "../template/handlebars.ts";
import { clip, type Piece } from "../template/pieces.ts";

const marks: Marks = {
  role: ({ params }) => params[0] ?? null,
  section: ({ params }) => params[0] ?? null,
  history: () => "",
  media: () => "",
};

/** Everything up to a role belongs to the role before it; the first is the user's. */
export function messagesOf(
  body: string,
  partials: Readonly<Record<string, string | null>>,
  notes: Notebook,
): readonly ForeignMessage[] {
  const template = readHandlebars(body, { marks, partials });
  if (template.pieces === null) return [{ role: "user", template, text: body }];
  const messages: OpenMessage[] = [{ role: "user", pieces: [], start: 0, end: body.length }];
  let history: number | null = null;
  for (const piece of template.pieces) {
    const current = messages.at(-1) as OpenMessage;
    if (piece.kind !== "mark") {
      current.pieces.push(piece);
    } else if (piece.name === "media" || piece.name === "section") {
      notes.drop(
        "",
        body.slice(piece.start, piece.end),
        piece.name === "media" ? "messages are text here" : "texts have no marked parts here",
      );
    } else {
      if (piece.block)
        notes.assume(
          "",
          `{{#${piece.name}}}`,
          "read as the role of what it surrounds, which dotprompt itself leaves out",
        );
      if (piece.name === "history") history = messages.length;
      const role = piece.name === "history" ? "model" : piece.value;
      current.end = piece.start;
      messages.push({ role, pieces: [], start: piece.end, end: body.length });
    }
  }
  const said = messages.filter(({ pieces }) => !pieces.every(isBlank));
  for (const { pieces } of messages.filter((message) => !said.includes(message))) {
    const comments = pieces.flatMap((piece) => (piece.kind === "comment" ? [clip(piece.text)] : []));
    for (const comment of comments) notes.drop("", `{{! ${comment} }}`, "a comment between messages has no place here");
  }
  if (history !== null && messages.slice(history).some((message) => said.includes(message))) {
    notes.drop(
      "",
      "{{history}}",
      "a conversation goes on behind the messages of the contract here, never between them",
    );
  }
  return said.map(({ role, pieces, start, end }) => ({
    role,
    template: { pieces, why: null },
    text: body.slice(start, end),
  }));
}

interface OpenMessage {
  readonly role: string;
  readonly pieces: Piece[];
  readonly start: number;
  end: number;
}

function isBlank(piece: Piece): boolean {
  return piece.kind === "comment" || (piece.kind === "text" && piece.text.trim() === "");
}
