import { type LeftOut, leftOutReasons } from "../../core/analysis/accounting.ts";
import type { Analysis } from "../../core/analysis/comparison.ts";
import { sayDuration } from "../../core/duration.ts";
import { sayWeight } from "../../core/label/policy.ts";
import { count, sayList, thousands } from "../../core/text.ts";
import { sayBundle, secondsBetween } from "./compared.ts";
import { sayShare, short } from "../../core/analysis/words.ts";

/** What was read, what of it was not looked at, and how old it is: sentences, and none about what did not happen. */
export function accountingNotes(analysis: Analysis): readonly string[] {
  const { accounting, notes, source } = analysis;
  const left = sayLeftOut(analysis);
  const { clockAhead, read } = accounting;
  return [
    `${count(read, "record")} read from ${short(source, 200)}`,
    ...(left.length === 0 ? [] : [`left out: ${left.join("; ")}`]),
    ...(clockAhead === 0
      ? []
      : [`${count(clockAhead, "record")} written by a clock that is ahead of ours: counted all the same`]),
    ...saySampling(analysis),
    ...saySplit(analysis),
    sayNewest(analysis),
    ...notes.map((note) => short(note, 300)),
  ];
}

/** Reasons in their order, those only for which something was left out. */
export function sayLeftOut({ contract, accounting: { leftOut, otherBundles } }: Analysis): readonly string[] {
  return leftOutReasons.flatMap((reason) => {
    const number = leftOut[reason];
    if (number === 0) return [];
    const said = reasons[reason](number);
    if (reason !== "another bundle" || otherBundles.length === 0) return [said];
    const bundles = otherBundles.slice(0, shown).map(({ bundle, runs }) => {
      return `${sayBundle(contract, bundle)} ${thousands(runs)}`;
    });
    return [`${said}: ${[...bundles, ...(otherBundles.length > shown ? ["…"] : [])].join(", ")}`];
  });
}

const shown = 5;

/** What was left out, in the words of somebody who wonders where it went. */
const reasons: Readonly<Record<LeftOut, (number: number) => string>> = {
  torn: (number) => count(number, "half-written last line"),
  "not JSON": (number) => `${count(number, "line")} that ${number === 1 ? "is" : "are"} no JSON`,
  "not a run record": (number) => `${count(number, "line")} that ${number === 1 ? "is" : "are"} no run record`,
  "no prompt id": (number) => `${thousands(number)} without a prompt id`,
  "another contract": (number) => `${thousands(number)} of other contracts`,
  "another label": (number) => `${thousands(number)} of other labels`,
  "another bundle": (number) => `${thousands(number)} of other bundles`,
  "opened before": (number) => `${thousands(number)} of sessions that were opened before it began`,
  "opened after": (number) => `${thousands(number)} of sessions that were opened after its end`,
  "opened at no known time": (number) => `${thousands(number)} of sessions of which nobody says when they were opened`,
  "no session": (number) => `${thousands(number)} of no session`,
  "both bundles": (number) => `${thousands(number)} of sessions that had both bundles, because their pin was lost`,
  "golden task": (number) => `${thousands(number)} of golden tasks`,
  duplicate: (number) => count(number, "duplicate"),
};

function saySampling({ accounting: { sides: account } }: Analysis): readonly string[] {
  const [base, head] = [account.base.oneIn, account.head.oneIn];
  if (base === 1 && head === 1) return [];
  if (base === head) return [`1 session in ${thousands(base)} was looked at`];
  const say = (side: string, oneIn: number): string =>
    oneIn === 1 ? `every session of ${side}` : `1 session in ${thousands(oneIn)} of ${side}`;
  return [`${say("base", base)} and ${say("head", head)} was looked at`];
}

/** What the lots gave, beside what they were to give. */
function saySplit({ accounting: { split } }: Analysis): readonly string[] {
  const drawn = split.filter(({ base, head }) => base + head > 0);
  if (drawn.length === 0) return [];
  const said = drawn.map(({ base, head, weight }) => {
    return `${thousands(head)} of ${count(base + head, "session")} at ${sayWeight(weight)} (${sayShare(head, base + head)})`;
  });
  return [`the ramp drew ${sayList(said)}`];
}

/** What is older than somebody expects is a runtime that does not write, or a file that does not come. */
export function sayNewest({ accounting: { newest }, at }: Analysis): string {
  const say = (then: string | null): string => (then === null ? "none" : sayAge(then, at));
  return `newest record: ${say(newest.base)} of base, ${say(newest.head)} of head`;
}

function sayAge(then: string, at: string): string {
  const seconds = secondsBetween(then, at);
  return seconds === null ? short(then) : `${sayDuration(seconds)} old`;
}
