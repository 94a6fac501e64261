/**
 * Where the sentences of a paragraph begin, the first one included. A line ends one where it is no line of folded
 * prose: it is short and the next begins like a sentence, or it announces what follows.
 */
export function sentenceStarts(paragraph: string): readonly number[] {
  const starts = new Set([0]);
  for (const match of paragraph.matchAll(stops)) {
    const start = match.index + match[0].length;
    if (start < paragraph.length && !isAbbreviation(paragraph, match.index)) starts.add(start);
  }
  for (const match of paragraph.matchAll(/[。！？]["”’」』）]*/gu)) {
    const start = match.index + match[0].length;
    if (start < paragraph.length) starts.add(start);
  }
  let lineStart = 0;
  for (const { index } of paragraph.matchAll(/\n/g)) {
    const line = paragraph.slice(lineStart, index).trim();
    lineStart = index + 1;
    if (endsThere(line, paragraph.slice(lineStart, lineStart + reach))) starts.add(lineStart);
  }
  return [...starts].filter((start) => paragraph.slice(start).trim() !== "").toSorted((left, right) => left - right);
}

const reach = 80;
/** Where prose is folded, lines are longer. */
const shortLine = 60;

/** A full stop, what closes with it, and the beginning of something. */
const stops = /[.!?…]["'”’»)\]*_`]*\s+(?=["'“‘«([*_`<{#-]*[\p{Lu}\p{Lo}\p{N}\p{So}])/gu;

function isAbbreviation(text: string, stop: number): boolean {
  if (text.charAt(stop) !== ".") return false;
  return abbreviation.test(text.slice(Math.max(0, stop - 12), stop));
}

const abbreviation =
  /(?:^|[\s(])(?:e\.?g|i\.?e|vs|cf|mr|mrs|ms|dr|prof|no|nr|st|fig|approx|resp|z\.\s?b|d\.\s?h|bzw|ca|\p{Lu})$/iu;

function endsThere(line: string, next: string): boolean {
  const end = line.slice(-8);
  if (end === "" || /[,;–—-]$/u.test(end)) return false;
  if (/[:.!?。！？]["”’)*_`]*$/u.test(end) || /^\s*[\w-]{1,30}:\s/.test(next)) return true;
  return line.length < shortLine && /^\s*["'“‘«([*_`<{#]*[\p{Lu}\p{Lo}\p{N}\p{So}<{]/u.test(next);
}
