import type { AgentMode, AgentOutcome } from "../../../agents/agent.ts";
import type { ModelMode } from "../../../agents/exchange/models.ts";
import type { Trial } from "../../../core/golden/judge.ts";
import type { RunEnd } from "../../../core/golden/results/file.ts";

/** What a run of golden tasks may spend, and what it has spent. */
export interface Purse {
  /**
   * Who pays for one side. A recording was paid for when it was made.
   *
   * @param modes of the agent, and of the models that judge beside it
   */
  payer(modes: { readonly agent: AgentMode; readonly judge: ModelMode }): Pay;
  /** Why nothing may begin any more, or `null`. */
  closed(): Extract<RunEnd, "spent" | "unpriced"> | null;
  /** US dollars. */
  spent(): number;
}

export type Pay = (outcome: AgentOutcome, trial: Trial) => void;

/** What an agent does not say cannot be limited, and is not 0. */
export function openPurse(most: number | null): Purse {
  let spent = 0;
  let unpriced = false;
  return {
    payer: (modes) => (outcome, trial) => {
      const isPaid = modes.agent === "replay" || (outcome.kind === "answer" && outcome.earlier !== undefined);
      const agent = isPaid ? 0 : spendOf(outcome);
      const judge = modes.judge !== "replay" && trial.judge !== undefined ? trial.judge.spend_usd : 0;
      if (agent === null || judge === null) unpriced = true;
      spent += (agent ?? 0) + (judge ?? 0);
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
