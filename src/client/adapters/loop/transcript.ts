import type { AskedCall, Call } from "../../../core/run/record.ts";
import type { RunOutcome } from "../../../core/run/records/complete.ts";

type Said = NonNullable<RunOutcome["transcript"]>[number];

/** What was said and called in one run, for its record: personal, so only where the host asks for it. */
export interface Transcript {
  user(text: string): void;
  answer(text: string, calls: readonly AskedCall[]): void;
  /** @param call `null` where it was not even tried */
  result(id: string, told: string, call: Omit<Call, "id" | "turn" | "step"> | null): void;
  fields(): Pick<RunOutcome, "calls" | "transcript">;
}

export function writeTranscript(isWanted: boolean, turn: number): Transcript {
  const said: Said[] = [];
  const made: Call[] = [];
  let step = -1;
  const say = (part: Pick<Said, "role" | "content"> & Partial<Said>): void => {
    said.push({ calls: null, call_id: null, ...part });
  };
  return {
    user: (content) => say({ role: "user", content }),
    answer: (content, calls) => {
      step += 1;
      const asked = calls.map(({ id, name, arguments: args }) => ({ id, name, arguments: args }));
      say({ role: "assistant", content, ...(asked.length === 0 ? {} : { calls: asked }) });
    },
    result: (id, content, call) => {
      say({ role: "tool", content, call_id: id });
      if (call !== null) made.push({ id, turn, step: Math.max(0, step), ...call });
    },
    fields: () => (isWanted ? { calls: made, transcript: said } : {}),
  };
}
