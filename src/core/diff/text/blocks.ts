import { type Block, type BlockKind, squeeze } from "./block.ts";
import { isInComment, sectionsAround, unbroken } from "./conditions.ts";
import { speakerOf, standsInExample } from "./example.ts";
import { fenceOf, itemOf, labelOf, tagOf, type Title, titleOf } from "./lines.ts";
import { sentenceStarts } from "./sentences.ts";

/** Cuts a text into what is read as one. Nothing is lost: `raw` of all of them joined is the text. */
export function blocksOf(text: string, literal = false): readonly Block[] {
  const lines = literal ? text.split(/(?<=\n)/) : unbroken(text);
  const codeEnds = fencedCode(lines);
  const blocks: Draft[] = [];
  const outline = newOutline(text);
  let paragraph: Paragraph | null = null;
  let lead = "";
  let afterBlank = true;

  const emit = (raw: string, kind: BlockKind, skip = 0): string => {
    const said = squeeze(raw.slice(skip));
    blocks.push({ raw: lead + raw, text: said, kind, within: outline.within() });
    lead = "";
    return said;
  };
  const finish = (): void => {
    if (paragraph === null) return;
    const { raw, skip, indent } = paragraph;
    paragraph = null;
    const starts = sentenceStarts(raw.slice(skip))
      .map((start, index) => (index === 0 ? 0 : start + skip))
      .filter((start) => literal || !isInComment(raw, start));
    let last = "";
    starts.forEach((start, index) => {
      last = emit(raw.slice(start, starts[index + 1]), "prose", index === 0 ? skip : 0);
      const label = labelOf(last);
      const speaker = label === null && standsInExample(outline.within()) ? speakerOf(last) : null;
      if (label !== null) outline.label(label, indent);
      else if (speaker !== null) outline.label(speaker, indent + belowLabel);
    });
  };

  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (line.trim() === "") {
      finish();
      const last = blocks.at(-1);
      if (last === undefined) lead += line;
      else last.raw += line;
      afterBlank = true;
      continue;
    }
    const codeEnd = codeEnds.get(at);
    const words = line.replace(/\n$/, "");
    const title = titleOf(words);
    const tag = tagOf(words);
    const item = itemOf(words);
    if (codeEnd !== undefined) {
      finish();
      const code = lines.slice(at, codeEnd + 1);
      for (const raw of code.length > longestCode ? code : [code.join("")]) emit(raw, "code");
      at = codeEnd;
    } else if (tag !== null) {
      finish();
      if (tag.does === "open" && tag.name !== null) outline.open(tag.name);
      emit(line, "tag");
      if (tag.does === "close" && tag.name !== null) outline.close(tag.name);
    } else if (title !== null) {
      finish();
      outline.title(title);
      emit(line, "heading", line.search(/[^\s#]/));
    } else if (item !== null) {
      finish();
      outline.item(item.indent);
      paragraph = { raw: line, skip: item.words, indent: item.indent };
    } else if (paragraph !== null) {
      paragraph.raw += line;
    } else {
      if (afterBlank) outline.item(-1);
      paragraph = { raw: line, skip: 0, indent: -1 };
    }
    afterBlank = false;
  }
  finish();
  const [first] = blocks;
  if (first === undefined) return text === "" ? [] : [{ raw: text, text: "", kind: "prose", within: [], literal }];
  if (literal || !text.includes("{{")) return blocks.map((block) => ({ ...block, literal }));
  const around = sectionsAround(
    text,
    blocks.map(({ raw }) => raw),
  );
  return blocks.map((block, at) => ({ ...block, within: [...block.within, ...(around[at] ?? [])], literal }));
}

/** What somebody says stands under the label of the example. */
const belowLabel = 0.5;

/** A longer piece of code is compared line by line. */
const longestCode = 40;

interface Draft {
  raw: string;
  readonly text: string;
  readonly kind: BlockKind;
  readonly within: readonly string[];
}

interface Paragraph {
  raw: string;
  /** The length of the list marker. */
  readonly skip: number;
  /** Of the list item; -1 where it is none. */
  readonly indent: number;
}

/** First line → last line. A fence that is never closed is text. */
function fencedCode(lines: readonly string[]): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  let open: { at: number; mark: string } | null = null;
  lines.forEach((line, at) => {
    const fence = fenceOf(line);
    if (fence === null) return;
    if (open === null) open = { at, mark: fence.mark };
    else if (fence.isBare && fence.mark === open.mark) {
      ends.set(open.at, at);
      open = null;
    }
  });
  return ends;
}

interface Outline {
  within(): readonly string[];
  title(title: Title): void;
  open(tag: string): void;
  close(tag: string): void;
  label(title: string, indent: number): void;
  /** An item of a list begins, or with -1 a paragraph: labels that are not above it end. */
  item(indent: number): void;
}

function newOutline(text: string): Outline {
  let titles: readonly Title[] = [];
  let tags: readonly string[] = [];
  let labels: readonly { readonly title: string; readonly indent: number }[] = [];
  let known: readonly string[] | null = null;
  let closing: ReadonlySet<string> | null = null;
  const isClosed = (tag: string): boolean =>
    (closing ??= new Set(Array.from(text.matchAll(/<\/([^<>]+)>/g), ([, name = ""]) => name))).has(tag);
  const change = (): void => void (known = null);
  return {
    within: () => (known ??= [...titles.map(({ title }) => title), ...tags, ...labels.map(({ title }) => title)]),
    title(title) {
      titles = [...titles.filter(({ level }) => level < title.level), title];
      labels = [];
      change();
    },
    open(tag) {
      // Nothing stands in a tag that is never closed, and nobody nests them without end.
      if (!isClosed(tag) || tags.length >= deepest) return;
      tags = [...tags, tag];
      change();
    },
    close(tag) {
      const at = tags.lastIndexOf(tag);
      if (at === -1) return;
      tags = tags.slice(0, at);
      change();
    },
    label(title, indent) {
      labels = [...labels.filter((label) => label.indent < indent), { title, indent }];
      change();
    },
    item(indent) {
      if (labels.length === 0) return;
      labels = labels.filter((label) => label.indent < indent);
      change();
    },
  };
}

const deepest = 16;
