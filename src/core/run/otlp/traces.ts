import type { JsonObject } from "../../json.ts";
import { type Inside, nothingInside, recordOf, saysAll, usageOf } from "./run.ts";
import { type Span, spansIn } from "./span.ts";

/** Makes run records of spans, whatever exports they come in. */
export interface TraceReader {
  /** One ExportTraceServiceRequest. */
  add(request: JsonObject): void;
  end(): void;
}

/**
 * Each `invoke_agent` span is a run. Its calls and answers are spans below it, which another export may hold: so many
 * spans are remembered, and what is older is settled with what was seen of it.
 *
 * @param most spans to remember
 */
export function openTraces(take: (record: JsonObject) => void, most = 200_000): TraceReader {
  const traces = new Map<string, Trace>();
  let spans = 0;

  function settle(id: string, { spans: inTrace, waiting }: Trace): void {
    const insides = waiting.length === 0 ? new Map<string, Inside>() : insidesOf(inTrace);
    for (const agent of waiting) take(recordOf(agent, insides.get(agent.id) ?? nothingInside));
    spans -= inTrace.size;
    traces.delete(id);
  }

  return {
    add: (request) => {
      for (const span of spansIn(request)) {
        const trace: Trace = traces.get(span.trace) ?? { spans: new Map(), waiting: [] };
        traces.set(span.trace, trace);
        if (trace.spans.has(span.id)) continue;
        trace.spans.set(span.id, memoryOf(span));
        spans += 1;
        if (span.operation !== "invoke_agent") continue;
        if (saysAll(span)) take(recordOf(span, nothingInside));
        else trace.waiting.push(span);
      }
      for (const [id, trace] of traces) {
        if (spans <= most) break;
        settle(id, trace);
      }
    },
    end: () => {
      for (const [id, trace] of traces) settle(id, trace);
    },
  };
}

interface Trace {
  readonly spans: Map<string, Remembered>;
  /** Spans of agents that do not say everything themselves. */
  readonly waiting: Span[];
}

interface Remembered {
  readonly parent: string;
  readonly is: "agent" | "answer" | "tool" | "other";
  readonly input: number | null;
  readonly output: number | null;
}

const kinds: ReadonlyMap<string | null, Remembered["is"]> = new Map([
  ["invoke_agent", "agent"],
  ["chat", "answer"],
  ["text_completion", "answer"],
  ["generate_content", "answer"],
  ["execute_tool", "tool"],
]);

function memoryOf(span: Span): Remembered {
  const is = kinds.get(span.operation) ?? "other";
  return { parent: span.parent, is, ...(is === "answer" ? usageOf(span) : { input: null, output: null }) };
}

/** What each agent did: of agents that called each other, the nearest one above. */
function insidesOf(spans: ReadonlyMap<string, Remembered>): ReadonlyMap<string, Inside> {
  const insides = new Map<string, Inside>();
  for (const { parent, is, input, output } of spans.values()) {
    if (is !== "answer" && is !== "tool") continue;
    const agent = agentAbove(spans, parent);
    if (agent === null) continue;
    const before = insides.get(agent) ?? nothingInside;
    insides.set(
      agent,
      is === "tool"
        ? { ...before, toolCalls: before.toolCalls + 1 }
        : {
            ...before,
            answers: before.answers + 1,
            input: sum(before.input, input),
            output: sum(before.output, output),
          },
    );
  }
  return insides;
}

function agentAbove(spans: ReadonlyMap<string, Remembered>, from: string): string | null {
  let id = from;
  // Spans that are each other's parents are a mistake, and no reason to search for ever.
  for (let steps = 0; steps < 1_000; steps += 1) {
    const span = spans.get(id);
    if (span === undefined) return null;
    if (span.is === "agent") return id;
    id = span.parent;
  }
  return null;
}

function sum(before: number | null, part: number | null): number | null {
  return before === null || part === null ? null : before + part;
}
