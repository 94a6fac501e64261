import type { Model } from "../../contract/contract.ts";
import { sameJson } from "../../json.ts";
import { shortJson } from "../../text.ts";
import type { ModelMessage, ModelRequest } from "../exchange.ts";
import { messagesAt } from "./conversation.ts";
import { setupOf } from "./key.ts";
import type { RecordedTrial, Setup } from "./recording.ts";

/**
 * The parts of the contract that are asked with now and were not then.
 *
 * @param position of the recorded exchange that comes nearest
 * @param given how many of the messages are the contract's own; 0 where that is not known
 */
export function contractChanges(
  trial: RecordedTrial,
  position: number,
  request: ModelRequest,
  given: number,
): readonly string[] {
  const then = trial.exchanges[position]?.setup;
  const now = setupOf(request);
  if (then === undefined) return [];
  return [
    ...settingDifferences(then.model, now.model),
    ...(then.system === now.system ? [] : ["the system text"]),
    ...toolDifferences(then.tools, now.tools),
    ...(then.output === now.output ? [] : ["the output schema"]),
    ...openingDifferences(messagesAt(trial.exchanges, position), request.messages, given),
  ];
}

/** Other messages at the beginning, and the same behind them: those are the task's, so the contract's are other ones. */
function openingDifferences(
  then: readonly ModelMessage[],
  now: readonly ModelMessage[],
  given: number,
): readonly string[] {
  const own = now.length - given;
  const before = then.length - own;
  if (before < 0 || !sameMessages(then.slice(before), now.slice(given))) return [];
  return sameMessages(then.slice(0, before), now.slice(0, given)) ? [] : ["the messages of the contract"];
}

function sameMessages(left: readonly ModelMessage[], right: readonly ModelMessage[]): boolean {
  return sameJson(left as never, right as never);
}

/** The first message that is asked with now and was not then: those behind it follow from it. */
export function messageChange(trial: RecordedTrial, position: number, request: ModelRequest): string | null {
  const [then, now] = [messagesAt(trial.exchanges, position), request.messages];
  const index = now.findIndex((message, at) => !sameJson(message as never, (then[at] ?? null) as never));
  const [was, is] = index === -1 ? [then[now.length], undefined] : [then[index], now[index]];
  const shown = is ?? was;
  if (shown === undefined) return null;
  const which = `message ${(index === -1 ? now.length : index) + 1}, ${sayRole(shown, is === undefined ? then : now)}`;
  if (was === undefined) return `${which}, which is new,`;
  if (is === undefined) return `${which}, which is gone,`;
  if (was.said.role !== is.said.role) return which;
  return `${which} (was ${shortJson(was.said.content)}, is ${shortJson(is.said.content)})`;
}

function settingDifferences(then: Model, now: Model): readonly string[] {
  return [...new Set([...Object.keys(then), ...Object.keys(now)])]
    .filter((key) => !sameJson(then[key], now[key]))
    .map((key) => `model.${key} (was ${saySetting(then[key])}, is ${saySetting(now[key])})`);
}

function saySetting(value: unknown): string {
  return value === undefined ? "not set" : shortJson(value);
}

function toolDifferences(then: Setup["tools"], now: Setup["tools"]): readonly string[] {
  const before = new Map(then.map(({ name, digest }) => [name, digest]));
  const after = new Map(now.map(({ name, digest }) => [name, digest]));
  const said = [
    ...then.filter(({ name }) => !after.has(name)).map(({ name }) => `the tool ${name} (gone)`),
    ...now.filter(({ name }) => !before.has(name)).map(({ name }) => `the tool ${name} (new)`),
    ...now
      .filter(({ name, digest }) => before.has(name) && before.get(name) !== digest)
      .map(({ name }) => `the tool ${name}`),
  ];
  return said.length === 0 && !sameJson(then.map(nameOf), now.map(nameOf)) ? ["the order of the tools"] : said;
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}

/** Who says a message: `the result of get_order`. */
function sayRole({ said }: ModelMessage, all: readonly ModelMessage[]): string {
  if (!("call_id" in said)) return said.role === "user" ? "what the user says" : "what the agent said";
  const asked = all.flatMap((message) => ("calls" in message.said ? message.said.calls : []));
  return `the result of ${asked.findLast(({ id }) => id === said.call_id)?.name ?? "a call"}`;
}
