import { sentencesIn, withoutCited } from "./prose.ts";

/** A number that a text sets as a limit: "at most 3 sentences". */
export interface SaidLimit {
  readonly noun: string;
  /** `most` 3, or `least` 3. */
  readonly bound: "most" | "least";
  readonly number: number;
  readonly offset: number;
  /** The words of its sentence that say what is limited: none where it holds for every answer. */
  readonly about: readonly string[];
}

/** Every limit that a text sets in plain English, whatever it is about. */
export function limitsIn(text: string): readonly SaidLimit[] {
  if (!worthALook.test(text)) return [];
  return sentencesIn(withoutCited(text)).flatMap((sentence) =>
    bounds.flatMap(({ bound, pattern }) =>
      [...sentence.text.matchAll(pattern)].flatMap((match): readonly SaidLimit[] => {
        const { number = "", noun = "" } = match.groups ?? {};
        const value = numberOf(number);
        if (value === null) return [];
        const rest = sentence.text.replace(match[0], " ");
        return [
          {
            noun: singular(noun.toLowerCase().replaceAll(/\s+|-/g, " ")),
            bound,
            number: value,
            offset: sentence.offset + match.index,
            about: wordsOf(rest).filter((word) => !general.has(word)),
          },
        ];
      }),
    ),
  );
}

const worthALook =
  /\b(?:(?:at|no|not|never|max|maximum|minimum|of|than|to|within)\.?)\s+(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|a\s+single|most|least|more|fewer|less)\b/i;

const number = "(?<number>\\d{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|a\\s+single)";
const noun =
  "(?<noun>tool[\\s-]calls?|function[\\s-]calls?|web[\\s-]searches|searches|sentences?|words?|characters?|paragraphs?|bullet[\\s-]points?|bullets?|questions?|lines?|tokens?|emojis?)";
/** What may stand between a number and what it counts. */
const short = "(?:short|brief|concise|full|complete|separate|follow-up|follow\\s+up|clarifying|total|consecutive)";

const bounds: readonly { readonly bound: SaidLimit["bound"]; readonly pattern: RegExp }[] = [
  {
    bound: "most",
    pattern: new RegExp(
      `\\b(?:at\\s+most|no\\s+more\\s+than|not\\s+more\\s+than|never\\s+more\\s+than|(?:a\\s+)?maximum(?:\\s+of)?|max\\.?|up\\s+to|limited\\s+to|within)\\s+${number}\\s+(?:${short}\\s+)?${noun}\\b`,
      "gi",
    ),
  },
  {
    bound: "least",
    pattern: new RegExp(
      `\\b(?:at\\s+least|no\\s+fewer\\s+than|no\\s+less\\s+than|(?:a\\s+)?minimum(?:\\s+of)?)\\s+${number}\\s+(?:${short}\\s+)?${noun}\\b`,
      "gi",
    ),
  },
];

function numberOf(written: string): number | null {
  if (/^\d+$/.test(written)) return Number(written);
  const at = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"].indexOf(
    written.toLowerCase(),
  );
  return at > 0 ? at : /^a\s+single$/i.test(written) ? 1 : null;
}

function singular(written: string): string {
  return written
    .replace(/^(?:function call|tool call)s?$/, "tool call")
    .replace(/^(?:web )?searches$/, "search")
    .replace(/^bullet points?$/, "bullet")
    .replace(/s$/, "");
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[a-z]+(?:['’][a-z]+)?/g) ?? [];
}

/** Words that leave open what is limited: a sentence of these alone is about every answer. */
const general = new Set(
  (
    "a an and any all always answer answers answering are as be brief briefly by call calls clear concise concisely do don't each every exceed " +
    "for give given helpful in instructions is it its keep keeping length limit long make making message messages more must never no not of one only or output " +
    "outputs overall per please polite question reply replies replying request requests respond responding response responses rule rules run shall " +
    "short should so stay than that the them this to tone total turn turns use user using with write writing you your sentence sentences word words tool tools"
  ).split(" "),
);
