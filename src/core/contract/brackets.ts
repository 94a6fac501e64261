/** Longer than any call that a prompt shows. */
const longest = 4_000;

/** Where the bracket that opens here is closed; `null` where it is not, or where brackets and quotes do not match. */
export function closingAt(text: string, open: number): number | null {
  const expected: string[] = [];
  for (let at = open; at < Math.min(text.length, open + longest); at += 1) {
    const character = text.charAt(at);
    const close = closes.get(character);
    if (close !== undefined) expected.push(close);
    else if (character === '"' || isQuote(text, at)) {
      const end = quoteEnd(text, at);
      if (end === null) return null;
      at = end;
    } else if (character === ")" || character === "]" || character === "}") {
      if (expected.pop() !== character) return null;
      if (expected.length === 0) return at;
    }
  }
  return null;
}

/** What stands between the commas of a stretch, brackets and quotes kept whole. */
export function piecesOf(text: string, start: number, end: number): readonly { text: string; offset: number }[] {
  const cuts: number[] = [start - 1];
  for (let at = start; at < end; at += 1) {
    const character = text.charAt(at);
    if (character === ",") cuts.push(at);
    else if (closes.has(character)) at = closingAt(text, at) ?? end;
    else if (character === '"' || isQuote(text, at)) at = quoteEnd(text, at) ?? end;
  }
  return cuts
    .map((cut, index) => ({ text: text.slice(cut + 1, cuts[index + 1] ?? end), offset: cut + 1 }))
    .filter((piece) => piece.text.trim() !== "");
}

const closes = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);

/** An apostrophe inside a word quotes nothing. */
function isQuote(text: string, at: number): boolean {
  return text.charAt(at) === "'" && !/\w/.test(text.charAt(at - 1));
}

function quoteEnd(text: string, open: number): number | null {
  const quote = text.charAt(open);
  for (let at = open + 1; at < Math.min(text.length, open + longest); at += 1) {
    if (text.charAt(at) === "\\") at += 1;
    else if (text.charAt(at) === quote) return at;
  }
  return null;
}
