import { Failure } from "../../core/failure.ts";
import type { AskModel } from "../../core/golden/exchange.ts";
import type { Models } from "./models.ts";

/**
 * Recordings of today, and behind them those of before: a bundle of before was asked in other words than the contract of
 * today is. One trial comes from one of the two.
 *
 * @param before by the contract of a task; `null` where nothing is known
 */
export function behind(today: Models, before: (contract: string) => Models | null): Models {
  return {
    mode: today.mode,
    open: (task, repeat, asker) => {
      const first = today.open(task, repeat, asker);
      const second = before(task.contract)?.open(task, repeat, asker) ?? null;
      let chosen = first;
      let begun = false;
      const ask: AskModel = async (...asked) => {
        const isFirst = !begun;
        begun = true;
        const [{ model }] = asked;
        const none = (error: unknown): unknown =>
          isNotRecorded(error)
            ? new Failure("BUNDLE_NOT_RECORDED", { model: `${model.provider}/${model.name}`, why: reasonIn(error) })
            : error;
        try {
          return await chosen.ask(...asked);
        } catch (error) {
          if (!isFirst || second === null || !isNotRecorded(error)) throw none(error);
          chosen = second;
          // Why today's does not answer is what somebody can mend.
          return await second.ask(...asked).catch((other: unknown) => {
            throw none(isNotRecorded(other) ? error : other);
          });
        }
      };
      return { ask, paid: () => chosen.paid(), keep: () => chosen.keep(), digest: () => chosen.digest() };
    },
  };
}

function isNotRecorded(error: unknown): error is Failure {
  return error instanceof Failure && error.code === "NOT_RECORDED";
}

/** Without the way out, which is about the contract of today. */
function reasonIn({ message }: Failure): string {
  return message.split("\n")[0] ?? message;
}
