import { Failure } from "../../core/failure.ts";
import type { AskModel, ModelReply } from "../../core/golden/exchange.ts";
import { nextExchange } from "../../core/golden/recording/conversation.ts";
import { type Asker, recordingPath } from "../../core/golden/recording/place.ts";
import type { RecordedExchange, RecordedTrial } from "../../core/golden/recording/recording.ts";
import { sameJson } from "../../core/json.ts";
import type { Task } from "../../core/golden/task.ts";
import { dropRecording, loadRecording, type RecordingRoom, requirePlace, storeRecording } from "./files.ts";
import type { Exchanges, ModelWorld } from "./models.ts";
import { counting } from "./paid.ts";
import { digestOfExchanges } from "./replay.ts";
import { findSecret } from "./secrets.ts";

interface RecorderWorld extends RecordingRoom {
  readonly env: ModelWorld["env"];
  readonly ask: AskModel;
}

/**
 * Asks the model itself, and keeps what it answered. A trial is written as a whole, and the trials that this
 * process recorded of a task are written together: whoever writes last, the file is one recording.
 */
export function recordExchanges({
  env,
  ask,
  ...room
}: RecorderWorld): (task: Task, repeat: number, asker: Asker) => Exchanges {
  const own = new Map<string, Map<number, RecordedTrial>>();
  const turns = new Map<string, Promise<void>>();
  return (task, repeat, asker) => {
    const path = recordingPath(task, asker);
    const where = { contract: task.contract, task: task.id, repeat };
    const exchanges: RecordedExchange[] = [];
    const seen = new Set<string>();
    const { ask: askCounted, paid } = counting(ask);
    return {
      ask: async (request, ...limits) => {
        if (exchanges.length === 0) await requirePlace({ ...room, task, asker });
        await refuseSecrets(request, "what the model would be asked", seen, env);
        const reply = settle(await askCounted(request, ...limits));
        await refuseSecrets(reply, "what the model answered", seen, env);
        exchanges.push(nextExchange(where, exchanges, request, reply));
        return reply;
      },
      paid,
      keep: () => {
        const turn = (turns.get(path) ?? Promise.resolve()).then(keepTrial);
        turns.set(
          path,
          turn.catch(() => {}),
        );
        return turn;
      },
      digest: () => digestOfExchanges(exchanges.map(({ seal }) => seal)),
    };

    async function keepTrial(): Promise<void> {
      const trials = own.get(path) ?? new Map<number, RecordedTrial>();
      own.set(path, trials.set(repeat, { repeat, exchanges: [...exchanges] }));
      const earlier = (await earlierTrials()).filter((trial) => !trials.has(trial.repeat));
      const all = [...earlier, ...trials.values()].toSorted((left, right) => left.repeat - right.repeat);
      const file = { ...room, task, asker };
      await storeRecording(file, { contract: task.contract, task: task.id, trials: all });
      // What the judge said was about other answers; where it is asked again, it is written anew.
      if (asker === "agent" && repeat === 0) await dropRecording({ ...file, asker: "judge" });
    }

    /** Of a process before this one that was stopped between two trials, as long as it asked the same contract. */
    async function earlierTrials(): Promise<readonly RecordedTrial[]> {
      const stored = repeat === 0 ? null : await loadRecording({ ...room, task, asker });
      if (stored?.kind !== "recording") return [];
      const [first] = exchanges;
      return stored.recording.trials.filter(
        (trial) => trial.repeat < repeat && sameJson(trial.exchanges[0]?.setup as never, first?.setup as never),
      );
    }
  };
}

/** As it will be read again. */
function settle(reply: ModelReply): ModelReply {
  const seconds = Math.round(reply.seconds * 1_000) / 1_000;
  return JSON.parse(JSON.stringify({ ...reply, seconds })) as ModelReply;
}

async function refuseSecrets(value: unknown, what: string, seen: Set<string>, env: ModelWorld["env"]): Promise<void> {
  const secret = await findSecret(value, seen, env);
  if (secret !== null) throw new Failure("SECRET_IN_RECORDING", { what, ...secret });
}
