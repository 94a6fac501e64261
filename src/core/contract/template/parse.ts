/** A template is text with holes: the Mustache subset of `src/spec`, the same in every client. */
export type TemplateNode =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "variable"; readonly name: string; readonly offset: number }
  | {
      readonly kind: "section";
      readonly name: string;
      readonly inverted: boolean;
      readonly offset: number;
      readonly children: readonly TemplateNode[];
    };

export interface TemplateFault {
  readonly offset: number;
  readonly message: string;
}

export interface Template {
  readonly nodes: readonly TemplateNode[];
  readonly faults: readonly TemplateFault[];
}

/** Never throws: what is wrong comes back as faults, with offsets into the text. */
export function parseTemplate(text: string): Template {
  const faults: TemplateFault[] = [];
  const root: TemplateNode[] = [];
  const open: OpenSection[] = [];
  let delimiters = standard;
  let position = 0;
  const fault = (offset: number, message: string): void => void faults.push({ offset, message });
  const emit = (node: TemplateNode): void => void (open.at(-1)?.children ?? root).push(node);
  const emitText = (until: number): void => {
    if (until > position) emit({ kind: "text", text: text.slice(position, until) });
  };

  for (;;) {
    const tag = nextTag(text, position, delimiters);
    if (tag === null) break;
    if (tag.end === null) {
      fault(tag.start, `\`${delimiters.open}\` is opened and never closed with \`${delimiters.close}\``);
      break;
    }
    const line = standsAlone(tag.kind) ? wholeLine(text, tag.start, tag.end) : null;
    emitText(line?.start ?? tag.start);
    position = line?.end ?? tag.end;
    switch (tag.kind) {
      case "comment":
        break;
      case "delimiters": {
        const next = readDelimiters(tag.body);
        if (next === null) fault(tag.start, "new delimiters are written `{{=<% %>=}}`");
        else delimiters = next;
        break;
      }
      case "unsupported":
        fault(
          tag.start,
          `\`${tag.source}\` is not part of the template language: there are no partials, blocks or helpers`,
        );
        break;
      case "variable":
      case "section":
      case "inverted":
        if (!isTemplateName(tag.body)) fault(tag.start, `\`${tag.source}\` does not name a variable`);
        else if (tag.kind === "variable") emit({ kind: "variable", name: tag.body, offset: tag.start });
        else if (open.length >= deepest) {
          fault(tag.start, `sections are nested deeper than ${deepest} levels`);
          return { nodes: root, faults };
        } else open.push({ name: tag.body, inverted: tag.kind === "inverted", offset: tag.start, children: [] });
        break;
      case "close": {
        const section = open.pop();
        if (section === undefined) fault(tag.start, `\`${tag.source}\` closes a section that is not open`);
        else {
          if (section.name !== tag.body) fault(tag.start, `\`${tag.source}\` closes \`${section.name}\``);
          emit({ kind: "section", ...section });
        }
        break;
      }
    }
  }
  for (const section of open) fault(section.offset, `the section \`${section.name}\` is never closed`);
  if (delimiters !== standard && !sameDelimiters(delimiters)) {
    fault(text.length, "the text ends with other delimiters than `{{ }}`: set them back at its end");
  }
  emitText(text.length);
  return { nodes: root, faults };
}

/** Rendering is recursive; nobody reads a prompt that deep. */
const deepest = 32;

interface Delimiters {
  readonly open: string;
  readonly close: string;
}

interface OpenSection {
  readonly name: string;
  readonly inverted: boolean;
  readonly offset: number;
  readonly children: TemplateNode[];
}

type TagKind = "variable" | "section" | "inverted" | "close" | "comment" | "delimiters" | "unsupported";

interface Tag {
  readonly kind: TagKind;
  readonly start: number;
  /** `null` where the tag is never closed. */
  readonly end: number | null;
  readonly body: string;
  readonly source: string;
}

const standard: Delimiters = { open: "{{", close: "}}" };

function nextTag(text: string, from: number, { open, close }: Delimiters): Tag | null {
  const start = text.indexOf(open, from);
  if (start === -1) return null;
  // `{{{name}}}` and `{{&name}}` are Mustache's unescaped forms; nothing is ever escaped here.
  const triple = open === "{{" && text[start + 2] === "{";
  const inner = start + open.length + (triple ? 1 : 0);
  const sigil = triple ? "&" : (text[inner] ?? "");
  const closing = triple ? "}}}" : sigil === "=" ? `=${close}` : close;
  const stop = text.indexOf(closing, sigil === "=" ? inner + 1 : inner);
  if (stop === -1) return { kind: "variable", start, end: null, body: "", source: "" };
  const end = stop + closing.length;
  const kind = kinds.get(sigil) ?? "variable";
  const body = text.slice(kinds.has(sigil) && !triple ? inner + 1 : inner, stop).trim();
  return { kind, start, end, body, source: text.slice(start, end).replaceAll("\n", " ") };
}

const kinds: ReadonlyMap<string, TagKind> = new Map([
  ["#", "section"],
  ["^", "inverted"],
  ["/", "close"],
  ["!", "comment"],
  ["=", "delimiters"],
  ["&", "variable"],
  [">", "unsupported"],
  ["<", "unsupported"],
  ["$", "unsupported"],
  ["*", "unsupported"],
]);

/** `.` is the item of the list around it. */
function isTemplateName(name: string): boolean {
  return name === "." || /^[A-Za-z_][\w-]*(?:\.[A-Za-z0-9_][\w-]*)*$/.test(name);
}

/** Mustache's specification: these tags, alone on a line, take the line with them. */
function standsAlone(kind: TagKind): boolean {
  return kind !== "variable" && kind !== "unsupported";
}

function wholeLine(text: string, start: number, end: number): { start: number; end: number } | null {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  if (text.slice(lineStart, start).trim() !== "") return null;
  const newline = text.indexOf("\n", end);
  const lineEnd = newline === -1 ? text.length : newline + 1;
  return text.slice(end, lineEnd).trim() === "" ? { start: lineStart, end: lineEnd } : null;
}

function readDelimiters(body: string): Delimiters | null {
  const [open, close, ...rest] = body.split(/\s+/);
  if (open === undefined || close === undefined || rest.length > 0 || body.includes("=")) return null;
  return { open, close };
}

function sameDelimiters({ open, close }: Delimiters): boolean {
  return open === standard.open && close === standard.close;
}
