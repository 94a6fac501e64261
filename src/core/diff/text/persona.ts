import { wordsOf } from "./tokens.ts";

/** What a sentence says about who the agent is, how it speaks, in which language and to whom. */
export type Trait = "who it is" | "how it speaks" | "which language it speaks" | "whom it speaks to";

/** The trait that an edit is about; `null` where it is about something else. */
export function traitOf(before: string | null, after: string | null, within: readonly string[]): Trait | null {
  const sides = [before, after].flatMap((side) => side ?? []);
  if (sides.some(isIdentity)) return "who it is";
  const title = within.at(-1) ?? "";
  const section = titles.find(([, pattern]) => pattern.test(title));
  if (section !== undefined) return section[0];
  const changed = changedWords(before ?? "", after ?? "");
  if (changed.some((word) => languages.has(word)) && sides.some((side) => speaking.test(side))) {
    return "which language it speaks";
  }
  if (changed.some((word) => tones.has(word)) && sides.some((side) => speaking.test(side))) return "how it speaks";
  if (sides.some((side) => audience.test(side))) return "whom it speaks to";
  return null;
}

function isIdentity(text: string): boolean {
  const start = text.slice(0, 200).replaceAll(/\s+/g, " ");
  if (
    /\b(?:act|behave) as (?:an?|the|if)\b|\bpretend (?:to be|you are)\b|\byour (?:name|role|persona|job|identity) is\b/i.test(
      start,
    )
  )
    return true;
  const [, next = "", rest = ""] =
    /^[\s#>*_`"“-]*(?:.{0,40}?[,:]\s)?you(?: are|'re|’re)(?: now)? (?:\{\{)?([\p{L}\w]+)(.{0,40})/iu.exec(start) ?? [];
  if (next === "") return false;
  const word = next.toLowerCase();
  if (/^(?:an?|the|our|one)$/.test(word)) return !/^ (?:position|middle|process|only|able|risk)\b/i.test(rest);
  return (
    /^\p{Lu}/u.test(next) ||
    tones.has(word) ||
    start.includes("{{") ||
    /^(?:acting|playing|representing|named|called|known)$/.test(word)
  );
}

/** Words that one side has and the other has not. */
function changedWords(before: string, after: string): readonly string[] {
  const [left, right] = [new Set(wordsOf(before)), new Set(wordsOf(after))];
  return [...[...left].filter((word) => !right.has(word)), ...[...right].filter((word) => !left.has(word))];
}

const titles: readonly (readonly [Trait, RegExp])[] = [
  [
    "who it is",
    /^(?:your |the |agent |assistant )?(?:persona|identity|role|character|who (?:you are|i am)|about you|introduction to you)(?: and .+)?$/i,
  ],
  [
    "how it speaks",
    /^(?:your |the )?(?:tone|voice|personality|style|tone (?:and|&|of) .+|(?:communication|conversation|writing|response) (?:style|tone)|style and tone|manner)$/i,
  ],
  ["which language it speaks", /^(?:your |the |response |output )?languages?$/i],
  ["whom it speaks to", /^(?:your |the |target )?(?:audience|users|customers|readers)$/i],
];

/** The sentence is about how answers are said. */
const speaking =
  /^\W*(?:(?:always|please|never|do not|don['’]t|you (?:should|must|are to|will)) )?(?:answer|reply|respond|speak|talk|write|sound|stay|remain|address|greet|communicate|be|keep|use an?|adopt|maintain)\b|\b(?:your|the|an?) (?:[\w-]+ ){0,2}(?:tone|voice|style|manner|answers?|replies|responses?|language)\b/i;

const audience =
  /\b(?:your|the) (?:audience|readers?)\b|\byou (?:are )?(?:help|serve|assist|speak to|talk(?:ing)? to|support)(?:ing)? (?:\w+ ){0,2}(?:users|customers|developers|beginners|children|experts|students|professionals|patients|employees)\b|\b(?:write|explain|suitable|intended|meant) (?:\w+ ){0,3}for (?:\w+ )?(?:beginners|children|experts|developers|students|professionals|laymen|non-experts|executives)\b/i;

const tones = new Set(
  `friendly formal informal polite rude empathetic empathic professional casual playful humorous funny sarcastic warm cold
   cheerful kind strict calm enthusiastic serious witty patient encouraging neutral supportive respectful courteous stern
   blunt chatty concise brief terse verbose wordy confident humble assertive persuasive upbeat compassionate
   conversational opinionated provocative snarky sassy gentle tone voice`.split(/\s+/),
);

const languages = new Set(
  `english german french spanish italian portuguese dutch chinese japanese korean russian arabic hindi turkish polish
   swedish danish norwegian finnish greek hebrew ukrainian czech vietnamese thai indonesian mandarin cantonese hungarian
   romanian bengali persian farsi urdu malay tamil catalan deutsch français español`.split(/\s+/),
);
