import { cancelIn } from "./cancels.ts";
import { strengthOf } from "./strength.ts";

/** Stands among examples and gives no order, or is an example itself. */
export function isExample(text: string, within: readonly string[]): boolean {
  if (exampleStart.test(text.slice(0, 60)) || turn.test(text.slice(0, 40))) return true;
  return standsInExample(within) && (isSaidByOne(text, within) || !isOrder(text));
}

export function standsInExample(within: readonly string[]): boolean {
  return within.some((title) => exampleTitle.test(title));
}

/** Who speaks in a line of a conversation: what follows in the same paragraph is said by them. */
export function speakerOf(text: string): string | null {
  return speech.exec(text.slice(0, 40))?.[1] ?? null;
}

function isSaidByOne(text: string, within: readonly string[]): boolean {
  return speech.test(`${within.at(-1) ?? ""}: `) || speakerOf(text) !== null || notOurs.test(text.slice(0, 40));
}

/** To the agent, and not about what happens in the example. */
function isOrder(text: string): boolean {
  const { forbids, demands, confines } = strengthOf(text);
  if (firstPerson.test(text) || aboutPeople.test(text.slice(0, 80))) return false;
  if (cancelIn(text) !== null) return true;
  return forbids.length + demands.length > 0 || (confines.length > 0 && !tellsState.test(text));
}

const exampleTitle =
  /^(?:[\w'-]+ ){0,4}(?:examples?|samples?|demonstrations?|few[- ]shots?)(?:\s*\d+)?$|^(?:examples?|samples?)\b|[-_](?:examples?|samples?)$|^for (?:example|instance)\b|^usage(?: examples?)?$/i;
const exampleStart = /^[\s*_>(-]*(?:for (?:example|instance)|e\.\s?g\.|examples?\b\s*\d*\s*:)/i;
/** One turn of a conversation that is shown. */
const turn = /^[\s*_>-]*(?:user|human|customer|assistant|ai|q|a)\s*\d*\**:\**\s/i;
const speech =
  /^[\s*_>-]*((?:user|human|customer|client|caller|assistant|ai|agent|bot|model|system|input|output|question|answer|response|reply|thought|action|observation|q|a)\s*\d*)\**:\**\s/i;
/** Code, data and quoted words. */
const notOurs = /^\s*(?:```|~~~|["“„«<{[])/;
const firstPerson = /\b(?:I|I['’](?:m|ll|ve|d)|we|my|our|me|us)\b/;
const aboutPeople =
  /^\W*(?:he|she|they|(?:an?|the|this|that|one|another)\s(?:\w+\s)?(?:customer|user|client|caller|buyer|person|man|woman))\b/i;
const tellsState = /^\W*(?:[\w#-]+\s){1,4}(?:is|are|was|were|has|have|had|shows?|contains?)\b/i;
