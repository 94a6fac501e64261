import type { Runner } from "../core/config/config.ts";
import { Failure } from "../core/failure.ts";
import type { Agent } from "./agent.ts";

export interface AgentWorld {
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** Where the answers of a model come from: recordings, the model itself, or the model, and into recordings. */
export type ModelMode = "replay" | "live" | "record";

/**
 * Every kind of agent by the key that names it under `runner`.
 *
 * @throws Failure RUNNER_UNAVAILABLE, RUNNER_VARIABLE
 */
export async function openAgent(
  runner: Runner,
  world: AgentWorld,
  // Programs and services answer in their own way: only a model has several.
  _options: { readonly mode: ModelMode } = { mode: "replay" },
): Promise<Agent> {
  switch (runner.kind) {
    case "command": {
      const { commandAgent } = await import("./command.ts");
      return commandAgent({ command: runner.command, ...world });
    }
    case "http": {
      const { httpAgent } = await import("./http.ts");
      return httpAgent({ url: runner.url, headers: runner.headers, ...world });
    }
    case "model":
      throw new Failure("RUNNER_UNAVAILABLE", { kind: runner.kind });
  }
}
