import { type Contract, type Decision, type Message, type Tool, toolNameOf } from "../contract/contract.ts";
import type { Json, JsonObject } from "../json.ts";
import type { Simulated } from "./schema.ts";
import { type SimulatedAnswer, simulateTools } from "./simulate.ts";
import { checkToolCall, spentStep } from "../run/checkpoint.ts";
import { countCall, countStep, freshMeter, type Meter, startRun } from "../run/meter.ts";
import { type AgentAnswer, type AskedCall, type Call, type Said, type Tokens, unansweredCall } from "../run/record.ts";

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
  readonly simulate: (name: string, args: JsonObject) => SimulatedAnswer;
  readonly messages: Said[];
  readonly calls: Call[];
  steps: number;
  tokens: Tokens | null;
  meter: Meter;
}

interface RunEnd {
  readonly stop_reason: string;
  readonly text: string;
}

/** One user message up to its stop reason. */
async function playRun(
  play: Play,
  { system, tools }: { readonly system: string; readonly tools: readonly Tool[] },
  turn: number,
  think: (moment: Moment) => Thought | Promise<Thought>,
): Promise<RunEnd> {
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
    const asked = thought.calls.map((call, index) => ({ ...call, id: `call_${play.calls.length + index + 1}` }));
    play.messages.push({ role: "assistant", content: thought.text, calls: asked });
    for (const call of asked) {
      const made = makeCall(play, call, turn);
      if (made.call !== null) {
        play.calls.push(made.call);
        play.meter = countCall(play.meter, toolNameOf(play.contract, call.name), made.call.error === null);
        play.messages.push({
          role: "tool",
          call_id: call.id,
          content: made.call.error ?? JSON.stringify(made.call.result),
        });
      }
      if (made.end !== null) return made.end;
    }
  }
}

interface MadeCall {
  readonly call: Call | null;
  readonly end: RunEnd | null;
}

function makeCall(play: Play, { id, name, arguments: args }: AskedCall, turn: number): MadeCall {
  const record = (result: Json, error: string | null, decision: Decision | null): Call => ({
    id,
    turn,
    step: play.steps - 1,
    name,
    arguments: args,
    result,
    error,
    decision,
  });
  const checkpoint = checkToolCall(play.contract, play.meter, name, args);
  switch (checkpoint.kind) {
    case "stop":
      return { call: null, end: { stop_reason: checkpoint.stop_reason, text: checkpoint.message } };
    case "deny":
      return { call: record(null, checkpoint.message, checkpoint.guardrail === null ? null : "deny"), end: null };
    case "confirm":
      if (play.scene.on_confirm === "stop") {
        return {
          call: record(null, "a person has to confirm this call", "confirm"),
          end: { stop_reason: "needs_confirmation", text: `${name} needs a confirmation (${checkpoint.guardrail})` },
        };
      }
      if (play.scene.on_confirm === "deny")
        return { call: record(null, "A person did not approve this call.", "confirm"), end: null };
      return carryOut(play, checkpoint.tool, args, (result, error) => record(result, error, "confirm"));
    case "allow":
      return carryOut(play, checkpoint.tool, args, (result, error) => record(result, error, "allow"));
  }
}

function carryOut(
  play: Play,
  tool: Tool,
  args: JsonObject,
  record: (result: Json, error: string | null) => Call,
): MadeCall {
  const answer = play.simulate(tool.name, args);
  switch (answer.kind) {
    case "unanswered":
      return { call: record(null, `${unansweredCall}: the task simulates no result for this call`), end: null };
    case "error":
      return { call: record(null, answer.error), end: null };
    case "result": {
      const end =
        tool.stop_reason === null ? null : { stop_reason: tool.stop_reason, text: `${tool.name} ended the run` };
      return { call: record(answer.result, null), end };
    }
  }
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
