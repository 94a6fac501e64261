import type { RunRecord } from "../core/run/records/schema.ts";
import type { Refusal } from "./polling/accept.ts";
import type { ClientState, StateKind } from "./state.ts";

/** What a client tells whoever listens; nothing in it is text of a prompt, but a record has a transcript where the host asked for one. */
export interface ClientEvents {
  /** Other bundles are served to new sessions, or the same under a new pointer. */
  readonly activated: Activated;
  /** An attempt changed nothing. */
  readonly refused: Refusal & { readonly failures: number };
  /** It was halted, or is no more, or bundles were revoked: open sessions find it at their next checkpoint. */
  readonly withdrawn: { readonly serial: number; readonly halted: string | null; readonly revoked: readonly string[] };
  /** A run is over: the record that goes to `records` too. */
  readonly recorded: Recorded;
  readonly state: { readonly from: StateKind; readonly to: ClientState };
}

export interface Activated {
  readonly serial: number;
  readonly promptId: string;
  /** The serial that was served before; `null`: nothing was, and this one was taken on trust. */
  readonly previous: number | null;
}

export interface Recorded {
  readonly record: RunRecord;
  /** Whether it is the first run of its session: of one that was resumed, its memory says so. */
  readonly isFirst: boolean;
}

export type EventName = keyof ClientEvents;
export type Listener<Name extends EventName> = (event: ClientEvents[Name]) => unknown;

export interface Events {
  /** @returns what takes the listener away again */
  on<Name extends EventName>(name: Name, listener: Listener<Name>): () => void;
  emit<Name extends EventName>(name: Name, event: ClientEvents[Name]): void;
}

export function createEvents(): Events {
  const listeners = new Map<EventName, Map<symbol, Listener<never>>>();
  return {
    on: (name, listener) => {
      const known = listeners.get(name) ?? new Map<symbol, Listener<never>>();
      listeners.set(name, known);
      const id = Symbol();
      known.set(id, listener);
      return () => known.delete(id);
    },
    emit: (name, event) => {
      const known = listeners.get(name) ?? new Map<symbol, Listener<never>>();
      // Who comes while this is told hears the next one: a listener that replaces itself would be called for ever.
      const present = [...known];
      for (const [id, listener] of present) if (known.has(id)) call(() => listener(event as never));
    },
  };
}

/** A listener that fails is the host's; it must not end the polling, nor the process. */
function call(listen: () => unknown): void {
  try {
    Promise.resolve(listen()).catch(() => undefined);
  } catch {
    // As above.
  }
}
