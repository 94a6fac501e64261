/** A sentence that sets rules or instructions aside; `null` where none is. */
export function cancelIn(text: string): string | null {
  const plain = text.slice(0, longest).replaceAll(/[‘’ʼ]/gu, "'").replaceAll(/\s+/g, " ");
  const order = orders.exec(plain);
  if (order !== null && !(foreign.test(order[2] ?? "") && !above.test(order[0]))) return order[1] ?? "";
  return (lapsed.exec(plain) ?? expired.exec(plain))?.[1]?.toLowerCase() ?? null;
}

/** A longer block is no sentence. */
const longest = 8_000;

const ruleWords = "(?:instructions?|rules?|guidelines?|polic(?:y|ies)|restrictions?|constraints?|guardrails?|prompts?)";
const before = "above|previous|earlier|prior|preceding|before|so far|until now";

/** An order, and not a part of "if you are asked to ignore …" or "never ignore …". */
const orders = new RegExp(
  String.raw`(?:^|[.!?:;)\]"\u201d]\s*)[\s*_>"\u201c(-]*(?:(?:please|and|but|so|then|just|now|instead|also|from now on|you (?:may|can|must|should))[, ]+)*((?:ignore|disregard|forget|override|overrule|bypass)) (?:(?!\b(?:never|not)\b)[^\s.!?;]+ ){0,6}?(?:${ruleWords}\b|(?:everything|anything|all|what|that|this)\b[^.!?;]{0,40}\b(?:${before})\b)([^.!?;]{0,60})`,
  "i",
);
/** What customers and documents say may well be ignored. */
const foreign =
  /^\W*(?:\S+ ){0,3}?(?:in|inside|within|from|by|of|found|contained|embedded|hidden|that|which|to|users?|customers?|documents?|websites?)\b/i;
const above = new RegExp(String.raw`\b(?:${before})\b`, "i");

const lapsed = new RegExp(
  String.raw`\b((?:was|were|is|are) (?:only )?(?:an? |the )?(?:old|former|outdated|obsolete|void|suspended|lifted|repealed|cancell?ed))\b ${ruleWords}\b`,
  "i",
);
const expired = new RegExp(
  String.raw`\b${ruleWords}\b[^.!?;]{0,40}?\b((?:no longer|do not|don't|does not|doesn't|not) (?:appl(?:y|ies)|hold|holds|count|counts|valid|bind|binding)(?: (?:any ?more|any longer))?|(?:is|are) (?:void|suspended|lifted|obsolete|outdated))\b`,
  "i",
);
