import type { Expected, Snapshot } from "./accept.ts";
import { attempt, type Attempt } from "./attempt.ts";
import { limited } from "./deadline.ts";
import { type Source, unreachable } from "./source.ts";

/** Attempts that have a time limit, whatever it is that does not come back. */
export interface Inquiry {
  /** Never throws. */
  ask(question: Question): Promise<Answered>;
  /** Something has not come back although its time is over: to ask again would only make it two. */
  isOut(): boolean;
  abort(): void;
}

export interface Question {
  readonly source: Source;
  readonly held: Snapshot | null;
  readonly expected: Expected;
  /** The validator of what is held. */
  readonly since: string | null;
  /** Milliseconds for all of it. */
  readonly deadline: number;
  /** Keeps the answer, and says whether it could; it is not served before, or a process that is killed would go back. */
  readonly store?: ((answer: Attempt) => Promise<boolean>) | null;
}

export type Answered = Attempt & { readonly isStored: boolean };

export function createInquiry(): Inquiry {
  let out = 0;
  let abort = (): void => undefined;
  let controller = new AbortController();
  return {
    isOut: () => out > 0,
    abort: () => abort(),
    ask: async ({ source, held, expected, since, deadline, store = null }) => {
      // What came back in time left nothing behind: its signal serves again, and a poll takes a tenth less.
      if (controller.signal.aborted) controller = new AbortController();
      const { signal, inTime, end, finish } = limited(deadline, controller);
      abort = () => end("it was closed");
      out += 1;
      const asked = attempt(source, held, expected, since, signal).then((answer) => {
        out -= 1;
        return answer;
      });
      const answer = await inTime(asked, () => late(source, held, signal));
      const isStored = store === null ? false : await inTime(store(answer), () => false);
      finish();
      const { snapshot, refusal, validator, retryAfter } = answer;
      return { snapshot, refusal, validator, retryAfter, isStored };
    },
  };
}

function late(source: Source, snapshot: Snapshot | null, signal: AbortSignal): Attempt {
  const { reason, why, retryAfter } = unreachable(source, signal.reason, signal);
  return { snapshot, refusal: { reason, why }, validator: null, retryAfter };
}
