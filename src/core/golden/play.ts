import type { Price } from "../config/config.ts";
import { type Contract, type Message, type Tool, toolNameOf } from "../contract/contract.ts";
import { type Json, parseJson } from "../json.ts";
import { exceededUse, spentStep, spentUse } from "../run/checkpoint.ts";
import { countCall, countStep, countUse, freshMeter, type Meter, startRun } from "../run/meter.ts";
import type { AgentAnswer, AskedCall, Call, Said } from "../run/record.ts";
import { spendOf } from "../run/spend.ts";
import { type CallSite, type MadeCall, makeCall, type RunEnd } from "./call.ts";
import type { Simulated } from "./schema.ts";
import { simulateTools } from "./simulate.ts";
import { endOf, type Think, type Thought } from "./thought.ts";
import { totalOf } from "./total.ts";

/** The part of a golden task that an agent may know: what happens to it, not what is expected of it. */
export interface Scene {
  readonly turns: readonly string[];
  readonly messages: readonly Message[];
  readonly tools: Readonly<Record<string, readonly Simulated[]>>;
  readonly on_confirm: "stop" | "approve" | "deny";
}

/** What the model is given, every template rendered. */
export interface Stage {
  readonly system: string;
  readonly messages: readonly Message[];
  readonly tools: readonly Tool[];
}

/**
 * Plays a golden task: asks `think` for the next step, until a run ends, turn by turn. Tools answer as
 * the task simulates them; guardrails and budgets are enforced while it runs, by the same code that
 * enforces them in production. Time is what the thoughts and the simulated tools say it is.
 *
 * @param price of the contract's model; without one nothing is known of what a run costs
 */
export async function playScene(
  contract: Contract,
  rendered: Stage,
  scene: Scene,
  think: Think,
  price: Price | null = null,
): Promise<AgentAnswer> {
  const given = [...rendered.messages, ...scene.messages];
  const play: Play = {
    contract,
    scene,
    price,
    simulate: simulateTools(scene.tools, (name) => toolNameOf(contract, name)),
    messages: given,
    transcript: [...scene.messages],
    calls: [],
    ids: new Set(),
    thoughts: [],
    waited: 0,
    meter: freshMeter,
  };
  let end: RunEnd = { stop_reason: "error", text: "nothing was said" };
  // A one-shot contract asks by itself: its last message is the user's.
  const turns = scene.turns.length > 0 ? scene.turns : [null];
  for (const [index, turn] of turns.entries()) {
    if (turn !== null) say(play, { role: "user", content: turn });
    end = await playRun(play, rendered, index, think);
    if (!continues(end.stop_reason)) break;
  }
  return {
    stop_reason: end.stop_reason,
    stop_reason_raw: play.thoughts.at(-1)?.stop_reason_raw ?? null,
    ...totalOf(play.thoughts, play.waited, price),
    output: contract.output === null ? end.text : jsonOr(end.text),
    calls: play.calls,
    transcript: play.transcript,
  };
}

interface Play {
  readonly contract: Contract;
  readonly scene: Scene;
  readonly price: Price | null;
  readonly simulate: CallSite["simulate"];
  /** What the agent is shown, and what is told of it afterwards: with what was measured. */
  readonly messages: Said[];
  readonly transcript: Said[];
  readonly calls: Call[];
  readonly ids: Set<string>;
  readonly thoughts: Thought[];
  /** Seconds until simulated tools answered. */
  waited: number;
  meter: Meter;
}

/** One user message up to its stop reason. */
async function playRun(play: Play, { system, tools }: Stage, turn: number, think: Think): Promise<RunEnd> {
  play.meter = startRun(play.meter);
  // Of an answer that came in parts, what was said before the model paused.
  let begun = "";
  for (let step = 0; step < patience || play.contract.budgets.max_steps !== null; step += 1) {
    const spent = spentStep(play.contract, play.meter);
    if (spent !== null) return overspent(spent);
    const thought = await think({ system, messages: play.messages, tools });
    countThought(play, thought);
    const asked = askedCalls(play, thought);
    sayThought(play, thought, asked);
    const whole = { ...thought, text: begun + thought.text };
    const ended = endOf(play.contract.model.provider, whole);
    // A model that names no reason may have been cut off by the budget itself.
    const isOpen = ended === null || ended.stop_reason === "finish" || thought.stop_reason_raw === null;
    const over = (isOpen ? endOfBudget(play, whole) : null) ?? ended;
    const end = playCalls(play, asked, turn, over);
    if (end !== null) return end;
    begun = asked.length === 0 ? whole.text : "";
  }
  return { stop_reason: "error", text: `given up after ${patience} steps: the contract has no max_steps` };
}

