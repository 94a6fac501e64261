import { type Digest, promptId } from "../core/bundle/digest.ts";
import { openBundle } from "../core/bundle/open.ts";
import type { Bundle } from "../core/bundle/bundle.ts";
import { Failure, sayCause } from "../core/failure.ts";
import { routeSession } from "../core/label/route.ts";
import { acceptPointer, type RefusalReason, type Snapshot } from "./accept.ts";
import { type Cache, diskCache } from "./cache.ts";
import { type Doors, systemDoors } from "./doors.ts";
import { type Pin, pinFormat, readPin } from "./pin.ts";
import { deadlineOf, nextDelay, type Pace } from "./poll.ts";
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
  /** Milliseconds since the source last confirmed what is served. */
  readonly age: number;
  /** Why the newest attempt changed nothing; `null` after a good one. */
  readonly refusal: { readonly reason: RefusalReason; readonly why: string } | null;
}

export interface Client {
  /**
   * Opens a session and pins it. Never touches the network.
   *
   * @throws Failure HALTED
   */
  open(session: string): Session;
  /**
   * The same bundle, for life: never the newest in silence.
   *
   * @throws Failure BAD_PIN, PIN_UNAVAILABLE
   */
  resume(pin: unknown): Promise<Session>;
  state(): ClientState;
  /** Polls now, beside the schedule; at most one attempt is in flight. */
  refresh(): Promise<ClientState>;
  close(): void;
}

/**
 * Connects to a label of a contract, verified and ready, from the source or, where that is down, from the
 * cache.
 *
 * @throws Failure NOT_READY where neither has a bundle that can be verified; USAGE
 */
export async function connect(options: ConnectOptions, doors: Doors = systemDoors): Promise<Client> {
  const client = new PollingClient(
    options,
    openSource(options.source),
    options.cache === undefined ? null : diskCache(options.cache),
    doors,
  );
  await client.start();
  return client;
}

class PollingClient implements Client {
  readonly #options: ConnectOptions;
  readonly #source: Source;
  readonly #cache: Cache | null;
  readonly #doors: Doors;
  readonly #pace: Pace;
  #snapshot: Snapshot | null = null;
  #confirmedAt = 0;
  #refusal: ClientState["refusal"] = null;
  #attempt: Promise<void> | null = null;
  #cancel: () => void = () => undefined;
  #closed = false;

  constructor(options: ConnectOptions, source: Source, cache: Cache | null, doors: Doors) {
    this.#options = options;
    this.#source = source;
    this.#cache = cache;
    this.#doors = doors;
    this.#pace = { interval: options.interval ?? null, deadline: options.deadline ?? null };
  }

