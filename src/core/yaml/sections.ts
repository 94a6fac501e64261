/** A part of a text that YAML reads the same on its own: a key of the top with all that belongs to it. */
export interface Section {
  readonly key: string;
  readonly text: string;
  /** Where the value is a list that is written item by item: the texts of its items. */
  readonly items: readonly string[] | null;
}

/**
 * Cuts a text at the keys of its top level.
 *
 * @returns `null` where it is written in any other way than plain keys, each on a line of its own and each once
 */
export function sectionsOf(text: string): readonly Section[] | null {
  if (/\r(?!\n)/.test(text)) return null;
  const starts: { readonly key: string; readonly at: number }[] = [];
  for (const { index: at } of text.matchAll(lineOfTop)) {
    topKey.lastIndex = at;
    const key = topKey.exec(text)?.[1];
    if (key === undefined || starts.some((one) => one.key === key)) return null;
    starts.push({ key, at });
  }
  if (!onlyComments.test(text.slice(0, starts[0]?.at))) return null;
  return starts.map(({ key, at }, index) => {
    const section = text.slice(at, starts[index + 1]?.at ?? text.length);
    return { key, text: section, items: itemsOf(section) };
  });
}

/** A line that neither is indented nor empty nor a comment. */
const lineOfTop = /^[^ \t\r\n#]/gm;
const topKey = /([A-Za-z_][\w-]*):(?=[ \t\r\n]|$)/y;

function itemsOf(section: string): readonly string[] | null {
  const head = headOfList.exec(section)?.[0];
  if (head === undefined) return null;
  const list = section.slice(head.length);
  const starts: number[] = [];
  for (const { index: at } of list.matchAll(lineOfList)) {
    if (!/^ {2}-(?=[ \r\n]|$)/.test(list.slice(at, at + 4))) return null;
    starts.push(at);
  }
  if (starts.length === 0 || !onlyComments.test(list.slice(0, starts[0]))) return null;
  return starts.map((at, index) => list.slice(at, starts[index + 1] ?? list.length));
}

const headOfList = /^[^:\n]+:[ \t]*\r?\n/;
const onlyComments = /^(?:[ \t]*(?:#.*)?\r?\n)*$/;
/** A line indented by less than three, neither empty nor a comment. */
const lineOfList = /^ {0,2}(?![ \r\n#])[^]/gm;
