export interface Limited {
  readonly signal: AbortSignal;
  /** When it was ended or is over. Never rejects. */
  readonly expired: Promise<void>;
  end(why: string): void;
}

/**
 * One time limit for everything that is done with its signal. Not `AbortSignal.any` with one that lives as long as the
 * client: what depends on such a signal is kept for as long.
 *
 * @param milliseconds fractions are rounded up
 */
export function limited(milliseconds: number): Limited {
  const controller = new AbortController();
  const { signal } = controller;
  const expired = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
  const most = Math.ceil(milliseconds);
  const timer = setTimeout(() => controller.abort(new Error(`no answer within ${most} ms`)), most);
  // What is waited for keeps a process alive; that it is waited for does not.
  timer.unref();
  return {
    signal,
    expired,
    end: (why) => {
      clearTimeout(timer);
      controller.abort(new Error(why));
    },
  };
}
