import type { AgentMode } from "../../../agents/agent.ts";
import type { Trial } from "../../../core/golden/judge.ts";
import type { RunEnd } from "../../../core/golden/results/file.ts";

/** What a run of golden tasks may spend, and what it has spent. */
export interface Purse {
  pay(trial: Trial): void;
  /** Why nothing may begin any more, or `null`. */
  closed(): Extract<RunEnd, "spent" | "unpriced"> | null;
  /** US dollars. */
  spent(): number;
}

/** A recording was paid for when it was made. What an agent does not say cannot be limited, and is not 0. */
export function openPurse(mode: AgentMode, most: number | null): Purse {
  let spent = 0;
  let unpriced = false;
  return {
    pay: (trial) => {
      if (mode === "replay") return;
      const agent = trial.kind === "judged" ? trial.answer.spend_usd : 0;
      const judge = trial.judge === undefined ? 0 : trial.judge.spend_usd;
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
