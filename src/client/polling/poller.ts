import { type Expected, serveOlder, servingOf, type Snapshot } from "./accept.ts";
import type { Attempt } from "./attempt.ts";
import type { Cache, Remembered } from "./cache.ts";
import type { Doors } from "../doors.ts";
import { deadlineOf, firstDelay, nextDelay, type Pace, retryDelay } from "./pace.ts";
import { type Answered, createInquiry } from "./inquiry.ts";
import { within } from "./deadline.ts";
import type { Source } from "./source.ts";
import { nothingKnown, type Standing } from "../state.ts";

/** Keeps what is known up to date: asks, has the answer judged, and swaps it as a whole. */
export interface Poller {
  standing(): Standing;
  /** One attempt, at most one at a time. Never throws: what went wrong is the refusal. */
  refresh(): Promise<void>;
  /** From the cache, then from the source, then from the last resort, then from the source again and again. */
  start(): Promise<void>;
  stop(): void;
}

export interface PollerOptions {
  readonly source: Source;
  readonly expected: Expected;
  readonly pace: Pace;
  readonly cache?: Cache | null;
  /** A published place that is always at hand, for when there is nothing else. */
  readonly fallback?: Source | null;
  readonly onAttempt?: (before: Standing, after: Standing) => void;
}

export function createPoller(options: PollerOptions, doors: Doors): Poller {
  const { source, expected, pace, cache = null, fallback = null, onAttempt = () => undefined } = options;
  let standing = nothingKnown;
  let validator: string | null = null;
  let retryAfter: number | null = null;
  let attempts = 0;
  let begun = 0;
  let refreshing: Promise<void> | null = null;
  let cancel = (): void => undefined;
  let writing = false;
  let stopped = false;

  const inquiry = createInquiry();
  const keep = cache === null ? null : (answer: Attempt) => store(cache, answer);
  const poll = () => servingOf(standing.snapshot)?.pointer.poll ?? null;

  /** A full disk must not keep what was verified from being served; it is tried again at the next attempt. */
  async function store(cache: Cache, { snapshot, refusal }: Attempt): Promise<boolean> {
    if (snapshot === null || writing) return false;
    // A disk that does not come back is not written to a second time meanwhile.
    writing = true;
    const isKept = standing.stored && snapshot === standing.snapshot;
    const isStored = isKept || (await isDone(cache.store(snapshot)));
    // What was confirmed is this: a restart must not take it for a word about an older one that is still there.
    const confirms = refusal === null && isStored;
    const isLost = confirms && !(await cache.confirm(doors.now(), snapshot).catch(() => true));
    writing = false;
    return isStored && !isLost;
  }

  /** What comes after `stop` is nobody's: not the answer, not the refusal, not the confirmation. */
  function settle(answer: Answered): void {
    const { snapshot, refusal, isStored } = answer;
    if (stopped) return;
    const before = standing;
    standing = {
      snapshot,
      refusal,
      failures: refusal === null ? 0 : before.failures + 1,
      confirmed: refusal === null ? { elapsed: doors.elapsed(), at: doors.now() } : before.confirmed,
      stored: isStored,
    };
    retryAfter = answer.retryAfter;
    // The next question is asked with it only when nothing can be lost any more: a 304 would be the last word.
    validator = cache === null || isStored ? answer.validator : null;
    onAttempt(before, standing);
  }

  async function once(): Promise<void> {
    begun = doors.elapsed();
    attempts += 1;
    const { snapshot, stored } = standing;
    if (inquiry.isOut()) return settle({ ...stuck(snapshot), isStored: stored });
    const since = attempts % unconditional === 0 ? null : validator;
    const deadline = deadlineOf(pace, poll());
    settle(await inquiry.ask({ source, held: snapshot, expected, since, deadline, store: keep }));
  }

  function refresh(): Promise<void> {
    refreshing ??= once().finally(() => {
      refreshing = null;
    });
    return refreshing;
  }

  async function fallBack(place: Source): Promise<void> {
    const lower = { ...expected, floor: 0 };
    const deadline = deadlineOf(pace, null);
    const { snapshot } = await inquiry.ask({ source: place, held: null, expected: lower, since: null, deadline });
    const found = servingOf(snapshot);
    if (snapshot === null || found === null || stopped) return;
    const newest = standing.snapshot?.newest ?? snapshot.newest;
    const isNewer = snapshot.newest.pointer.serial > newest.pointer.serial;
    standing = { ...standing, snapshot: isNewer ? snapshot : serveOlder(newest, found), stored: false };
  }

  function schedule(isFirst: boolean): void {
    if (stopped) return;
    const [random, { failures }] = [doors.random(), standing];
    const regular = isFirst ? firstDelay(pace, poll(), random) : nextDelay(pace, poll(), random);
    const delay =
      failures === 0
        ? Math.max(0, regular - (doors.elapsed() - begun))
        : retryDelay(pace, poll(), failures, retryAfter, random);
    cancel = doors.after(delay, () => void refresh().finally(() => schedule(false)));
  }

  return {
    standing: () => standing,
    refresh,
    start: async () => {
      const loaded = cache === null ? null : await within(deadlineOf(pace, null), cache.load());
      if (loaded !== null) standing = remembered(loaded, doors);
      await refresh();
      if (fallback !== null && servingOf(standing.snapshot) === null) await fallBack(fallback);
      schedule(true);
    },
    stop: () => {
      stopped = true;
      cancel();
      inquiry.abort();
      source.close();
    },
  };
}

/** One attempt in so many is made without a validator: a place whose validators are wrong cannot freeze a client. */
const unconditional = 20;

function remembered({ snapshot, confirmedAt }: Remembered, doors: Doors): Standing {
  // A clock that was set back since makes nothing younger than it can be.
  const age = confirmedAt === null ? 0 : Math.max(0, doors.now().getTime() - confirmedAt.getTime());
  const confirmed = confirmedAt === null ? null : { elapsed: doors.elapsed() - age, at: confirmedAt };
  return { ...nothingKnown, snapshot, confirmed, stored: true };
}

function stuck(snapshot: Snapshot | null): Attempt {
  const why = "the last attempt has not come back yet";
  return { snapshot, refusal: { reason: "unreachable", why }, validator: null, retryAfter: null };
}

async function isDone(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}
