export interface Limited {
  readonly signal: AbortSignal;
  /** What comes in time, or else `late`: when it was over, and what is done had a moment to end by itself. */
  inTime<Result>(work: Promise<Result>, late: () => Result): Promise<Result>;
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
 * @param controller of work that is over
 */
export function limited(milliseconds: number, controller = new AbortController()): Limited {
  const most = Math.ceil(milliseconds);
  let isExpired = false;
  let giveUp = (): void => undefined;
  const expire = (): void => {
    isExpired = true;
    giveUp();
  };
  const end = (why: string): void => {
    clearTimeout(timer);
    controller.abort(new Error(why));
    timer = setTimeout(expire, grace).unref();
  };
  // What is waited for keeps a process alive; that it is waited for does not.
  let timer = setTimeout(() => end(`no answer within ${most} ms`), most).unref();
  return {
    signal: controller.signal,
    inTime: (work, late) =>
      new Promise((resolve, reject) => {
        work.then(resolve, reject);
        giveUp = () => resolve(late());
        if (isExpired) giveUp();
      }),
    end,
    finish: () => clearTimeout(timer),
  };
}

/**
 * What comes in time; `null` where nothing does, and where it fails: a disk may hang like a network.
 *
 * @param milliseconds of all of it
 */
export async function within<Result>(milliseconds: number, work: Promise<Result>): Promise<Result | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds).unref();
  });
  return Promise.race([work.catch(() => null), late]).finally(() => clearTimeout(timer));
}

/** Milliseconds: a request that is aborted is over at once, a disk that does not answer is not. */
const grace = 100;
