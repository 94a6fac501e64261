import type { AgentMode, AgentOutcome } from "../../../agents/agent.ts";
import type { ModelMode } from "../../../agents/exchange/models.ts";
import type { Trial } from "../../../core/golden/judge.ts";
import type { AgentAnswer } from "../../../core/run/record.ts";
import type { RunEnd } from "../../../core/golden/results/file.ts";

/** What a run of golden tasks may spend, and what it has spent. */
export interface Purse {
  pay(outcome: AgentOutcome, trial: Trial): void;
  /** For a run of the base: where something is recorded, the base comes from recordings. */
  payBase(answer: AgentAnswer): void;
  /** Why nothing may begin any more, or `null`. */
  closed(): Extract<RunEnd, "spent" | "unpriced"> | null;
  /** US dollars. */
  spent(): number;
}

/**
 * A recording was paid for when it was made. What an agent does not say cannot be limited, and is not 0.
 *
 * @param modes of the agent, and of the models that judge beside it
 */
export function openPurse(modes: { readonly agent: AgentMode; readonly judge: ModelMode }, most: number | null): Purse {
  let spent = 0;
  let unpriced = false;
  return {
    pay: (outcome, trial) => {
      const agent = modes.agent === "replay" ? 0 : spendOf(outcome);
      const judge = modes.judge !== "replay" && trial.judge !== undefined ? trial.judge.spend_usd : 0;
      if (agent === null || judge === null) unpriced = true;
      spent += (agent ?? 0) + (judge ?? 0);
    },
    payBase: ({ spend_usd }) => {
      if (modes.agent === "replay" || modes.agent === "record") return;
      if (spend_usd === null) unpriced = true;
      spent += spend_usd ?? 0;
    },
    closed: () => {
      if (most === null) return null;
      return unpriced ? "unpriced" : spent >= most ? "spent" : null;
    },
    spent: () => spent,
  };
}

/** What could not be measured has been paid for all the same. */
function spendOf(outcome: AgentOutcome): number | null {
  if (outcome.kind === "answer") return outcome.answer.spend_usd;
  return outcome.spend_usd === undefined ? 0 : outcome.spend_usd;
}