/** Steps of a run that nothing else would end: somebody may pay for each. */
const patience = 200;

/**
 * What a call brings would never reach the agent where nothing is left to ask it with. An answer that uses up what is
 * left is one; with more than there was it was given, and the budget was not kept.
 */
function endOfBudget({ contract, meter }: Play, thought: Thought): RunEnd | null {
  const isWhole = thought.calls.length === 0 && thought.stop_reason_raw !== null;
  const spent = isWhole ? exceededUse(contract, meter) : spentUse(contract, meter);
  if (spent === null) return null;
  return isWhole ? { ...overspent(spent), text: thought.text } : overspent(spent);
}

function overspent(text: string): RunEnd {
  return { stop_reason: "budget_exceeded", text };
}

function countThought(play: Play, thought: Thought): void {
  play.thoughts.push(thought);
  const spend = spendOf(thought.tokens, play.price) ?? 0;
  play.meter = countUse(countStep(play.meter, thought.tokens), { seconds: thought.seconds ?? 0, spend });
}

/** The ids of a model are its own, as long as they tell its calls apart. */
function askedCalls({ ids }: Play, { calls }: Thought): readonly AskedCall[] {
  return calls.map((call) => {
    let id = call.id ?? "";
    for (let number = ids.size + 1; id === "" || ids.has(id); number += 1) id = `call_${number}`;
    ids.add(id);
    return { id, name: call.name, arguments: call.arguments };
  });
}

function sayThought(play: Play, { text, tokens, stop_reason_raw }: Thought, calls: readonly AskedCall[]): void {
  const said = { role: "assistant", content: text, ...(calls.length === 0 ? {} : { calls }) } as const;
  const measured = {
    ...(tokens === null ? {} : { tokens }),
    ...(stop_reason_raw === undefined ? {} : { stop_reason_raw }),
  };
  play.messages.push(said);
  play.transcript.push({ ...said, ...measured });
}

/**
 * The calls of one step, side by side: they take as long as the slowest. Each is answered, also those that the end
 * of the run kept from being made.
 */
function playCalls(play: Play, asked: readonly AskedCall[], turn: number, over: RunEnd | null): RunEnd | null {
  let end = over;
  let seconds = 0;
  for (const call of asked) {
    const made = end === null ? makeCall(siteOf(play, turn), call) : notMade;
    if (made.call !== null) {
      play.calls.push(made.call);
      play.meter = countCall(play.meter, toolNameOf(play.contract, call.name), made.call.error === null);
    }
    say(play, { role: "tool", call_id: call.id, content: made.told });
    seconds = Math.max(seconds, made.seconds);
    end ??= made.end;
  }
  play.waited += seconds;
  play.meter = countUse(play.meter, { seconds });
  return end;
}

const notMade: MadeCall = {
  call: null,
  told: "This call was not made: the run ended before it.",
  seconds: 0,
  end: null,
};

function siteOf({ contract, scene, simulate, meter, thoughts }: Play, turn: number): CallSite {
  return { contract, meter, turn, step: thoughts.length - 1, onConfirm: scene.on_confirm, simulate };
}

function say({ messages, transcript }: Play, said: Said): void {
  messages.push(said);
  transcript.push(said);
}

/** After a question or an answer the user can go on; after a transfer or a spent budget nobody listens. */
function continues(stopReason: string): boolean {
  return stopReason === "finish" || stopReason === "needs_confirmation";
}

function jsonOr(text: string): Json {
  const value = parseJson(text);
  return value === undefined ? text : value;
}
