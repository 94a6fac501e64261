import type { Decision } from "../contract/contract.ts";
import type { Tokens } from "./record.ts";
import { addTokens } from "./sum.ts";

/** What is told of a run afterwards, beside what its budgets need: a value, each step gives a new one. */
export interface Tally {
  /** `null` where nothing was ever asked, or an answer's use was not measured. */
  readonly tokens: Tokens | null;
  readonly spend: number | null;
  readonly answers: number;
  readonly decisions: Readonly<Record<Decision, number>>;
}

export const freshTally: Tally = {
  tokens: null,
  spend: null,
  answers: 0,
  decisions: { allow: 0, confirm: 0, deny: 0 },
};

/** One answer of the model. A sum with a part that was not measured is not measured, and stays so. */
export function tallyAnswer(tally: Tally, tokens: Tokens | null, spend: number | null): Tally {
  const add = <Part>(sum: Part | null, part: Part | null, plus: (left: Part, right: Part) => Part): Part | null => {
    if (tally.answers === 0) return part;
    return sum === null || part === null ? null : plus(sum, part);
  };
  return {
    ...tally,
    answers: tally.answers + 1,
    tokens: add(tally.tokens, tokens, addTokens),
    spend: add(tally.spend, spend, (left, right) => left + right),
  };
}

/** What a checkpoint answered: a call that is asked about again is answered again. */
export function tallyDecision(tally: Tally, decision: Decision): Tally {
  return { ...tally, decisions: { ...tally.decisions, [decision]: tally.decisions[decision] + 1 } };
}
