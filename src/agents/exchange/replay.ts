import type { Digest } from "../../core/bundle/digest.ts";
import { Failure } from "../../core/failure.ts";
import type { ModelRequest } from "../../core/golden/exchange.ts";
import { digestOfJson, requestDigest } from "../../core/golden/recording/key.ts";
import { recordingPath } from "../../core/golden/recording/place.ts";
import type { RecordedExchange, RecordedTrial } from "../../core/golden/recording/recording.ts";
import { differences } from "../../core/golden/recording/stale.ts";
import { count, someOf } from "../../core/text.ts";
import { loadRecording, type RecordingFile } from "./files.ts";
import type { Exchanges } from "./models.ts";

/** Answers of one trial, from its recording only: whatever keys there are, no model is asked. */
export function replayExchanges({ repeat, ...file }: RecordingFile & { readonly repeat: number }): Exchanges {
  let loading: Promise<RecordedTrial> | null = null;
  const used: Digest[] = [];
  return {
    ask: async (request) => {
      const trial = await (loading ??= loadTrial(file, repeat, request));
      const asks = requestDigest(request);
      const exchange = trial.exchanges.find((one) => one.asks === asks);
      if (exchange === undefined) throw missing(file, request, sayStale(file, trial, used.length, request));
      used.push(exchange.seal);
      return exchange.reply;
    },
    keep: async () => {},
    digest: () => digestOfExchanges(used),
  };
}

export function digestOfExchanges(seals: readonly RecordedExchange["seal"][]): Digest {
  return digestOfJson(seals);
}

async function loadTrial(file: RecordingFile, repeat: number, request: ModelRequest): Promise<RecordedTrial> {
  const { task, asker } = file;
  const path = recordingPath(task, asker);
  const stored = await loadRecording(file);
  switch (stored.kind) {
    case "absent": {
      const who = asker === "judge" ? "of what the judge says about this task" : "of this task";
      throw missing(file, request, `there is no recording ${who} (${path})`, "record it");
    }
    case "broken":
      throw missing(file, request, stored.why);
    case "recording": {
      const trial = stored.recording.trials.find((one) => one.repeat === repeat);
      if (trial !== undefined) return trial;
      throw missing(file, request, `run ${repeat + 1} of ${task.repeat.runs} is not in the recording (${path})`);
    }
  }
}

function sayStale(
  { task, asker }: RecordingFile,
  trial: RecordedTrial,
  position: number,
  request: ModelRequest,
): string {
  const path = recordingPath(task, asker);
  if (position >= trial.exchanges.length && asker === "agent") {
    const ended = count(trial.exchanges.length, "exchange");
    return `the recorded run ended after ${ended}, and this one goes on (${path})`;
  }
  const changed = differences(trial, Math.min(position, trial.exchanges.length - 1), request);
  const what = changed.length === 0 ? "what is asked" : someOf(changed, 6);
  return `the recording is stale: ${what} changed since (${path})`;
}

function missing({ task }: RecordingFile, { model }: ModelRequest, why: string, again = "record it again"): Failure {
  const command = `promptctl test --record --filter ${task.contract}/${task.id}`;
  return new Failure("NOT_RECORDED", { why, again, model: `${model.provider}/${model.name}`, command });
}
