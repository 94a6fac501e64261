import type { Runner } from "../core/config/config.ts";
import type { Agent } from "./agent.ts";

export interface AgentWorld {
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** Every kind of agent by the key that names it under `runner`. */
const agents: {
  readonly [Kind in Runner["kind"]]: (runner: Runner & { kind: Kind }, world: AgentWorld) => Promise<Agent>;
} = {
  command: async ({ command }, world) => {
    const { commandAgent } = await import("./command.ts");
    return commandAgent({ command, ...world });
  },
};

export function openAgent(runner: Runner, world: AgentWorld): Promise<Agent> {
  return agents[runner.kind](runner, world);
}
