import { explainTag, foreignSection } from "./foreign-tag.ts";
import {
  type Delimiters,
  isTemplateName,
  nextTag,
  readDelimiters,
  sameDelimiters,
  standardDelimiters,
  standsAlone,
  wholeLine,
} from "./tags.ts";

/** A template is text with holes: the Mustache subset of `src/spec`, the same in every client. */
export type TemplateNode =
  | { readonly kind: "text"; readonly text: string; readonly offset: number }
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
  /** What to write instead. */
  readonly hint: string;
}

export interface Template {
  readonly nodes: readonly TemplateNode[];
  readonly faults: readonly TemplateFault[];
  /** Delimiters other than `{{ }}` that are in force at the end, and where they were set. */
  readonly leftOpen: (Delimiters & { readonly offset: number }) | null;
}

/** Never throws: what is wrong comes back as faults, with offsets into the text. */
export function parseTemplate(text: string): Template {
  const faults: TemplateFault[] = [];
  const root: TemplateNode[] = [];
  const open: OpenSection[] = [];
  const strangers = new Set<string>();
  let delimiters = { ...standardDelimiters, offset: 0 };
  let position = 0;
  const fault = (offset: number, message: string, hint: string): void => void faults.push({ offset, message, hint });
  const emit = (node: TemplateNode): void => void (open.at(-1)?.children ?? root).push(node);
  const emitText = (until: number): void => {
    if (until > position) emit({ kind: "text", text: text.slice(position, until), offset: position });
  };

  while (faults.length < mostFaults) {
    const tag = nextTag(text, position, delimiters);
    if (tag === null) break;
    if (tag.end === null) {
      fault(
        tag.start,
        `\`${delimiters.open}\` is opened and never closed with \`${delimiters.close}\``,
        "close it; braces that are meant as text stand in a file with `literal: true`",
      );
      break;
    }
    const line = standsAlone(tag.kind) ? wholeLine(text, tag.start, tag.end) : null;
    emitText(line?.start ?? tag.start);
    position = line?.end ?? tag.end;
    switch (tag.kind) {
      case "comment":
        if (tag.body.startsWith("--") && !tag.body.endsWith("--")) {
          fault(
            tag.start,
            `this comment ends at its first \`${delimiters.close}\`, and not at \`--${delimiters.close}\``,
            `a comment is written {{! … }}, and holds no \`${delimiters.close}\``,
          );
        }
        break;
      case "delimiters": {
        const next = readDelimiters(tag.body);
        if (next === null) fault(tag.start, "these are not two delimiters", "new delimiters are written `{{=<% %>=}}`");
        else delimiters = { ...next, offset: tag.start };
        break;
      }
      case "foreign":
        strangers.add(tag.body);
        // The end of a raw block says nothing new.
        if (!tag.body.startsWith("/")) fault(tag.start, ...explainTag(tag));
        break;
      case "variable":
        if (!isTemplateName(tag.body)) {
          fault(tag.start, ...explainTag(tag, open.at(-1)?.name ?? undefined));
        } else emit({ kind: "variable", name: tag.body, offset: tag.start });
        break;
      case "section":
      case "inverted": {
        if (open.length >= deepest) {
          fault(tag.start, `sections are nested deeper than ${deepest} levels`, "flatten the template");
          return { nodes: root, faults, leftOpen: null };
        }
        const ours = isTemplateName(tag.body);
        const { name, closedBy, inverted } = ours
          ? { name: tag.body, closedBy: tag.body, inverted: tag.kind === "inverted" }
          : foreignSection(tag);
        if (!ours) fault(tag.start, ...explainTag(tag, open.at(-1)?.name ?? undefined));
        if (tag.body !== "") open.push({ name, closedBy, inverted, foreign: !ours, offset: tag.start, children: [] });
        break;
      }
      case "close": {
        const section = open.pop();
        if (section === undefined) {
          if (strangers.has(tag.body)) break;
          fault(tag.start, `\`${tag.source}\` closes a section that is not open`, "remove it, or open the section");
          break;
        }
        const { name, closedBy, inverted, offset, children } = section;
        if (closedBy !== tag.body && !section.foreign) {
          fault(
            tag.start,
            `\`${tag.source}\` closes \`${closedBy}\``,
            `close \`${delimiters.open}/${closedBy}${delimiters.close}\` first: what is opened last is closed first`,
          );
        }
        if (name !== null) emit({ kind: "section", name, inverted, offset, children });
        break;
      }
    }
  }
  for (const { offset, closedBy } of open.filter(({ foreign }) => !foreign)) {
    fault(
      offset,
      `the section \`${closedBy}\` is never closed`,
      `close it: \`${delimiters.open}/${closedBy}${delimiters.close}\``,
    );
  }
  emitText(text.length);
  return { nodes: root, faults, leftOpen: sameDelimiters(delimiters, standardDelimiters) ? null : delimiters };
}

/** Rendering is recursive; nobody reads a prompt that deep. */
const deepest = 32;

/** Whoever has more of them does not read on. */
const mostFaults = 100;

interface OpenSection {
  /** `null` where it names nothing that we know. */
  readonly name: string | null;
  readonly closedBy: string;
  /** `{{#if x}}` and its like: a fault already, and not one more at its end. */
  readonly foreign: boolean;
  readonly inverted: boolean;
  readonly offset: number;
  readonly children: TemplateNode[];
}
