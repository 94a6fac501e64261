import type { Agent, AgentOutcome, AgentRequest } from "../../../agents/agent.ts";
import { wait } from "../../../world/wait.ts";
import type { World } from "../../../world/world.ts";

/** Asks an agent, again where that may help; says how often that was. */
export type Ask = (request: AgentRequest) => Promise<{ readonly outcome: AgentOutcome; readonly retried: number }>;

/** Attempts after the first one, and seconds before each where nobody said how long. */
const waits = [1, 2, 4];

/** Seconds that are waited where a service asks for them; who asks for more is not there today. */
const longestWait = 90;

/** After so many tasks in a row that could not be measured nobody waits any more, until one could be. */
const discouraged = 3;

/**
 * A limit of requests is met by all at once: while one waits because a service said so, nobody asks.
 */
export function patiently(agent: Agent, { signal, clock }: Pick<World, "signal" | "clock">): Ask {
  let quietUntil = 0;
  let inVain = 0;
  const pause = async (seconds: number): Promise<void> => wait(seconds * 1_000, signal);

  return async (request) => {
    for (let retried = 0; ; retried += 1) {
      for (let left = quietUntil - clock.now().getTime(); left > 0; left = quietUntil - clock.now().getTime())
        await pause(left / 1_000);
      const outcome = await agent.run(request);
      const again = outcome.kind === "unmeasured" ? outcome.again : undefined;
      if (again === undefined) {
        inVain = 0;
        return { outcome, retried };
      }
      const seconds = again.after ?? (waits[retried] ?? 0) * (0.5 + dice(clock.unique()));
      if (retried === waits.length || seconds > longestWait || inVain >= discouraged) {
        inVain += 1;
        return { outcome, retried };
      }
      if (again.after !== null) quietUntil = Math.max(quietUntil, clock.now().getTime() + seconds * 1_000);
      await pause(seconds);
    }
  };
}

/** From 0 up to 1: those who wait together should not come back together. */
function dice(unique: string): number {
  const number = Number.parseInt(unique.slice(0, 4), 16);
  return Number.isNaN(number) ? 0.5 : number / 0x1_00_00;
}
