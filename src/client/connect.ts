import type { Bundle } from "../core/bundle/bundle.ts";
import { promptId } from "../core/bundle/digest.ts";
import { Failure } from "../core/failure.ts";
import { isName, sayNameRule } from "../core/name.ts";
import { routeSession } from "../core/label/route.ts";
import type { Refusal, Snapshot } from "./accept.ts";
import { diskCache } from "./cache.ts";
import { type Doors, systemDoors } from "./doors.ts";
import { type Pin, pinFormat, readPin } from "./pin.ts";
import { deadlineOf, type Pace } from "./poll.ts";
import { pinnedBundles } from "./pinned.ts";
import { createPoller, type Poller } from "./poller.ts";
import { openSession, type Session } from "./session.ts";
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
  requireOptions(options);
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
  const pinned = pinnedBundles(contract, source, cache);
  const session = (bundle: Bundle, pin: Pin): Session => openSession(bundle, pin, () => held(poller).pointer);
  return {
    open: (id) => {
      const { bundle, pin } = pinSession(held(poller), sayId(id), doors.now());
      return session(bundle, pin);
    },
    resume: async (value) => {
      const pin = readPin(value, contract);
      const { bundles, pointer } = held(poller);
      return session(bundles.get(pin.bundle) ?? (await pinned.find(pin.bundle, deadlineOf(pace, pointer.poll))), pin);
    },
    state: () => stateOf(poller),
    refresh: async () => {
      await poller.refresh();
      return stateOf(poller);
    },
    close: () => poller.stop(),
  };
}

/** JavaScript passes what it likes: a wrong option is said at once, and not served wrongly for days. */
function requireOptions(options: ConnectOptions): void {
  const { source, contract, label, interval, deadline, cache } = options;
  const wrong = (name: string, wanted: string): Failure =>
    new Failure("USAGE", { message: `connect: \`${name}\` is ${wanted}`, hint: "see README.md" });
  const unknown = Object.keys(options).find((name) => !known.has(name));
  if (unknown !== undefined) throw wrong(unknown, `no option; there is ${[...known].join(", ")}`);
  if (typeof source !== "string") throw wrong("source", 'text, such as "file:.promptctl/live"');
  if (typeof contract !== "string" || !isName("contract", contract))
    throw wrong("contract", `a contract name: ${sayNameRule("contract")}`);
  if (typeof label !== "string" || !isName("label", label))
    throw wrong("label", `a label name: ${sayNameRule("label")}`);
  if (cache !== undefined && typeof cache !== "string") throw wrong("cache", "the path of a folder");
  for (const [name, value] of Object.entries({ interval, deadline })) {
    if (value !== undefined && !(value > 0 && value <= 86_400_000))
      throw wrong(name, "a number of milliseconds, one day at most");
  }
}

const known = new Set(["source", "contract", "label", "cache", "interval", "deadline"]);

/** A number is an id too; nothing is none, and gets the current bundle. */
function sayId(id: unknown): string {
  return typeof id === "string" ? id : typeof id === "number" || typeof id === "bigint" ? String(id) : "";
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
