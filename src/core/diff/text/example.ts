/** Stands among examples, or is one itself. */
export function isExample(text: string, within: readonly string[]): boolean {
  return (
    within.some((title) => exampleTitle.test(title)) ||
    exampleStart.test(text.slice(0, 60)) ||
    turn.test(text.slice(0, 40))
  );
}

const exampleTitle =
  /^(?:[\w'-]+ ){0,4}(?:examples?|samples?|demonstrations?|few[- ]shots?)(?:\s*\d+)?$|^(?:examples?|samples?)\b|[-_](?:examples?|samples?)$|^for (?:example|instance)\b|^usage(?: examples?)?$/i;
const exampleStart = /^[\s*_>(-]*(?:for (?:example|instance)|e\.\s?g\.|examples?\b\s*\d*\s*:)/i;
/** One turn of a conversation that is shown. */
const turn = /^[\s*_>-]*(?:user|human|customer|assistant|ai|q|a)\s*\d*\**:\**\s/i;
