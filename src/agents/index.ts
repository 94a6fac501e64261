import type { Price, Runner } from "../core/config/config.ts";
import type { Agent } from "./agent.ts";
import type { Models } from "./exchange/models.ts";

export type { ModelMode } from "./exchange/models.ts";

export interface AgentWorld {
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

interface AgentOptions {
  /** Programs and services answer in their own way: only a model has several. */
  readonly models: Models;
  /** By `provider/name` of a model. */
  readonly prices: Readonly<Record<string, Price>>;
}

/**
 * Every kind of agent by the key that names it under `runner`.
 *
 * @throws Failure RUNNER_VARIABLE
 */
export async function openAgent(runner: Runner, world: AgentWorld, options: AgentOptions): Promise<Agent> {
  switch (runner.kind) {
    case "command": {
      const { commandAgent } = await import("./command.ts");
      return commandAgent({ command: runner.command, ...world });
    }
    case "http": {
      const { httpAgent } = await import("./http.ts");
      return httpAgent({ url: runner.url, headers: runner.headers, ...world });
    }
    case "model": {
      const { modelAgent } = await import("./model.ts");
      return modelAgent({ ...options, signal: world.signal });
    }
  }
}
