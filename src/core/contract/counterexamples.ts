/** Whether an example shows what not to do: the words before it say so, or the title above it. */
export function isCounterexample(text: string, offset: number): boolean {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const above = text.slice(Math.max(0, start - reach), Math.max(0, start - 1)).split("\n");
  const title = above.findLast((line) => /^\s*#|:[*_`\s]*$/.test(line)) ?? "";
  return wrongHere.test(text.slice(start, offset)) || wrongTitle.test(title);
}

/** A title is about what stands under it, and not about the next page. */
const reach = 400;

const wrongHere =
  /\b(?:wrong|incorrect|invalid|bad|mistake|instead\s+of|rather\s+than)\b|(?:\b(?:never|not|cannot|avoid|no)|n['’]t)\s+(?:[a-z]+\s+){0,2}[`"'“(]*$|[❌✗✘🚫]/iu;

const wrongTitle =
  /^[\s#>*_-]*(?:examples?\s*\d*\s*[:.]?\s*)?(?:bad|wrong|incorrect|invalid|don['’]t|do\s+not|never|avoid|not\b)|\b(?:bad|wrong|incorrect|invalid)\s+(?:examples?|calls?|usage)|counter-?examples?|\bnot\s+to\s+do\b|[❌✗✘🚫]/iu;
