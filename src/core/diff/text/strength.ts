/** Words by which a sentence is a rule, as they stand in it. */
export interface Strength {
  /** `never`, `do not`. */
  readonly forbids: readonly string[];
  /** `must`, `always`. */
  readonly demands: readonly string[];
  /** `only`, `at most`. */
  readonly confines: readonly string[];
  /** `should`, `avoid`: words that leave a choice. */
  readonly leaves: readonly string[];
  /** `unless`, `if possible`: what lets something through. */
  readonly excepts: readonly string[];
}

export function strengthOf(text: string): Strength {
  const plain = text.slice(0, longest).replaceAll(/[‘’ʼ]/gu, "'").replaceAll(/\s+/g, " ");
  return {
    forbids: found(plain, forbidding),
    demands: found(plain, demanding),
    confines: found(plain, confining),
    leaves: found(plain, leaving),
    excepts: found(plain, excepting),
  };
}

/** How many words of a sentence leave no choice. */
export function strict({ forbids, demands, confines }: Strength): readonly string[] {
  return [...forbids, ...demands, ...confines];
}

/** The parts of a sentence that can be rules of their own. */
export function clausesOf(text: string): readonly string[] {
  return text.split(/(?<=[,;:—–()])\s+|\s+(?=(?:and|but|or|so)\s)/);
}

/** A longer block is no sentence. */
const longest = 8_000;

interface Marker {
  readonly pattern: RegExp;
  /** Whether it is one behind these words of its clause. */
  readonly behind?: (clause: string) => boolean;
}

function found(text: string, markers: readonly Marker[]): readonly string[] {
  return markers.flatMap(({ pattern, behind }) =>
    [...text.matchAll(pattern)]
      .filter(({ index }) => behind === undefined || behind(clauseBefore(text, index)))
      .map(([match]) => match.toLowerCase()),
  );
}

function clauseBefore(text: string, index: number): string {
  return (
    text
      .slice(Math.max(0, index - 160), index)
      .split(/[.;:!?,(—–*_`"“]|\s-\s/)
      .at(-1)
      ?.trim() ?? ""
  );
}

const conditions =
  /\b(?:if|when|whenever|in case|once|where|since|because|that|which|who|what|how|although|though|while|until|as)\b/i;

/** Behind nothing, behind words that hold clauses together, or behind whoever reads the prompt. */
function isOrder(clause: string): boolean {
  if (
    clause === "" ||
    /\b(?:please|and|or|but|then|so|also|just|simply|instead|therefore|again|importantly|note)$/i.test(clause)
  )
    return true;
  return isReader(clause);
}

function isReader(clause: string): boolean {
  return /\b(?:you|the (?:assistant|agent|model|bot)|assistants?|agents?)$/i.test(clause) && !conditions.test(clause);
}

function isRule(clause: string): boolean {
  return !conditions.test(clause);
}

const forbidding: readonly Marker[] = [
  { pattern: /\bnever\b/gi, behind: (clause) => !/\b(?:has|have|had|was|were|is|are|been)$/i.test(clause) },
  { pattern: /\b(?:must|shall) not\b|\bmustn't\b|\bshan't\b/gi },
  { pattern: /\b(?:do not|don't)\b/gi, behind: isOrder },
  { pattern: /\bdoes(?: not|n't)\b/gi, behind: isReader },
  {
    pattern: /\bmay not\b/gi,
    behind: (clause) => /\b(?:you|users?|customers?|agents?|assistants?|they)$/i.test(clause) && isRule(clause),
  },
  { pattern: /\b(?:cannot|can not|can't)\b/gi, behind: isRule },
  {
    pattern: /\bnot (?:allowed|permitted|authori[sz]ed|acceptable)\b|\b(?:prohibited|forbidden|disallowed)\b/gi,
    behind: isRule,
  },
  { pattern: /\bunder no circumstances\b|\bin no case\b|\bat no time\b|\bno exceptions?\b/gi },
  { pattern: /\b(?:refuse|decline) to\b|\brefuse\b(?=\s(?:all|any|every|such|these))/gi, behind: isOrder },
  {
    pattern:
      /^[^\p{L}\p{N}(]*no (?!longer\b|more than\b|fewer\b|less\b|need\b|matter\b|problem\b|one\b|results?\b|such\b)(?!.*\b(?:is|are|was|were|has|have|yet|currently|found|available|given|provided)\b)\p{L}/giu,
  },
  { pattern: /(?:必须不|禁止|严禁|不得|不要|不允许|切勿)/gu },
];

const demanding: readonly Marker[] = [
  { pattern: /\bmust\b(?! not\b)/gi },
  { pattern: /\balways\b/gi, behind: (clause) => !/(?:\bnot|n't|\balmost|\bnearly|\bas)$/i.test(clause) },
  { pattern: /\bshall\b(?! not\b)/gi },
  { pattern: /\b(?:have|has) to\b/gi, behind: isReader },
  { pattern: /\b(?:is|are) (?:strictly |absolutely )?(?:required|mandatory|obligatory)\b/gi, behind: isRule },
  {
    pattern: /\b(?:make|be) (?:absolutely )?(?:sure|certain)\b|\bensure\b|\bat all times\b|\bwithout exception\b/gi,
    behind: (clause) => isRule(clause) && !/\bto$/i.test(clause),
  },
  { pattern: /(?:必须|务必|一定要|始终)(?!不)/gu },
];

const confining: readonly Marker[] = [
  {
    pattern: /(?<![\w-])only(?![\w-])/gi,
    behind: (clause) =>
      !/\b(?:not|the|an?|if|is|are|was|were|but|(?:it|they|that|which)(?: will| would| can)?)$/i.test(clause),
  },
  { pattern: /\b(?:exclusively|solely|nothing but|nothing else|no other)\b/gi },
  { pattern: /\bat (?:most|least)\b|\b(?:no|not) (?:more|less|fewer|longer|later|earlier) than\b/gi },
  { pattern: /\b(?:limit(?:ed)?|restrict(?:ed)?|confined?) (?:\p{L}+ ){0,4}?to\b/giu, behind: isRule },
  { pattern: /\b(?:a )?(?:maximum|minimum)(?: of)?(?= ?[\d$€£])|\bup to (?=[$€£]?\d)|\b(?:not|never) exceed\b/gi },
  { pattern: /\bexactly (?=\d|one\b|two\b|three\b|four\b|five\b)/gi },
  { pattern: /(?:只能|仅限|最多|至少|不超过)/gu },
];

const leaving: readonly Marker[] = [
  { pattern: /\bshould(?:n't)?\b|\bshould not\b|\bought to\b/gi },
  { pattern: /\bavoid\b|\brefrain from\b|\bbe careful\b|\bdiscouraged\b/gi },
  {
    pattern:
      /\bprefer(?:ably|red)?\b|\btry to\b|\baim to\b|\bconsider\b|\bfeel free\b|\brecommended\b|\boptional(?:ly)?\b/gi,
  },
  { pattern: /\b(?:may|might|can|could)\b(?! not\b)/gi },
];

const excepting: readonly Marker[] = [
  { pattern: /\bunless\b|\bexcept(?:ions?)?\b(?! to)|\bother than\b|\bapart from\b/gi },
  {
    pattern:
      /\b(?:if|where|when|whenever|as far as) (?:at all )?(?:possible|appropriate|practical|convenient|feasible|reasonable|helpful)\b/gi,
  },
  {
    pattern:
      /\b(?:ideally|generally|usually|normally|typically|mostly|mainly|primarily|preferably|in most cases|in general|by default)\b/gi,
  },
];
