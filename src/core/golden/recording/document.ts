import type { Digest } from "../../bundle/digest.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import type { ModelMessage, ModelReply } from "../exchange.ts";
import { digestOfJson, digestOfSetup } from "./key.ts";
import { type RecordedExchange, type Recording, recordingFormat, type Setup } from "./recording.ts";

/** The text of a recording's file: one value a line where it fits, texts line by line, so that git shows what changed. */
export function encodeRecording({ contract, task, trials }: Recording): string {
  const setups: Setup[] = [];
  const known = new Map<Digest, number>();
  const trialDocuments = trials.map(({ repeat, exchanges }) => ({
    repeat,
    exchanges: exchanges.map(exchangeDocument),
  }));
  const document = { format: recordingFormat, contract, task, setups, trials: trialDocuments };
  return `${layOut(document as unknown as Json, 0)}\n`;

  function exchangeDocument(exchange: RecordedExchange): JsonObject {
    const digest = digestOfSetup(exchange.setup);
    const index = known.get(digest) ?? setups.push(exchange.setup) - 1;
    known.set(digest, index);
    return { asks: exchange.asks, setup: index, ...contentOf(exchange), seal: exchange.seal };
  }
}

/** What the seal of an exchange is of: where it belongs, and all that it says. */
export function sealOf(
  where: { readonly contract: string; readonly task: string; readonly repeat: number },
  exchange: Omit<RecordedExchange, "seal">,
): Digest {
  const { contract, task, repeat } = where;
  const { setup, asks } = exchange;
  return digestOfJson({ contract, task, repeat, setup: digestOfSetup(setup), asks, ...contentOf(exchange) });
}

function contentOf({ continues, messages, reply }: Omit<RecordedExchange, "setup" | "asks" | "seal">): JsonObject {
  return { ...(continues ? { continues } : {}), messages: messages.map(messageDocument), reply: replyDocument(reply) };
}

function messageDocument({ said, opaque }: ModelMessage): JsonObject {
  const { content, ...rest } = said;
  return { ...rest, content: asLines(content), ...(opaque === null ? {} : { opaque }) } as unknown as JsonObject;
}

function replyDocument({ text, calls, stop_reason_raw, tokens, seconds, opaque }: ModelReply): JsonObject {
  return {
    text: asLines(text),
    ...(calls.length === 0 ? {} : { calls: calls as unknown as Json }),
    stop_reason_raw,
    tokens: tokens as unknown as Json,
    seconds,
    ...(opaque === null ? {} : { opaque }),
  };
}

function asLines(text: string): Json {
  return text.includes("\n") ? text.split("\n") : text;
}

/** JSON in as few lines as are wide enough; a long list or object has a line for each part. */
function layOut(value: Json, depth: number): string {
  const short = JSON.stringify(value);
  const isShort = short.length + depth * 2 <= width;
  if (isShort || (!isJsonArray(value) && !isJsonObject(value))) return short;
  const indent = "  ".repeat(depth + 1);
  const close = `\n${"  ".repeat(depth)}`;
  if (isJsonArray(value)) return `[\n${value.map((part) => indent + layOut(part, depth + 1)).join(",\n")}${close}]`;
  const parts = Object.entries(value).map(
    ([key, part]) => `${indent}${JSON.stringify(key)}: ${layOut(part, depth + 1)}`,
  );
  return `{\n${parts.join(",\n")}${close}}`;
}

const width = 120;
