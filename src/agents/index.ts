import type { Runner } from "../core/config/config.ts";
import { Failure } from "../core/failure.ts";
import type { Agent } from "./agent.ts";

export interface AgentWorld {
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/**
 * Every kind of agent by the key that names it under `runner`.
 *
 * @throws Failure RUNNER_UNAVAILABLE
 */
export async function openAgent(runner: Runner, world: AgentWorld): Promise<Agent> {
  switch (runner.kind) {
    case "command": {
      const { commandAgent } = await import("./command.ts");
      return commandAgent({ command: runner.command, ...world });
    }
    case "http":
    case "model":
      throw new Failure("RUNNER_UNAVAILABLE", { kind: runner.kind });
  }
}
