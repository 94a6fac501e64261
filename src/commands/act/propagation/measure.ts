import { setMaxListeners } from "node:events";
import { type Doors, systemDoors } from "../../../client/doors.ts";
import { containmentOf, worstWait } from "../../../core/label/containment.ts";
import { measure } from "../../../core/label/measure.ts";
import type { Pointer } from "../../../core/label/pointer.ts";
import { count } from "../../../core/text.ts";
import type { Measured } from "../../../report/propagation.ts";
import type { World } from "../../../world/world.ts";
import type { Project } from "../../gather/project.ts";
import type { PolledSource } from "../../gather/propagation/source.ts";
import type { Releases } from "../../gather/releases.ts";
import { readableOf, stampsFor } from "../../gather/withdrawn.ts";
import { type Withdrawn, withdraw } from "../withdraw.ts";
import { arrivalsOf, awaitArrivals } from "./arrivals.ts";
import { pollingClient } from "./client.ts";
import { requireSight } from "./first-sight.ts";

export interface MeasureRequest {
  readonly pointer: Pointer;
  readonly clients: number;
  /** Seconds after the pointer was published; `null` is twice the worst case. */
  readonly timeout: number | null;
  readonly branch: string;
  source(): PolledSource;
}

/** What was measured, and what was written for it. */
export interface Measurement extends Measured {
  readonly commit: string | null;
  readonly releases: Releases;
}

/**
 * Issues a pointer again and lets clients wait for it. What is served stays what it is, whatever others do meanwhile.
 *
 * @throws Failure NOT_POLLABLE before anything was written; what `withdraw` throws; INTERRUPTED until it was published
 */
export async function measurePropagation(
  world: World,
  project: Project,
  request: MeasureRequest,
  doors: Doors = systemDoors,
): Promise<Measurement> {
  const { pointer, branch } = request;
  const stop = new AbortController();
  const signal = AbortSignal.any([world.signal, stop.signal]);
  // Every client waits for it, and node takes more than ten for a leak.
  for (const many of [world.signal, signal]) setMaxListeners(request.clients + 10, many);
  const sources = Array.from({ length: request.clients }, () => request.source());
  const place = sources[0]?.name ?? "";
  const clients = sources.map((source) => pollingClient(pointer, source, doors));
  signal.addEventListener("abort", () => clients.forEach((client) => client.close()), { once: true });
  await requireSight(clients, pointer, { place, branch, signal: world.signal });

  const following = clients.map((client) => client.follow(signal));
  try {
    world.terminal.progress(`${count(clients.length, "client")} poll ${place}; now a pointer is issued for them`);
    const decided = doors.elapsed();
    const since = (at: number): number => Math.round(at - decided) / 1_000;
    const done = await issueAgain(world, project, pointer, clients.length);
    const [issued = pointer] = done.writes;
    const took = since(doors.elapsed());
    const most = took + (request.timeout ?? patience(issued));
    await awaitArrivals(world, clients, issued, () => since(doors.elapsed()) > most);

    const containment = containmentOf([issued], done.places.length === 0 ? null : took);
    if (containment === null) throw new TypeError("one pointer has a worst case");
    return {
      place,
      pointer: issued,
      commit: done.commit,
      releases: done.releases,
      places: done.places,
      ...arrivalsOf(clients, issued, since),
      waited: since(doors.elapsed()),
      containment,
      interrupted: world.signal.aborted,
    };
  } finally {
    stop.abort();
    await Promise.all(following);
    world.terminal.status(null);
  }
}

/** It is planned again on whatever happened meanwhile, so it never takes a move back. */
function issueAgain(
  world: World,
  project: Project,
  { contract, label }: Pointer,
  clients: number,
): Promise<Withdrawn<ReturnType<typeof measure>>> {
  const reason = `how long it takes until ${count(clients, "client")} have it; nothing else changed`;
  return withdraw(world, project, {
    action: "measure",
    reason,
    plan: async (releases) => {
      const stamps = await stampsFor(world, releases, [contract], reason);
      return stamps.map((stamp) => measure(label, readableOf(releases, contract), stamp));
    },
  });
}

/** Seconds: what takes more than twice the worst case is not late, it does not come. */
function patience({ poll }: Pointer): number {
  return 2 * worstWait(poll) + 1;
}
