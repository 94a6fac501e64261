import { fileURLToPath } from "node:url";
import { liveModel } from "../../src/agents/model/live.ts";
import type { ModelNotice } from "../../src/agents/model/http.ts";
import type { ModelReply, ModelRequest } from "../../src/core/golden/exchange.ts";
import type { ProviderServer } from "./provider-server.ts";

/** This project, which has the packages. */
export const here = fileURLToPath(new URL("../..", import.meta.url));

export const key = "sk-test-1234567890";

/** A question about an order, with one tool; each test says what is different. */
export function question(part: Partial<ModelRequest> & Pick<ModelRequest, "model">): ModelRequest {
  return {
    system: "You help.",
    tools: [
      {
        name: "get_order",
        description: "Look an order up.",
        input: orderInput,
        provider_tool: null,
      },
    ],
    output: null,
    messages: [{ said: { role: "user", content: "Where is 1234?" }, opaque: null }],
    repeat: 0,
    ...part,
  };
}

export const orderInput = {
  type: "object",
  properties: { order_id: { type: "string", pattern: "^[0-9]+$" } },
  required: ["order_id"],
  additionalProperties: false,
} as const;

export interface Asked {
  readonly reply: ModelReply;
  readonly notices: readonly ModelNotice[];
  /** Milliseconds of each pause between attempts. */
  readonly pauses: readonly number[];
}

interface Circumstances {
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly deadline?: number;
  readonly most?: number;
  /** From 0 to 1. */
  readonly dice?: number;
  readonly notices?: ModelNotice[];
  readonly pauses?: number[];
}

/** Asks a provider on loopback. Pauses take no time, and are noted. */
export async function askLive(
  server: ProviderServer,
  request: ModelRequest,
  {
    env = {},
    signal = new AbortController().signal,
    dice = 0.5,
    notices = [],
    pauses = [],
    most,
    ...rest
  }: Circumstances = {},
): Promise<Asked> {
  let now = 0;
  const ask = liveModel({
    folder: here,
    env: { ...environmentFor(server.url), ...env },
    notice: (notice) => notices.push(notice),
    patience: {
      now: () => now,
      random: () => dice,
      wait: async (milliseconds) => {
        now += milliseconds;
        pauses.push(milliseconds);
      },
    },
    ...rest,
  });
  return { reply: await ask(request, signal, most), notices, pauses };
}

/** The keys and addresses of every provider, all of them the same server. */
export function environmentFor(url: string): Readonly<Record<string, string>> {
  return {
    OPENAI_API_KEY: key,
    OPENAI_BASE_URL: `${url}/v1`,
    OPENAI_COMPATIBLE_API_KEY: key,
    OPENAI_COMPATIBLE_BASE_URL: `${url}/v1`,
    ANTHROPIC_API_KEY: key,
    ANTHROPIC_BASE_URL: url,
    GOOGLE_GENERATIVE_AI_API_KEY: key,
    GOOGLE_GENERATIVE_AI_BASE_URL: `${url}/v1beta`,
  };
}
