import { type Attributes, type Span, trace } from "@opentelemetry/api";
import { afterEach, expect, test } from "vitest";
import { withSpan } from "../../../src/client/adapters/opentelemetry.ts";
import { adapted, answered } from "../../helpers/adapted.ts";

interface Seen {
  readonly name: string;
  readonly attributes: Attributes;
  readonly status: { readonly code: number; readonly message?: string } | null;
  readonly ended: boolean;
}

/** A tracer that keeps what it is told: the API alone tells nobody. */
function tracing(): readonly Seen[] {
  const seen: { name: string; attributes: Attributes; status: Seen["status"]; ended: boolean }[] = [];
  const startActiveSpan = (
    name: string,
    options: { attributes: Attributes },
    run: (span: Span) => unknown,
  ): unknown => {
    const span = { name, attributes: { ...options.attributes }, status: null as Seen["status"], ended: false };
    seen.push(span);
    return run({
      setAttribute: (key: string, value: string) => (span.attributes[key] = value),
      setAttributes: (more: Attributes) => Object.assign(span.attributes, more),
      setStatus: (status: Seen["status"]) => (span.status = status),
      end: () => (span.ended = true),
    } as unknown as Span);
  };
  trace.setGlobalTracerProvider({ getTracer: () => ({ startActiveSpan }) } as never);
  return seen;
}

afterEach(() => trace.disable());

test("a run is a span, with what was measured", async () => {
  const seen = tracing();
  const { client } = await adapted(answered);
  const session = client.open("s-1");
  const record = await withSpan(session, async () => {
    session.beforeTurn();
    session.afterModel({ input: 10, output: 2 });
    return session.record();
  });
  expect(record.steps).toBe(1);
  expect(seen).toMatchObject([{ name: "invoke_agent support", status: null, ended: true }]);
  expect(seen[0]?.attributes).toEqual(session.attributes());
  expect(seen[0]?.attributes["gen_ai.usage.input_tokens"]).toBe(10);
});

test("a run that was stopped before anything was asked does not have the tokens of the one before it", async () => {
  const seen = tracing();
  const { client } = await adapted(answered);
  const session = client.open("s-1");
  session.afterModel({ input: 10, output: 2 });
  session.record();
  await withSpan(session, async () => {
    session.beforeTurn();
    return session.record({ stop_reason: "cancelled" });
  });
  expect(seen[0]?.attributes).toEqual(session.attributes());
  expect(seen[0]?.attributes).not.toHaveProperty("gen_ai.usage.input_tokens");
});

test("one that fails says so, and throws what was thrown", async () => {
  const seen = tracing();
  const { client } = await adapted(answered);
  const failing = withSpan(client.open("s-1"), () => Promise.reject(new RangeError("too far")));
  await expect(failing).rejects.toThrow(RangeError);
  expect(seen).toMatchObject([
    { attributes: { "error.type": "RangeError" }, status: { code: 2, message: "too far" }, ended: true },
  ]);
});

test("one that never began does not have the numbers of the one before it", async () => {
  const seen = tracing();
  const { client } = await adapted(answered);
  const session = client.open("s-1");
  session.afterModel({ input: 10, output: 2 });
  session.record();
  await expect(withSpan(session, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(Object.keys(seen[0]?.attributes ?? {}).filter((name) => /usage|run_id|stop_reason|steps/.test(name))).toEqual(
    [],
  );
});

test("where nobody traces, it just runs", async () => {
  const { client } = await adapted(answered);
  expect(await withSpan(client.open("s-1"), async () => 5)).toBe(5);
});
