import type { Bundle } from "../core/bundle/bundle.ts";
import { type Digest, promptId } from "../core/bundle/digest.ts";
import { Failure, sayCause } from "../core/failure.ts";
import { routeSession } from "../core/label/route.ts";
import type { Refusal, Snapshot } from "./accept.ts";
import { openBundleOf } from "./bundle.ts";
import { diskCache } from "./cache.ts";
import { type Doors, systemDoors } from "./doors.ts";
import { type Pin, pinFormat, readPin } from "./pin.ts";
import { deadlineOf, type Pace } from "./poll.ts";
import { createPoller, type Poller } from "./poller.ts";
import { openSession, type Session } from "./session.ts";
import type { Source } from "./source.ts";
import { openSource } from "./sources/index.ts";

export interface ConnectOptions {
  /** `file:.promptctl/live` */
  readonly source: string;
  readonly contract: string;
  readonly label: string;
  /** A folder for the last known good; without one a restart needs the source. */
  readonly cache?: string;
  /** Milliseconds between polls; default: as the pointer says. */
  readonly interval?: number;
  /** Milliseconds that one attempt may take in all; default: as the pointer says. */
  readonly deadline?: number;
}

/** How fresh a client is: it serves what was verified, and says how old that is. */
export interface ClientState {
  readonly serial: number;
  readonly promptId: string;
  /** Milliseconds since the source last confirmed what is served; `null` where it has not yet. */
  readonly age: number | null;
  /** Why the newest attempt changed nothing; `null` after a good one. */
  readonly refusal: Refusal | null;
}

export interface Client {
  /**
   * Opens a session and pins it. Never touches the network.
   *
   * @throws Failure HALTED
   */
  open(session: string): Session;
  /**
   * The same bundle, for life: never the newest in silence. Touches the network only where the bundle is
   * neither in memory nor in the cache.
   *
   * @throws Failure BAD_PIN, PIN_UNAVAILABLE
   */
  resume(pin: unknown): Promise<Session>;
  state(): ClientState;
  /** Polls now, beside the schedule. */
  refresh(): Promise<ClientState>;
  close(): void;
}

/**
 * Connects to a label of a contract, verified and ready, from the source or, where that is down, from the
 * cache. Afterwards nothing in the background ever throws into the host.
 *
 * @throws Failure NOT_READY where neither has a bundle that can be verified; USAGE
 */
export async function connect(options: ConnectOptions, doors: Doors = systemDoors): Promise<Client> {
  const { contract, label } = options;
  const source = openSource(options.source);
  const cache = options.cache === undefined ? null : diskCache(options.cache, contract, label);
  const pace: Pace = { interval: options.interval ?? null, deadline: options.deadline ?? null };
  const poller = createPoller({ contract, label, source, cache, pace }, doors);
  await poller.start();
  if (poller.snapshot() === null) {
    poller.stop();
    throw new Failure("NOT_READY", { contract, label, why: poller.refusal()?.why ?? `nothing in ${source.name}` });
  }
  const session = (bundle: Bundle, pin: Pin): Session => openSession(bundle, pin, () => held(poller).pointer);
  return {
    open: (id) => {
      const { bundle, pin } = pinSession(held(poller), typeof id === "string" ? id : "", doors.now());
      return session(bundle, pin);
    },
    resume: async (value) => {
      const pin = readPin(value, contract);
      const known = held(poller).bundles.get(pin.bundle) ?? (await cache?.bundle(pin.bundle));
      return session(
        known ?? (await fetchPinned(source, contract, pin.bundle, deadlineOf(pace, held(poller).pointer.poll))),
        pin,
      );
    },
    state: () => stateOf(poller),
    refresh: async () => {
      await poller.refresh();
      return stateOf(poller);
    },
    close: () => poller.stop(),
  };
}

function held(poller: Poller): Snapshot {
  const snapshot = poller.snapshot();
  if (snapshot === null) throw new TypeError("a client is ready before it is handed out");
  return snapshot;
}

function stateOf(poller: Poller): ClientState {
  const { pointer } = held(poller);
  return {
    serial: pointer.serial,
    promptId: promptId(pointer.contract, pointer.current),
    age: poller.age(),
    refusal: poller.refusal(),
  };
}

function pinSession(
  { pointer, bundles }: Snapshot,
  id: string,
  now: Date,
): { readonly bundle: Bundle; readonly pin: Pin } {
  const { contract, label, serial, environment } = pointer;
  const route = routeSession(pointer, id);
  if (route.kind === "halted") throw new Failure("HALTED", { contract, label, why: route.why });
  const { digest, variant } = route;
  const bundle = bundles.get(digest);
  if (bundle === undefined) throw new TypeError("a snapshot holds the bundles that its pointer names");
  const opened_at = now.toISOString();
  return {
    bundle,
    pin: { format: pinFormat, contract, label, serial, variant, bundle: digest, environment, session: id, opened_at },
  };
}

async function fetchPinned(source: Source, contract: string, digest: Digest, deadline: number): Promise<Bundle> {
  let why = `it is not in ${source.name}`;
  try {
    const bytes = await source.bundle(digest, AbortSignal.timeout(Math.ceil(deadline)));
    if (bytes !== null) return openBundleOf(contract, bytes, digest);
  } catch (error) {
    why = sayCause(error);
  }
  throw new Failure("PIN_UNAVAILABLE", { digest, why });
}
