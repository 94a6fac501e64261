/**
 * Whether a text says of a name that it is not there, or not to be used: "there is no `x` tool", "do not have an x
 * tool", "x is not available", "never call x", "instead of x". Such a mention is right where nothing has the name.
 */
export function isDenied(text: string, start: number, end: number): boolean {
  const before = sentenceBefore(text, start);
  const after = sentenceAfter(text, end);
  return (
    deniedBefore.some((pattern) => pattern.test(before)) ||
    deniedAfter.test(after) ||
    (conditional.test(before) && given.test(after)) ||
    ifHeld.test(before)
  );
}

const reach = 120;

function sentenceBefore(text: string, start: number): string {
  return (
    text
      .slice(Math.max(0, start - reach), start)
      .split(breaks)
      .at(-1) ?? ""
  );
}

function sentenceAfter(text: string, end: number): string {
  return text.slice(end, end + reach).split(breaks)[0] ?? "";
}

const breaks = /[.!?;]\s|\n\s*\n|\n\s*[-*#\d]/;

const article = "(?:\\s+(?:an?|the|any|such|such an?|more))?";
const marked = "[`\"'*“‘(]*$";
/** Names before this one in the same list: `a`, `b` or … */
const listed = "(?:[`\"'*“]*[\\w-]+[`\"'*”]*(?:\\(\\))?(?:,\\s*|\\s+(?:or|and|nor)\\s+|,\\s*(?:or|and|nor)\\s+))*";

const deniedBefore: readonly RegExp[] = [
  new RegExp(`\\b(?:no|not|without|nor|neither)(?:\\s+access\\s+to)?${article}\\s+${listed}${marked}`, "i"),
  new RegExp(
    `(?:\\b(?:not|never|cannot|no longer)|n['’]t)\\s+(?:currently\\s+)?(?:have|offer|provide|include|support|contain|be given|given)(?:\\s+access\\s+to)?${article}\\s+(?:tools?\\s+(?:called|named|like|such as)\\s+)?${listed}${marked}`,
    "i",
  ),
  new RegExp(
    `(?:\\b(?:not|never|avoid|cannot)|n['’]t)\\s+(?:(?:to|ever|try|attempt|directly|simply|just)\\s+)*(?:use|using|call|calling|invoke|invoking|run|running|mention|say|write)${article}\\s+${listed}${marked}`,
    "i",
  ),
  new RegExp(
    `\\b(?:instead\\s+of|rather\\s+than|formerly|previously|unlike|replac(?:es|ed|ing))${article}\\s+${listed}${marked}`,
    "i",
  ),
];

const deniedAfter =
  /^[`"'*”’)]*(?:\(\))?[`"'*”’]*(?:\s+tools?)?\s+(?:(?:is|are|was|were|has\s+been|have\s+been|will\s+be)\s+(?:now\s+|currently\s+)?(?:not|no\s+longer|unavailable|removed|deprecated|disabled|gone|retired|replaced|renamed)|(?:is|are|was|were|do|does|did|has|have|ca)n['’]t|(?:does|do|did|can)\s*not|no\s+longer|used\s+to)\b/i;

const conditional = /\b(?:if|when|where|unless|once|whenever)\b/i;
const given =
  /^[`"'*”’)]*(?:\s+tools?)?\s+(?:is|are|has\s+been|becomes?)\s+(?:available|enabled|present|provided|offered|given)/i;
/** "if you have the x tool": a tool that may be bound elsewhere. */
const ifHeld =
  /\b(?:if|when|where|unless|whenever)\s+(?:you|it|the\s+(?:agent|user|model))\s+(?:have|has|are\s+given|is\s+given)(?:\s+access\s+to)?\s+(?:an?\s+|the\s+)?[`"'*“]*$/i;
