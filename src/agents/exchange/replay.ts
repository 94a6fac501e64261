import { posix } from "node:path";
import type { Digest } from "../../core/bundle/digest.ts";
import { Failure } from "../../core/failure.ts";
import type { ModelRequest } from "../../core/golden/exchange.ts";
import { messagesAt } from "../../core/golden/recording/conversation.ts";
import { digestOfJson, requestDigest } from "../../core/golden/recording/key.ts";
import { recordingPath } from "../../core/golden/recording/place.ts";
import type { RecordedExchange, RecordedTrial } from "../../core/golden/recording/recording.ts";
import { contractChanges, messageChange } from "../../core/golden/recording/stale.ts";
import { questionChange } from "../../core/golden/rubric/request.ts";
import { count, someOf } from "../../core/text.ts";
import { loadRecording, type RecordingFile } from "./files.ts";
import type { Exchanges } from "./models.ts";

/** Answers of one trial, from its recording only: whatever keys there are, no model is asked. */
export function replayExchanges(file: RecordingFile, repeat: number): Exchanges {
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
    paid: () => [],
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
      const what = asker === "judge" ? "of what the judge says " : "";
      throw missing(file, request, { why: `there is no recording ${what}in ${posix.dirname(path)}`, all: true });
    }
    case "broken":
      throw missing(file, request, { why: stored.why, all: false });
    case "recording": {
      const trial = stored.recording.trials.find((one) => one.repeat === repeat);
      if (trial !== undefined) return trial;
      const why = `run ${repeat + 1} of ${task.repeat.runs} is not in the recording ${path}`;
      throw missing(file, request, { why, all: false });
    }
  }
}

/** Why there is no answer, and whether that concerns every task of the contract: then it is said of all in the same words. */
interface Reason {
  readonly why: string;
  readonly all: boolean;
}

function sayStale(
  { task, asker }: RecordingFile,
  trial: RecordedTrial,
  position: number,
  request: ModelRequest,
): Reason {
  const path = recordingPath(task, asker);
  const nearest = Math.min(position, trial.exchanges.length - 1);
  // A conversation begins with what the contract says; the task and its first turn come behind that.
  const given = position === 0 && asker === "agent" ? request.messages.length - openingOf(task) : 0;
  const ofContract = contractChanges(trial, nearest, request, given);
  if (ofContract.length > 0) {
    const why = `the recording is stale: ${someOf(ofContract, 6)} changed since (in ${posix.dirname(path)})`;
    return { why, all: true };
  }
  if (position > nearest && asker === "agent") {
    const ended = count(trial.exchanges.length, "exchange");
    return { why: `the run in ${path} ended after ${ended}, and this one goes on`, all: false };
  }
  const asked = trial.exchanges.map((_, at) => messagesAt(trial.exchanges, at));
  const ofJudge = asker === "judge" ? questionChange(asked, request) : null;
  const changed = ofJudge ?? messageChange(trial, nearest, request) ?? "what is asked";
  return { why: `the recording is stale: ${changed} changed since (${path})`, all: false };
}

/** How many messages of a task there are before the model says anything. */
function openingOf({ messages, turns }: RecordingFile["task"]): number {
  return messages.length + Math.min(1, turns.length);
}

function missing({ task }: RecordingFile, { model }: ModelRequest, { why, all }: Reason): Failure {
  const which = all ? `--contract ${task.contract}` : `--filter ${task.contract}/${task.id}`;
  return new Failure("NOT_RECORDED", { why, model: `${model.provider}/${model.name}`, which });
}
