import { editsBetween } from "./edits.ts";

/** A sentence by which a description steers the model beyond the tool that it describes. */
export interface Order {
  /** `keeps something from people` */
  readonly does: string;
  readonly sentence: string;
  /** Nothing that a description of a tool has to say. */
  readonly isSuspicious: boolean;
  /** An emphasis: what a parameter has to be given may be said with one. */
  readonly isEmphasis: boolean;
}

/**
 * The sentences of a description that are new or say it newly.
 *
 * @param tools names of the other tools
 */
export function newOrders(before: string, after: string, tools: readonly string[]): readonly Order[] {
  return editsBetween(before, after).flatMap((edit) => {
    if (edit.after === null || edit.movedFrom !== null) return [];
    const [was, is] = [plain(edit.before ?? ""), plain(edit.after)];
    const said = signs.find(({ pattern }) => pattern.test(is) && !pattern.test(was));
    if (said !== undefined) {
      const { does, isSuspicious, isEmphasis = false } = said;
      return [{ does, sentence: edit.after, isSuspicious, isEmphasis }];
    }
    const tool = tools.find((name) => names(edit.after ?? "", name) && !names(before, name));
    return tool === undefined
      ? []
      : [{ does: `speaks of ${tool}`, sentence: edit.after, isSuspicious: false, isEmphasis: false }];
  });
}

interface Sign extends Omit<Order, "sentence" | "isEmphasis"> {
  readonly pattern: RegExp;
  readonly isEmphasis?: boolean;
}

/** The gravest first. */
const signs: readonly Sign[] = [
  {
    does: "keeps something from people",
    isSuspicious: true,
    pattern:
      /(?:\b(?:do not|don't|never|without)|\bnot) (?:\w+ ){0,2}(?:tell|telling|mention|mentioning|inform|informing|notify|notifying|reveal|revealing|disclos(?:e|ing)|alert|alerting|show|showing)\b(?: \S+){0,6} (?:users?|anyone|anybody|humans?|customers?|people|person|operators?|developers?)\b|\b(?:secretly|silently|covertly|discreetly|stealthily)\b|\bkeep (?:this|it|that) (?:\w+ )?(?:secret|private|hidden|to yourself)\b|\bhidden from\b/i,
  },
  {
    does: "sets other instructions aside",
    isSuspicious: true,
    pattern:
      /\b(?:ignore|disregard|forget|override|overrule|bypass|supersede)s?\b(?: \S+){0,4} (?:instructions?|rules?|prompts?|guidelines?|guardrails?|polic(?:y|ies)|restrictions?)\b|\bsystem prompt\b|\btakes? precedence over\b|<\/?(?:important|system|instructions?|secret)>/i,
  },
  {
    does: "names private files",
    isSuspicious: true,
    pattern:
      /(?:^|[\s"'`(])(?:~|\$HOME|%\w+%)[/\\]\.?\w|\.ssh\b|\bid_(?:rsa|ed25519)\b|(?:^|[\s"'`(/])\.(?:env|aws|netrc|npmrc|kube)\b|\/etc\/(?:passwd|shadow|hosts)\b|\bmcp\.json\b/i,
  },
  {
    does: "orders the model what to do before or after",
    isSuspicious: false,
    pattern:
      /\b(?:before|after|when(?:ever)?|each time|every time|prior to) (?:you )?(?:us(?:e|ing)|call(?:ing)?|invok(?:e|ing)|run(?:ning)?) (?:this|any|another|other|every|all)\b/i,
  },
  {
    does: "gives the model orders",
    isSuspicious: false,
    pattern:
      /\b(?:you|the (?:model|assistant|agent|ai|llm)) (?:must|should|shall|are required to|is required to|will always|always|may not|cannot)\b/,
  },
  {
    does: "gives the model orders",
    isSuspicious: false,
    isEmphasis: true,
    pattern: /\b(?:IMPORTANT|CRITICAL|NEVER|ALWAYS|MUST)\b/,
  },
];

function plain(text: string): string {
  return text.slice(0, longest).replaceAll(/[‘’ʼ]/gu, "'").replaceAll(/\s+/g, " ");
}

/** A longer block is no sentence. */
const longest = 8_000;

/** In code marks, or written as no word of prose is. */
function names(text: string, tool: string): boolean {
  const at = text.indexOf(tool);
  if (at === -1) return false;
  const escaped = tool.replaceAll(/\W/g, "\\$&");
  const pattern = /[_-]|[a-z][A-Z]/.test(tool) ? `(?<![\\w-])${escaped}(?![\\w-])` : `[\`'"“]${escaped}[\`'"”]`;
  return new RegExp(pattern).test(text);
}