  async start(): Promise<void> {
    const { contract, label } = this.#options;
    this.#snapshot = (await this.#cache?.load(contract, label)) ?? null;
    this.#confirmedAt = this.#doors.elapsed();
    await this.#refreshOnce();
    if (this.#snapshot === null)
      throw new Failure("NOT_READY", { contract, label, why: this.#refusal?.why ?? `nothing in ${this.#source.name}` });
    this.#schedule();
  }

  open(session: string): Session {
    const { pointer, bundles } = this.#held();
    const route = routeSession(pointer, session);
    const { contract, label, serial, environment } = pointer;
    if (route.kind === "halted") throw new Failure("HALTED", { contract, label, why: route.why });
    const bundle = bundles.get(route.digest);
    if (bundle === undefined) throw new TypeError("a snapshot holds the bundles that its pointer names");
    const opened_at = this.#doors.now().toISOString();
    const pin: Pin = {
      format: pinFormat,
      contract,
      label,
      serial,
      variant: route.variant,
      bundle: route.digest,
      environment,
      session,
      opened_at,
    };
    return this.#session(bundle, pin);
  }

  async resume(value: unknown): Promise<Session> {
    const pin = readPin(value, this.#options.contract);
    const bundle =
      this.#held().bundles.get(pin.bundle) ??
      (await this.#cache?.bundle(pin.bundle)) ??
      (await this.#fetchPinned(pin.bundle));
    return this.#session(bundle, pin);
  }

  state(): ClientState {
    const { pointer } = this.#held();
    return {
      serial: pointer.serial,
      promptId: promptId(pointer.contract, pointer.current),
      age: this.#doors.elapsed() - this.#confirmedAt,
      refusal: this.#refusal,
    };
  }

  async refresh(): Promise<ClientState> {
    await this.#refreshOnce();
    return this.state();
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
  }

  #held(): Snapshot {
    if (this.#snapshot === null) throw new TypeError("a client is ready before it is handed out");
    return this.#snapshot;
  }

  #session(bundle: Bundle, pin: Pin): Session {
    return openSession(bundle, pin, () => this.#held().pointer);
  }

  #schedule(): void {
    if (this.#closed) return;
    const delay = nextDelay(this.#pace, this.#snapshot?.pointer.poll ?? null, this.#doors.random());
    // What happens in the background must never reach the host as an exception.
    this.#cancel = this.#doors.after(delay, () => void this.#refreshOnce().finally(() => this.#schedule()));
  }

  /** Never throws: what went wrong is the state's `refusal`, and what was verified keeps being served. */
  #refreshOnce(): Promise<void> {
    this.#attempt ??= this.#poll()
      .catch((error: unknown) => this.#refuse("unreachable", sayCause(error)))
      .finally(() => {
        this.#attempt = null;
      });
    return this.#attempt;
  }

  async #poll(): Promise<void> {
    const { contract, label } = this.#options;
    const signal = AbortSignal.timeout(deadlineOf(this.#pace, this.#snapshot?.pointer.poll ?? null));
    const bytes = await this.#source.pointer(contract, label, signal);
    const accepted = acceptPointer(this.#snapshot, bytes, contract, label);
    if (accepted.kind === "refused") return this.#refuse(accepted.reason, accepted.why);
    if (accepted.kind === "news" && bytes !== null) {
      const fetched = await this.#fetchAll(accepted.needs, signal);
      if (fetched === null) return;
      // A late answer of a closed client is nobody's.
      if (this.#closed) return;
      this.#snapshot = {
        pointer: accepted.pointer,
        pointerBytes: bytes,
        bundles: new Map([...(this.#snapshot?.bundles ?? []), ...fetched]),
      };
    }
    this.#confirmedAt = this.#doors.elapsed();
    this.#refusal = null;
    // A full disk must not stop what was verified from being served.
    if (accepted.kind === "news") await this.#cache?.store(this.#held()).catch(() => undefined);
  }

  /** All bundles that a pointer names, verified, or none: parts of two releases never meet. */
  async #fetchAll(digests: readonly Digest[], signal: AbortSignal): Promise<ReadonlyMap<Digest, Bundle> | null> {
    const bundles = new Map<Digest, Bundle>();
    for (const digest of digests) {
      const bytes = await this.#source.bundle(digest, signal);
      if (bytes === null) {
        this.#refuse("bundle_unavailable", `${digest} is not in ${this.#source.name}`);
        return null;
      }
      try {
        bundles.set(digest, openBundle(bytes, digest));
      } catch (error) {
        this.#refuse("bad_content", sayCause(error));
        return null;
      }
    }
    return bundles;
  }

  async #fetchPinned(digest: Digest): Promise<Bundle> {
    const signal = AbortSignal.timeout(deadlineOf(this.#pace, this.#held().pointer.poll));
    let why = `it is not in ${this.#source.name}`;
    try {
      const bytes = await this.#source.bundle(digest, signal);
      if (bytes !== null) return openBundle(bytes, digest);
    } catch (error) {
      why = sayCause(error);
    }
    throw new Failure("PIN_UNAVAILABLE", { digest, why });
  }

  #refuse(reason: RefusalReason, why: string): void {
    this.#refusal = { reason, why };
  }
}
