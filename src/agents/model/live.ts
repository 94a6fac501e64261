import { Failure } from "../../core/failure.ts";
import type { AskModel, ModelReply, ModelRequest } from "../../core/golden/exchange.ts";
import type { JsonObject } from "../../core/json.ts";
import { merge } from "../../core/provider/settings.ts";
import { wait } from "../../world/wait.ts";
import { accountOf } from "./account.ts";
import { explain, isTrue, sayWarning } from "./explain.ts";
import { type ModelNotice, patientFetch } from "./http.ts";
import {
  installs,
  isUsable,
  type LanguageModelV3,
  type LanguageModelV3GenerateResult,
  type Loaded,
  loadProvider,
} from "./load.ts";
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
  now: () => performance.now(),
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
  return async (request, signal) => {
    const { provider } = request.model;
    const known = loading.get(provider) ?? loadProvider(provider, world.folder);
    loading.set(provider, known);
    return ask(await known, request, signal, heard);
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

async function ask(loaded: Loaded, request: ModelRequest, signal: AbortSignal, world: LiveWorld): Promise<ModelReply> {
  const { provider, name } = request.model;
  const { wording } = packageOf(provider);
  const { apiKey, baseURL } = accountOf(provider, world.env);
  const { patience = systemPatience, deadline = longest, notice = () => undefined } = world;
  const words = wordRequest(request, wording);
  const title = `${provider}/${name}`;
  for (const one of words.unsaid) notice({ kind: "unsaid", model: title, ...one });
  const late = AbortSignal.timeout(deadline * 1_000);
  const both = AbortSignal.any([signal, late]);
  let milliseconds = 0;
  const line = {
    model: title,
    patience,
    deadline: patience.now() + deadline * 1_000,
    signal: both,
    notice,
    redact: redactor(apiKey ?? null),
    reword: (body: JsonObject) => merge(body, words.body),
    headers: words.headers,
    took: (spent: number) => (milliseconds += spent),
  };
  try {
    const model = loaded.make({ apiKey, baseURL, fetch: patientFetch(line) })(name);
    if (!isUsable(model)) throw unusable(provider, world.folder);
    const result = await generate(model, request, words, both);
    for (const warning of result.warnings.filter((one) => isTrue(one, request))) {
      notice({ kind: "unsaid", model: line.model, ...sayWarning(warning) });
    }
    return readReply(result, milliseconds / 1_000);
  } catch (cause) {
    if (signal.aborted) throw new Failure("INTERRUPTED", {}, { cause });
    if (late.aborted)
      throw new Failure("MODEL_SILENT", { model: line.model, why: `it took longer than ${deadline} s` }, { cause });
    if (cause instanceof Failure) throw cause;
    throw explain(cause, loaded, line.model, provider, line.redact);
  }
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

function unusable(provider: string, folder: string): Failure {
  const wanted = packageOf(provider);
  const why = `${wanted.name} makes models of another generation`;
  return new Failure("MODEL_PACKAGE", { provider, why, folder, install: installs(wanted) });
}
