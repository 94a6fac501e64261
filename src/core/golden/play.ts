import { type Contract, type Message, type Tool, toolNameOf } from "../contract/contract.ts";
import type { Json } from "../json.ts";
import type { Simulated } from "./schema.ts";
import { type CallSite, type MadeCall, makeCall, type RunEnd } from "./call.ts";
import { simulateTools } from "./simulate.ts";
import { spentStep } from "../run/checkpoint.ts";
import { countCall, countStep, freshMeter, type Meter, startRun } from "../run/meter.ts";
import type { AgentAnswer, AskedCall, Call, Said, Tokens } from "../run/record.ts";

/** What an agent is shown before it says or does the next thing. */
export interface Moment {
  readonly system: string;
  readonly messages: readonly Said[];
  readonly tools: readonly Tool[];
}

/** The next thing: tool calls to make, or a text that ends the run. */
export interface Thought {
  readonly text: string;
  readonly calls: readonly Omit<AskedCall, "id">[];
  readonly tokens: Tokens | null;
}

/** The part of a golden task that an agent may know: what happens to it, not what is expected of it. */
export interface Scene {
  readonly turns: readonly string[];
  readonly messages: readonly Message[];
  readonly tools: Readonly<Record<string, readonly Simulated[]>>;
  readonly on_confirm: "stop" | "approve" | "deny";
}

/**
 * Plays a golden task: asks `think` for the next step, until a run ends, turn by turn. Tools answer as
 * the task simulates them; guardrails and budgets are enforced while it runs, by the same code that
 * enforces them in production.
 */
export async function playScene(
  contract: Contract,
  rendered: { readonly system: string; readonly messages: readonly Message[]; readonly tools: readonly Tool[] },
  scene: Scene,
  think: (moment: Moment) => Thought | Promise<Thought>,
): Promise<AgentAnswer> {
  const play: Play = {
    contract,
    scene,
    simulate: simulateTools(scene.tools, (name) => toolNameOf(contract, name)),
    messages: [...rendered.messages, ...scene.messages],
    calls: [],
    asked: 0,
    steps: 0,
    tokens: null,
    meter: freshMeter,
  };
  let end: RunEnd = { stop_reason: "error", text: "nothing was said" };
  // A one-shot contract asks by itself: its last message is the user's.
  const turns = scene.turns.length > 0 ? scene.turns : [null];
  for (const [index, turn] of turns.entries()) {
    if (turn !== null) play.messages.push({ role: "user", content: turn });
    end = await playRun(play, rendered, index, think);
    if (!continues(end.stop_reason)) break;
  }
  return {
    stop_reason: end.stop_reason,
    steps: play.steps,
    tokens: play.tokens,
    seconds: null,
    spend_usd: null,
    output: contract.output === null ? end.text : jsonOr(end.text),
    calls: play.calls,
    transcript: play.messages.slice(rendered.messages.length),
  };
}

interface Play {
  readonly contract: Contract;
  readonly scene: Scene;
  readonly simulate: CallSite["simulate"];
  readonly messages: Said[];
  readonly calls: Call[];
  asked: number;
  steps: number;
  tokens: Tokens | null;
  meter: Meter;
}

type Shown = Pick<Moment, "system" | "tools">;
type Think = (moment: Moment) => Thought | Promise<Thought>;

/** One user message up to its stop reason. */
async function playRun(play: Play, { system, tools }: Shown, turn: number, think: Think): Promise<RunEnd> {
  play.meter = startRun(play.meter);
  for (;;) {
    const spent = spentStep(play.contract, play.meter);
    if (spent !== null) return { stop_reason: "budget_exceeded", text: spent };
    const thought = await think({ system, messages: play.messages, tools });
    play.steps += 1;
    play.tokens = addTokens(play.tokens, thought.tokens);
    play.meter = countStep(play.meter, thought.tokens);
    if (thought.calls.length === 0) {
      play.messages.push({ role: "assistant", content: thought.text });
      return { stop_reason: "finish", text: thought.text };
    }
    const end = playCalls(play, thought, turn);
    if (end !== null) return end;
  }
}

/** The calls of one step. Each is answered, also those that the end of the run kept from being made. */
function playCalls(play: Play, { text, calls }: Thought, turn: number): RunEnd | null {
  const asked = calls.map((call) => ({ ...call, id: `call_${(play.asked += 1)}` }));
  play.messages.push({ role: "assistant", content: text, calls: asked });
  let end: RunEnd | null = null;
  for (const call of asked) {
    const made: MadeCall = end === null ? makeCall(siteOf(play, turn), call) : notMade;
    if (made.call !== null) {
      play.calls.push(made.call);
      play.meter = countCall(play.meter, toolNameOf(play.contract, call.name), made.call.error === null);
    }
    play.messages.push({ role: "tool", call_id: call.id, content: made.told });
    end ??= made.end;
  }
  return end;
}

const notMade: MadeCall = { call: null, told: "This call was not made: the run ended before it.", end: null };

function siteOf({ contract, scene, simulate, meter, steps }: Play, turn: number): CallSite {
  return { contract, meter, turn, step: steps - 1, onConfirm: scene.on_confirm, simulate };
}

/** After a question or an answer the user can go on; after a transfer or a spent budget nobody listens. */
function continues(stopReason: string): boolean {
  return stopReason === "finish" || stopReason === "needs_confirmation";
}

function addTokens(left: Tokens | null, right: Tokens | null): Tokens | null {
  if (left === null || right === null) return left ?? right;
  const sum = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);
  return {
    input: left.input + right.input,
    output: left.output + right.output,
    cached: sum(left.cached, right.cached),
    cache_write: sum(left.cache_write, right.cache_write),
    reasoning: sum(left.reasoning, right.reasoning),
  };
}

function jsonOr(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
