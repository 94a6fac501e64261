import { Failure } from "../../../core/failure.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../../core/json.ts";
import { orderedSchema } from "../../../core/provider/schema.ts";
import type { Tokens } from "../../../core/run/record.ts";
import { tokensOf } from "../../../core/run/usage.ts";
import type { Session } from "../../session/session.ts";
import type { Stop } from "../../session/withdrawal.ts";

/** A model of the SDK, version 3 of its specification; what we do not touch goes through. */
interface Model {
  readonly doGenerate: (options: JsonObject) => PromiseLike<JsonObject>;
}

/**
 * The host's model, metered: each answer is counted before the SDK carries out what it asks for. Once the run has to
 * stop, it is not asked any more.
 *
 * @throws Failure USAGE where it is no model object
 */
export function meteredModel(model: object, session: Session, stop: (next: Stop) => Stop): object {
  if (!isModel(model)) {
    throw new Failure("USAGE", {
      message: "`model` is no model of AI SDK 6",
      hint: "give the object that its provider makes: openai(session.model.name)",
    });
  }
  const { output } = session;
  const format =
    output === null || output.enforce === "none" ? null : { type: "json", schema: orderedSchema(output.schema) };
  const doGenerate = async (options: JsonObject): Promise<JsonObject> => {
    const ended = stop(session.beforeModel());
    // Nobody answered, so there is no answer: it ends the loop, and `wrap` says why.
    if (ended !== null) throw new Failure("NOT_ALLOWED", { why: `${ended.stop_reason}: ${ended.message}` });
    const answer = await model.doGenerate({
      ...(format === null ? {} : { responseFormat: format }),
      ...given(options),
    });
    const content = isJsonArray(answer["content"]) ? answer["content"].filter(isJsonObject) : [];
    const calls = content.filter(
      ({ type, providerExecuted }) => type === "tool-call" && providerExecuted !== true,
    ).length;
    stop(session.afterModel(readUsage(answer["usage"] ?? null), { calls }));
    return answer;
  };
  // Methods and getters keep the model they belong to.
  return new Proxy(model, {
    get: (target, name) => {
      if (name === "doGenerate") return doGenerate;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function isModel(model: unknown): model is Model {
  return typeof model === "object" && model !== null && "doGenerate" in model && typeof model.doGenerate === "function";
}

/** What the SDK leaves open, it says as `undefined`. */
function given(options: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** The provider's own counts where they are known; the SDK writes 0 for what nobody counted. */
function readUsage(usage: Json): Tokens | null {
  if (!isJsonObject(usage)) return null;
  const own = tokensOf(usage["raw"] ?? null);
  if (own !== null) return own;
  const [input, output] = [sums(usage["inputTokens"]), sums(usage["outputTokens"])];
  const total = output("total");
  if ((input("total") ?? 0) === 0 || total === null) return null;
  return {
    input: input("total") ?? 0,
    output: total,
    cached: input("cacheRead"),
    cache_write: input("cacheWrite"),
    reasoning: output("reasoning"),
  };
}

function sums(counts: Json | undefined): (name: string) => number | null {
  return (name) => {
    const value = isJsonObject(counts) ? counts[name] : null;
    return typeof value === "number" ? value : null;
  };
}
