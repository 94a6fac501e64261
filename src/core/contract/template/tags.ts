/** What stands between two delimiters, and where. */
export interface Tag {
  readonly kind: TagKind;
  readonly start: number;
  /** `null` where the tag is never closed. */
  readonly end: number | null;
  /** Between the delimiters, without the sign that says the kind. */
  readonly body: string;
  /** Between the delimiters. */
  readonly inner: string;
  /** As written, on one line and short enough for a message. */
  readonly source: string;
}

export type TagKind = "variable" | "section" | "inverted" | "close" | "comment" | "delimiters" | "foreign";

export interface Delimiters {
  readonly open: string;
  readonly close: string;
}

export const standardDelimiters: Delimiters = { open: "{{", close: "}}" };

export function nextTag(text: string, from: number, delimiters: Delimiters): Tag | null {
  const { open, close } = delimiters;
  const start = text.indexOf(open, from);
  if (start === -1) return null;
  const standard = sameDelimiters(delimiters, standardDelimiters);
  if (standard && text.startsWith("{{{{", start)) return tagAt(text, start, start + 4, "}}}}", "foreign", 0);
  // `{{{name}}}` and `{{&name}}` are Mustache's unescaped forms; nothing is ever escaped here.
  if (standard && text[start + 2] === "{") return tagAt(text, start, start + 3, "}}}", "variable", 0);
  const inner = start + open.length;
  const sigil = text[inner] ?? "";
  const kind = kinds.get(sigil);
  if (kind === "delimiters") return tagAt(text, start, inner, `=${close}`, kind, 1);
  return tagAt(text, start, inner, close, kind ?? "variable", kind === undefined ? 0 : 1);
}

/** Mustache's specification: these tags, alone on a line, take the line with them. */
export function standsAlone(kind: TagKind): boolean {
  return kind !== "variable" && kind !== "foreign";
}

/** The line of a tag that has it for itself; `null` where anything else stands on it. */
export function wholeLine(text: string, start: number, end: number): { start: number; end: number } | null {
  let first = start;
  while (first > 0 && isBlank(text[first - 1])) first -= 1;
  if (first > 0 && text[first - 1] !== "\n") return null;
  let last = end;
  while (last < text.length && isBlank(text[last])) last += 1;
  if (last < text.length && text[last] !== "\n") return null;
  return { start: first, end: Math.min(last + 1, text.length) };
}

export function readDelimiters(body: string): Delimiters | null {
  const [open, close, ...rest] = body.split(/[ \t\r\n]+/);
  if (open === undefined || close === undefined || rest.length > 0 || body.includes("=")) return null;
  return { open, close };
}

export function sameDelimiters(left: Delimiters, right: Delimiters): boolean {
  return left.open === right.open && left.close === right.close;
}

/** `.` is the item of the list around it. */
export function isTemplateName(name: string): boolean {
  if (name === ".") return true;
  return name.length <= 128 && /^[A-Za-z_][\w-]*(?:\.[A-Za-z0-9_][\w-]*)*$/.test(name) && !reserved.test(name);
}

/** Words of Handlebars that would pass as names. */
const reserved = /^(?:else|this|this\..*)$/;

const kinds: ReadonlyMap<string, TagKind> = new Map([
  ["#", "section"],
  ["^", "inverted"],
  ["/", "close"],
  ["!", "comment"],
  ["=", "delimiters"],
  ["&", "variable"],
  [">", "foreign"],
  ["<", "foreign"],
  ["$", "foreign"],
  ["*", "foreign"],
]);

function tagAt(text: string, start: number, inner: number, close: string, kind: TagKind, sigil: number): Tag {
  const stop = text.indexOf(close, inner + (kind === "delimiters" ? 1 : 0));
  if (stop === -1) return { kind, start, end: null, body: "", inner: "", source: "" };
  const end = stop + close.length;
  return {
    kind,
    start,
    end,
    body: trim(text.slice(inner + sigil, stop)),
    inner: trim(text.slice(inner, stop)),
    source: shorten(text.slice(start, end)),
  };
}

/** White space is ASCII's own: languages differ in what else they trim. */
function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text[start])) start += 1;
  while (end > start && isSpace(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

function isSpace(character: string | undefined): boolean {
  return character === "\n" || isBlank(character);
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\t" || character === "\r";
}

function shorten(source: string): string {
  const line = source.slice(0, 200).replaceAll(/[ \t\r\n]+/g, " ");
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
