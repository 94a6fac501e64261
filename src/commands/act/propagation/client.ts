import type { Doors } from "../../../client/doors.ts";
import { nextDelay, type Pace } from "../../../client/polling/pace.ts";
import { createPoller } from "../../../client/polling/poller.ts";
import type { Pointer } from "../../../core/label/pointer.ts";
import type { CacheWords } from "../../../report/propagation.ts";
import { wait } from "../../../world/wait.ts";
import type { PolledSource } from "../../gather/propagation/source.ts";

/** The runtime's own poller, and a note of when it had what. */
export interface PollingClient {
  /** One attempt. Never throws. */
  look(): Promise<void>;
  /** Polls until the signal, beginning at any moment of its interval, as if it had run for long. */
  follow(signal: AbortSignal): Promise<void>;
  /** What it would serve; `null` where nothing could be verified. */
  pointer(): Pointer | null;
  /** Why the newest attempt changed nothing. */
  why(): string | null;
  /** Milliseconds of the clock at which it could serve this serial or a higher one; `null` where it cannot yet. */
  hadAt(serial: number): number | null;
  said(): CacheWords;
  /** Ends the attempt that is under way, too. */
  close(): void;
}

export function pollingClient(
  { contract, label, poll }: Pick<Pointer, "contract" | "label" | "poll">,
  source: PolledSource,
  doors: Doors,
): PollingClient {
  const pace: Pace = { interval: null, deadline: poll.deadline * 1_000 };
  const expected = { contract, label, environment: null, floor: 0 };
  const poller = createPoller({ source, expected, pace }, doors);
  const had: { readonly serial: number; readonly at: number }[] = [];
  const pointer = (): Pointer | null => poller.standing().snapshot?.serving?.pointer ?? null;

  async function look(): Promise<void> {
    await poller.refresh();
    const serial = pointer()?.serial;
    if (serial !== undefined && serial !== had.at(-1)?.serial) had.push({ serial, at: doors.elapsed() });
  }

  return {
    look,
    pointer,
    follow: async (signal) => {
      let share = doors.random();
      const isOver = (): boolean => signal.aborted;
      while (!isOver()) {
        const delay = share * nextDelay(pace, pointer()?.poll ?? poll, doors.random());
        await wait(delay, signal).catch(() => undefined);
        if (isOver()) return;
        await look();
        share = 1;
      }
    },
    why: () => poller.standing().refusal?.why ?? null,
    hadAt: (serial) => had.find((one) => one.serial >= serial)?.at ?? null,
    said: () => source.said(),
    close: () => poller.stop(),
  };
}
