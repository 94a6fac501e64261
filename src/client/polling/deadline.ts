export interface Limited {
  readonly signal: AbortSignal;
  /** When it was over, and what was done had a moment to end by itself. Never rejects. */
  readonly expired: Promise<void>;
  /** Before its time. */
  end(why: string): void;
  /** Nothing is left of it. */
  finish(): void;
}

/**
 * One time limit for everything that is done with its signal. Not `AbortSignal.any` with one that lives as long as the
 * client: what depends on such a signal is kept for as long.
 *
 * @param milliseconds fractions are rounded up
 */
export function limited(milliseconds: number): Limited {
  const controller = new AbortController();
  const most = Math.ceil(milliseconds);
  let expire = (): void => undefined;
  const expired = new Promise<void>((resolve) => {
    expire = resolve;
  });
  const end = (why: string): void => {
    clearTimeout(timer);
    controller.abort(new Error(why));
    timer = setTimeout(expire, grace).unref();
  };
  // What is waited for keeps a process alive; that it is waited for does not.
  let timer = setTimeout(() => end(`no answer within ${most} ms`), most).unref();
  return { signal: controller.signal, expired, end, finish: () => clearTimeout(timer) };
}

/** Milliseconds: a request that is aborted is over at once, a disk that does not answer is not. */
const grace = 100;
