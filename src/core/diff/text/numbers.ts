/** Amounts and counts of a sentence, in its order; steps, versions and the like are names. */
export function numbersIn(text: string): readonly string[] {
  return [...text.matchAll(numbers)]
    .filter(({ 0: match, index }) => match !== "one" || isCount(text.slice(0, index), text.slice(index + 3)))
    .filter(
      ({ index }) =>
        !/(?:\b(?:section|step|rule|chapter|appendix|version|part|point|page|v|no|nr|phase|line|figure|table|level)\.?|[§#v])\s*$/i.test(
          text.slice(Math.max(0, index - 12), index),
        ),
    )
    .map(([match]) => match.toLowerCase().replaceAll(/\s+/g, ""));
}

/** "a new one" counts nothing. */
function isCount(before: string, after: string): boolean {
  const pointed =
    /\b(?:an?|the|this|that|each|any|every|another|no|which|same|other|new|old|right|wrong|first|last|next|existing|good|bad|current)\s+$/i;
  return !pointed.test(before.slice(-20)) && /^\s+(?!of\b)\p{L}/u.test(after);
}

/** The sentence limits something: its numbers are a rule. */
export function isLimit(text: string): boolean {
  const plain = text.slice(0, longest).replaceAll(/\s+/g, " ");
  return limits.test(plain) || counted.test(plain);
}

/** A longer block is no sentence. */
const longest = 4_000;

/** More of it forbids less: all limits but those that say how much there has to be. */
export function growsLooser(text: string): boolean {
  return !/\b(?:at least|minimum|min|no (?:less|fewer|earlier) than|or more|wait)\b/i.test(text);
}

/** `$1,000.50` → 1000.5; `null` where it is no plain number. */
export function amountOf(number: string): number | null {
  const [, digits, unit = ""] = /^[$€£¥]?([\d.,]+)(k|m|%)?/.exec(number) ?? [];
  if (digits === undefined) return spelt.get(number) ?? null;
  const amount = Number(digits.replaceAll(/,(?=\d{3}(?!\d))/g, "").replace(",", "."));
  return Number.isNaN(amount) ? null : amount * (unit === "k" ? 1_000 : unit === "m" ? 1_000_000 : 1);
}

const spelt: ReadonlyMap<string, number> = new Map(
  "zero one two three four five six seven eight nine ten eleven twelve".split(" ").map((word, index) => [word, index]),
);

const numbers =
  /[$€£¥]?(?<![\w.-])\d+(?:[.,]\d+)*(?:\s?%|[kKmM]\b)?(?![\w-]*[._]\w)|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|once|twice|dozen|hundred|thousand)\b/g;

const limits =
  /\b(?:at (?:most|least)|(?:no|not) (?:more|less|fewer|longer|later|earlier) than|(?:more|less|fewer|longer|shorter|greater|higher|lower) than|up to|max(?:imum)?|min(?:imum)?|limit(?:s|ed)?|within|under|below|above|over|exceed(?:s|ing)?|exactly|between|cap(?:ped)?|threshold|budget|quota|allowed|only|or (?:more|less|fewer))\b/i;

/** What answers and tries are counted in. */
const counted =
  /(?<!\d)\d{1,6} ?(?:(?:-|–|to) ?\d{1,6} )?(?:words?|sentences?|paragraphs?|lines?|characters?|bullets?|bullet points?|items?|questions?|steps?|attempts?|retries|tries|times|tokens?|turns?|pages?|options?|suggestions?|examples?|results?|seconds?|minutes?|hours?)\b/i;
