import { Failure } from "../core/failure.ts";
import { chooseBundle } from "../core/label/route.ts";
import { type Expected, type Serving, servingOf } from "./polling/accept.ts";
import { diskCache } from "./polling/cache.ts";
import { type Doors, systemDoors } from "./doors.ts";
import { createEvents, type EventName, type Listener } from "./events.ts";
import { readKeeping } from "./keeping.ts";
import { readMemory } from "./session/memory.ts";
import { announce } from "./news.ts";
import { type ConnectOptions, requireOptions } from "./options.ts";
import { pinOf, readPin } from "./pin.ts";
import { deadlineOf, type Pace } from "./polling/pace.ts";
import { pinnedBundles } from "./polling/pinned.ts";
import { createPoller } from "./polling/poller.ts";
import { flushRecords } from "./records/flush.ts";
import type { RecordsState } from "./records/records.ts";
import { openSession } from "./session/open.ts";
import type { Session } from "./session/session.ts";
import { openSource } from "./sources/index.ts";
import { type ClientState, kindOf, sayTooOld, type Standing, type StateKind, stateOf } from "./state.ts";

export interface Client {
  /**
   * Opens a session and pins it. Never touches the network.
   *
   * @throws Failure HALTED, TOO_OLD; NOT_READY where the client was handed out before
   */
  open(session: string): Session;
  /**
   * The same bundle, for life: never the newest in silence. Touches the network only where the bundle is
   * neither in memory nor in the cache.
   *
   * @param memory what `session.memory()` returned after the last run
   * @throws Failure BAD_PIN, BAD_MEMORY, PIN_UNAVAILABLE, TOO_OLD, NOT_READY
   */
  resume(pin: unknown, memory?: unknown): Promise<Session>;
  state(): ClientState;
  /** Polls now, beside the schedule. Never throws. */
  refresh(): Promise<ClientState>;
  /** @returns what ends it */
  on<Name extends EventName>(event: Name, listener: Listener<Name>): () => void;
  /** How many run records were written, and lost. */
  records(): RecordsState;
  /** Resolves when the run records so far are written, or lost, or after five seconds: a disk may hang. */
  flush(): Promise<void>;
  /** No timer or connection is left. Sessions go on with what is known then, and hear of no later halt. */
  close(): void;
}

/**
 * Connects to a label of a contract, verified and ready, from the source or, where that is down, from the
 * cache or the last resort. Afterwards nothing in the background ever throws into the host.
 *
 * @throws Failure NOT_READY where none of them has a bundle that can be verified; USAGE
 */
export async function connect(options: ConnectOptions, doors: Doors = systemDoors): Promise<Client> {
  requireOptions(options);
  const { contract, label, environment = null, floor = 0, headers = {}, max_age: maxAge = null } = options;
  const keeping = readKeeping(options, doors);
  const expected: Expected = { contract, label, environment, floor };
  const source = await openSource(options.source, { headers });
  const fallback = options.fallback === undefined ? null : await openSource(options.fallback);
  const cache = options.cache === undefined ? null : diskCache(options.cache, expected);
  const pace: Pace = { interval: options.interval ?? null, deadline: options.deadline ?? null };
  let isClosed = false;
  const places = fallback === null ? [source] : [source, fallback];
  const pinned = pinnedBundles(contract, places, cache, () => isClosed);
  const events = createEvents();
  let told: StateKind = "not_ready";

  const stateAt = (standing: Standing): ClientState => stateOf(standing, doors.elapsed(), maxAge, isClosed);
  const kindAt = (standing: Standing): StateKind => kindOf(standing, doors.elapsed(), maxAge, isClosed);
  const onAttempt = (before: Standing, after: Standing): void => {
    const gone = servingOf(before.snapshot);
    if (gone !== null && gone !== servingOf(after.snapshot)) pinned.keep(gone.bundles.values());
    const from = told;
    told = kindAt(after);
    announce(events, before, after, { from, to: told, state: () => stateAt(after) });
  };
  const poller = createPoller({ source, fallback, cache, expected, pace, onAttempt }, doors);
  const close = (): void => {
    isClosed = true;
    poller.stop();
    fallback?.close();
  };
  await poller.start();
  told = kindAt(poller.standing());

  const tooOld = (): string | null => sayTooOld(poller.standing(), doors.elapsed(), maxAge);
  /** @throws Failure NOT_READY, TOO_OLD */
  const fresh = (): Serving => {
    const { snapshot, refusal } = poller.standing();
    const serving = servingOf(snapshot);
    if (serving === null)
      throw new Failure("NOT_READY", { contract, label, why: refusal?.why ?? `nothing in ${source.name}` });
    const why = tooOld();
    if (why !== null) throw new Failure("TOO_OLD", { contract, label, why });
    return serving;
  };
  if (options.ready !== "later" && servingOf(poller.standing().snapshot) === null) {
    close();
    fresh();
  }
  const surroundings = keeping.surroundings(
    () => {
      const { pointer, bundles } = openUnder(poller.standing());
      return { pointer, bundle: (digest) => bundles.get(digest) ?? null, stale: tooOld() };
    },
    (recorded) => events.emit("recorded", recorded),
  );

  return {
    open: (id) => {
      const { pointer, bundles } = fresh();
      const session = sayId(id);
      const choice = chooseBundle(pointer, session);
      if (choice.kind === "halted") throw new Failure("HALTED", { contract, label, why: choice.why });
      const bundle = bundles.get(choice.digest);
      if (bundle === undefined) throw new TypeError("what is served holds the bundles that its pointer names");
      return openSession(bundle, pinOf(pointer, choice, session, doors.now()), surroundings);
    },
    resume: async (value, remembered) => {
      const pin = readPin(value, contract);
      const memory = readMemory(remembered);
      const { bundles, pointer } = fresh();
      const bundle = bundles.get(pin.bundle) ?? (await pinned.find(pin.bundle, deadlineOf(pace, pointer.poll)));
      // Without its memory nobody knows how many runs it had: most that are resumed had some.
      const isNew = remembered !== undefined && remembered !== null && memory.turn === 0;
      return openSession(bundle, pin, surroundings, memory, isNew);
    },
    state: () => stateAt(poller.standing()),
    refresh: async () => {
      if (!isClosed) await poller.refresh();
      return stateAt(poller.standing());
    },
    on: events.on,
    records: () => keeping.records.state(),
    flush: () => flushRecords(keeping.records),
    close,
  };
}

/** A number is an id too; nothing is none, and gets the current bundle. */
function sayId(id: unknown): string {
  return typeof id === "string" ? id : typeof id === "number" || typeof id === "bigint" ? String(id) : "";
}

function openUnder({ snapshot }: Standing): Serving {
  const serving = servingOf(snapshot);
  if (serving === null) throw new TypeError("a session is open, so something is served");
  return serving;
}
