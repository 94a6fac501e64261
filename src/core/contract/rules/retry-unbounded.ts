import { sentencesIn, withoutCited } from "../prose.ts";
import type { ContractRule } from "../rule.ts";
import { textsIn } from "../texts.ts";

export const retryUnbounded: ContractRule = {
  id: "RETRY_UNBOUNDED",
  alone: true,
  level: "warning",
  purpose: "Who is told to try again is told how often: a model does not notice that it goes round in circles.",
  remedy: 'Say how often, in the same sentence: "retry once", "at most 3 times", and what to do then.',
  judge({ written }) {
    return textsIn(written)
      .filter(({ kind }) => kind !== "message")
      .flatMap(({ path, text }) => {
        if (!worthALook.test(text)) return [];
        const seen = new Set<string>();
        return sentencesIn(withoutCited(text)).flatMap((sentence, at, all) => {
          const match = invitation.exec(sentence.text);
          if (
            match === null ||
            bounded.test(sentence.text) ||
            bounded.test(all[at + 1]?.text.match(attempts)?.[0] ?? "")
          )
            return [];
          if (notTheModel.test(sentence.text.slice(0, match.index))) return [];
          const words = match[0].replaceAll(/\s+/g, " ");
          if (seen.has(words.toLowerCase())) return [];
          seen.add(words.toLowerCase());
          return [
            {
              path,
              offset: sentence.offset + match.index,
              message: `"${words}" says not how often: a model can go on until the budget ends`,
              hint: "say how often and what to do then: at most 2 times, then hand over",
              about: [words.toLowerCase()],
            },
          ];
        });
      });
  },
};

const worthALook = /\b(?:re-?)?try|\buntil\b|\btimes as\b|\bas (?:many|often)\b/i;

const invitation = new RegExp(
  [
    String.raw`\b(?:re)?try(?:ing)?\s+(?:(?:it|this|that|the\s+\w+(?:\s+\w+)?)\s+)?(?:once\s+)?again\b(?!\s+later)`,
    String.raw`\bretry(?:ing)?\b(?=\s+(?:it|this|that|the|with|until|if|when|after|by|using|any|failed|automatically|immediately|in|as|later|again)\b|\s*[.,;!]|\s*$)`,
    String.raw`\bkeep(?:\s+on)?\s+(?:re)?(?:trying|searching|calling)\b`,
    String.raw`\b(?:try|retry|repeat|continue|iterate|call|loop)\b[^.!?\n]{0,40}\buntil\s+(?:it|this|that|they|you|the\s+\w+|all|everything)\s+(?:works?|succeeds?|pass(?:es)?|(?:is|are)\s+(?:successful|correct|right)|get\s+(?:it|a|the)\s+\w+|gets\s+through|goes\s+through)\b`,
    String.raw`\bas\s+(?:many\s+times|often)\s+as\s+(?:needed|necessary|required|it\s+takes|possible|you\s+(?:need|like|want))\b`,
  ].join("|"),
  "i",
);

const amount =
  "(?:\\d+|one|two|three|four|five|six|seven|eight|nine|ten|another|a\\s+(?:single|second|third)|the\\s+(?:first|second|third))";

/** How often, in numbers or words; or until when. */
const bounded = new RegExp(
  `\\b(?:once(?!\\s+(?:again|more|you|the|it|a|this|that|they)\\b)|once\\s+more|twice|thrice|${amount}\\s*(?:more\\s+|additional\\s+|further\\s+|failed\\s+)?(?:times?|attempts?|retry|retries|try|tries|calls?|failures?|x)|at\\s+most|up\\s+to|(?:no|not)\\s+more\\s+than|max(?:imum)?|limit(?:ed|s)?)\\b`,
  "i",
);

/** The next sentence may say how often. */
const attempts = /[^.!?\n]*\b(?:attempts?|times|tries|retries)\b[^.!?\n]*/i;

/** It is forbidden, or a person does it or asks for it: "never try again", "ask the user to try again". */
const notTheModel =
  /(?:\b(?:never|not|no|cannot|without|avoid|instead\s+of|rather\s+than)|n['’]t)\s+(?:\w+\s+){0,2}$|\b(?:ask|tell|invit|advis|suggest|instruct|remind|encourag|let|guid|hav|request)\w*\b[^.!?\n]{0,40}\b(?:user|customer|caller|client|person|them|him|her)\b[^.!?\n]*$|\b(?:user|customer|caller|client|they|he|she)\s+(?:can|may|might|could|should|must|will|has\s+to|have\s+to|wants?\s+to|needs?\s+to)\s+(?:\w+\s+){0,2}$|\b(?:user|customer|caller|client)\b[^.!?\n]{0,40}\b(?:feedback|asks?|requests?|wants?|confirms?|agrees?|approves?|answers?|responds?|repl(?:y|ies)|provides?|says?|sends?)\b/i;
