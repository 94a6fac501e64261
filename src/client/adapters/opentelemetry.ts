import { Failure } from "../../core/failure.ts";
import type { Attributes } from "../session/attributes.ts";
import type { Session } from "../session/session.ts";

/**
 * Runs one run of an agent inside of a span `invoke_agent <contract>`, with what the session knows before it and what it
 * measured after it. Where `@opentelemetry/api` is not installed it just runs.
 *
 * @param run may be as short as `() => wrap(session, generateText)(settings)`
 */
export async function withSpan<Result>(session: Session, run: () => Promise<Result>): Promise<Result> {
  const api = await telemetry();
  if (api === null) return run();
  const { SpanKind, SpanStatusCode, trace } = api;
  const options = { kind: SpanKind.INTERNAL, attributes: beforeRun(session.attributes()) };
  return trace
    .getTracer("promptctl")
    .startActiveSpan(`invoke_agent ${session.contract.name}`, options, async (span) => {
      try {
        return await run();
      } catch (error) {
        const told = error instanceof Error ? error : new Error(String(error));
        span.setAttribute("error.type", error instanceof Failure ? error.code : told.name);
        span.setStatus({ code: SpanStatusCode.ERROR, message: told.message });
        throw error;
      } finally {
        span.setAttributes(session.attributes());
        span.end();
      }
    });
}

/** What was used until now was used by an earlier run. */
function beforeRun(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !name.startsWith("gen_ai.usage.")));
}

async function telemetry(): Promise<typeof import("@opentelemetry/api") | null> {
  try {
    return await import("@opentelemetry/api");
  } catch {
    return null;
  }
}
