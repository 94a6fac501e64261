import { sameJson } from "../../json.ts";
import type { ModelMessage, ModelReply, ModelRequest } from "../exchange.ts";
import { sealOf } from "./document.ts";
import { requestDigest, setupOf } from "./key.ts";
import type { RecordedExchange } from "./recording.ts";

/** What was asked and answered, as it goes behind the exchanges that the same trial had so far. */
export function nextExchange(
  where: { readonly contract: string; readonly task: string; readonly repeat: number },
  before: readonly RecordedExchange[],
  request: ModelRequest,
  reply: ModelReply,
): RecordedExchange {
  const history = historyAfter(before);
  const continues = history.length > 0 && sameMessages(history, request.messages.slice(0, history.length));
  const exchange = {
    setup: setupOf(request),
    asks: requestDigest(request),
    continues,
    messages: continues ? request.messages.slice(history.length) : request.messages,
    reply,
  };
  return { ...exchange, seal: sealOf(where, exchange) };
}

/** All messages of an exchange: those of the one before, its reply, and those that came since. */
export function messagesAt(exchanges: readonly RecordedExchange[], position: number): readonly ModelMessage[] {
  const exchange = exchanges[position];
  if (exchange === undefined) return [];
  if (!exchange.continues) return exchange.messages;
  return [...historyAfter(exchanges.slice(0, position)), ...exchange.messages];
}

/** What the next request begins with where it goes on with the conversation. */
function historyAfter(exchanges: readonly RecordedExchange[]): readonly ModelMessage[] {
  const last = exchanges.at(-1);
  return last === undefined ? [] : [...messagesAt(exchanges, exchanges.length - 1), answerOf(last.reply)];
}

function sameMessages(left: readonly ModelMessage[], right: readonly ModelMessage[]): boolean {
  return sameJson(left as never, right as never);
}

/** A reply as the message that it is in the next request. */
function answerOf({ text, calls, opaque }: ModelReply): ModelMessage {
  const said = { role: "assistant", content: text } as const;
  return { said: calls.length === 0 ? said : { ...said, calls }, opaque };
}
