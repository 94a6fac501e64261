import type { JsonObject } from "../../core/json.ts";
import { providerCalled } from "../../core/provider/names.ts";
import type { Session } from "../session/session.ts";
import { type LoopOptions, type LoopResult, runLoop } from "./loop/run.ts";
import { chatWire } from "./openai/chat.ts";
import type { OpenAIClient } from "./openai/client.ts";
import { responsesWire } from "./openai/responses.ts";

export type { LoopOptions, LoopResult, ToolFunction } from "./loop/run.ts";
export type { OpenAIClient } from "./openai/client.ts";

/**
 * One user message up to its stop reason, asked with the host's own client: by the Responses API where the contract's
 * provider is `openai`, by Chat Completions where it is `openai.chat` or somebody else who is reached by this client. The
 * conversation is the `history` that comes back, reasoning included; nothing is stored at OpenAI.
 *
 * @param input what the user says, or items behind the history; nothing where `answers` let a waiting run go on
 * @throws Failure USAGE; whatever the client throws
 */
export async function runOpenAI(
  session: Session,
  client: OpenAIClient,
  {
    input = [],
    history = [],
    ...options
  }: LoopOptions & { readonly input?: string | readonly JsonObject[]; readonly history?: readonly JsonObject[] },
): Promise<LoopResult<JsonObject>> {
  const said = typeof input === "string" ? [{ role: "user", content: input }] : input;
  // Whoever has words of its own is asked in those; the others speak chat completions.
  const wireOf = providerCalled(session.model.provider) === null ? chatWire : responsesWire;
  return runLoop(
    session,
    wireOf(session, client, options.variables),
    [...history, ...said],
    typeof input === "string" ? input : null,
    options,
  );
}
