import { targetOf } from "./fragment-target.ts";

/** A line of a text file, and the one below it; `null` where the file ends. */
export interface Line {
  readonly file: string;
  readonly text: string;
  readonly next: string | null;
}

/** What a line of a file takes in; `null` where only YAML understands it. */
export interface Reference {
  readonly file: string;
  readonly targets: readonly string[] | null;
}

/**
 * The lines that may take something in, for who searches with POSIX extended expressions: `file:`, however the key is quoted,
 * also where the colon is not in its line; an explicit key; a key with escapes in it.
 */
export const referencePattern = String.raw`(^|[^A-Za-z0-9_])file["']?[[:space:]]*(:|$)|\?[[:space:]]+["']?file|"[^"]*\\[xuU][0-9A-Fa-f]{2,8}[^"]*"[[:space:]]*:`;

/** What the lines of a text take in: most take in nothing. */
export function referencesIn(file: string, content: string): readonly Reference[] {
  if (!mayRefer.test(content)) return [];
  const lines = content.split("\n");
  return lines.flatMap((text, at) => {
    const targets = mayRefer.test(text) ? targetsIn({ file, text, next: lines[at + 1] ?? null }) : [];
    return targets?.length === 0 ? [] : [{ file, targets }];
  });
}

/** What the pattern needs, and found in no time: most texts have none of it. */
const mayRefer = /file|\\[xuU]/;

/**
 * The files that a line names; `null` where their names stand elsewhere, or in a way that only YAML understands.
 * Lines that name none have nothing to say.
 */
export function targetsIn({ file, text, next }: Line): readonly string[] | null {
  const keys = [...text.matchAll(/(?<![A-Za-z0-9_])file["']?\s*:/g)];
  if (keys.length === 0) return strange.test(text) || alone.test(text) ? null : [];
  const targets: string[] = [];
  for (const { index, 0: key } of keys) {
    const name = nameIn(text.slice(index + key.length), isInFlow(text, index));
    const goesOn = next !== null && next.trim() !== "" && indentOf(next) > index;
    if (name === null || (goesOn && !isInFlow(text, index))) return null;
    const { path } = targetOf(name, file);
    if (path !== null) targets.push(path);
  }
  return targets;
}

/** The colon may stand in the next line. */
const alone = /(?:^|[\s{,?])["']?file["']?\s*$/;

/** An explicit key, or one with escapes in it. */
const strange = /\?\s+["']?file|"[^"]*\\[xuU][0-9A-Fa-f]{2,8}[^"]*"\s*:/;

/** A name in quotes, or one of which no sign means anything to YAML. */
function nameIn(rest: string, inFlow: boolean): string | null {
  const end = String.raw`\s*(?:${inFlow ? "[,}]|" : ""}\s#|$)`;
  const plain = String.raw`([\w./-]+)`;
  const found = new RegExp(String.raw`^\s+(?:"([^"\\]+)"|'([^']+)'|${plain})${end}`).exec(rest);
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? null;
}

function isInFlow(text: string, index: number): boolean {
  const before = text.slice(0, index);
  return before.split("{").length > before.split("}").length;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
