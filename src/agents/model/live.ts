import { Failure } from "../../core/failure.ts";
import type { AskModel, ModelReply, ModelRequest } from "../../core/golden/exchange.ts";
import type { JsonObject } from "../../core/json.ts";
import { merge } from "../../core/provider/settings.ts";
import { elapsed } from "../../world/clock.ts";
import { wait } from "../../world/wait.ts";
import { accountOf } from "./account.ts";
import { explain, isTrue, sayWarning } from "./explain.ts";
import { type ModelNotice, patientFetch } from "./http.ts";
import { type LanguageModelV3, type LanguageModelV3GenerateResult, type Loaded, loadProvider } from "./load.ts";
import { packageOf } from "./packages.ts";
import { writePrompt } from "./prompt.ts";
import { redactor } from "./redact.ts";
import { readReply } from "./reply.ts";
import type { Patience } from "./retry.ts";
import { type Worded, wordRequest } from "./wording.ts";

export interface LiveWorld {
  /** Of the project, whose packages are used. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly notice?: (notice: ModelNotice) => void;
  readonly patience?: Patience;
  /** Seconds for one answer, with all attempts and pauses. */
  readonly deadline?: number;
}

const systemPatience: Patience = {
  now: elapsed,
  random: () => Math.random(),
  wait,
};

const longest = 600;

/**
 * Asks the model that a request names, through the AI SDK: one call of the provider for each question.
 *
 * @throws Failure MODEL_SILENT, MODEL_KEY where nothing could be measured; MODEL_PACKAGE, UNKNOWN_PROVIDER where
 *   something is to be installed or mended; INTERRUPTED
 */
export function liveModel(world: LiveWorld): AskModel {
  const loading = new Map<string, Promise<Loaded>>();
  const heard = once(world);
  return async (request, signal, most) => {
    const { provider } = request.model;
    const known = loading.get(provider) ?? loadProvider(provider, world.folder);
    loading.set(provider, known);
    return ask(await known, request, { signal, most: most ?? null }, heard);
  };
}

/** What is not sent is said once of each model, not at each of its steps. */
function once({ notice, ...world }: LiveWorld): LiveWorld {
  if (notice === undefined) return world;
  const told = new Set<string>();
  return {
    ...world,
    notice: (one) => {
      const text = JSON.stringify(one);
      if (one.kind === "retried" || !told.has(text)) notice(one);
      told.add(text);
    },
  };
}

interface Limits {
  readonly signal: AbortSignal;
  readonly most: number | null;
}

async function ask(
  loaded: Loaded,
  request: ModelRequest,
  { signal, most }: Limits,
  world: LiveWorld,
): Promise<ModelReply> {
  const { provider, name } = request.model;
  const { wording, key } = packageOf(provider);
  const { apiKey, baseURL } = accountOf(provider, world.env);
  const { patience = systemPatience, deadline = longest, notice = () => undefined } = world;
  const words = wordRequest(request, wording);
  const title = `${provider}/${name}`;
  for (const one of words.unsaid) notice({ kind: "unsaid", model: title, ...one });
  const late = AbortSignal.timeout(deadline * 1_000);
  const both = AbortSignal.any([signal, late]);
  const took: number[] = [];
  const line = {
    model: title,
    patience,
    deadline: patience.now() + deadline * 1_000,
    signal: both,
    most,
    notice,
    keyVariable: key,
    redact: redactor(apiKey ?? null),
    reword: (body: JsonObject) => merge(body, words.body),
    headers: words.headers,
    took: (milliseconds: number) => void took.push(milliseconds),
  };
  let result: LanguageModelV3GenerateResult;
  try {
    const model = loaded.make({ apiKey, baseURL, fetch: patientFetch(line) }, name);
    result = await generate(model, request, words, both);
  } catch (cause) {
    if (signal.aborted) throw new Failure("INTERRUPTED", {}, { cause });
    if (late.aborted)
      throw new Failure("MODEL_SILENT", { model: title, why: `it took longer than ${deadline} s` }, { cause });
    if (cause instanceof Failure && cause.code === "MODEL_LATE") return nothingWithin(most ?? 0);
    if (cause instanceof Failure) throw cause;
    throw explain(cause, { loaded, provider, model: title, answered: took.length > 0, redact: line.redact });
  }
  for (const warning of result.warnings.filter((one) => isTrue(one, request))) {
    notice({ kind: "unsaid", model: title, ...sayWarning(warning) });
  }
  const reply = readReply(result, (took.at(-1) ?? 0) / 1_000);
  if (!saysAnything(reply)) throw new Failure("MODEL_SILENT", { model: title, why: "there is nothing in its answer" });
  return reply;
}

async function generate(
  model: LanguageModelV3,
  { system, messages }: ModelRequest,
  words: Worded,
  abortSignal: AbortSignal,
): Promise<LanguageModelV3GenerateResult> {
  const prompt = writePrompt(words.system ? "" : system, messages);
  return model.doGenerate({ ...words.call, prompt, abortSignal });
}

/** It was asked and said nothing in time: that is measured. */
function nothingWithin(seconds: number): ModelReply {
  return { text: "", calls: [], stop_reason_raw: null, tokens: null, seconds, opaque: null };
}

/** Some readers make of any document an answer: one without text, calls and a reason to stop came from no model. */
function saysAnything({ text, calls, stop_reason_raw }: ModelReply): boolean {
  return text !== "" || calls.length > 0 || stop_reason_raw !== null;
}
