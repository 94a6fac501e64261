import { type Containment, sayAtMost } from "../core/label/containment.ts";
import type { JsonObject } from "../core/json.ts";
import type { Pointer } from "../core/label/pointer.ts";
import { promisedBy, propagationOf } from "../core/label/propagation.ts";
import { count, sayList } from "../core/text.ts";
import { asJson } from "./formats/json.ts";
import { sayLive } from "./live.ts";
import { type Answer, type Block, type Cell, list, table, toned } from "./report.ts";

/** When each of some clients had a pointer that was issued for it. */
export interface Measured {
  readonly place: string;
  /** As it was issued. */
  readonly pointer: Pointer;
  /** Where it was published from here. */
  readonly places: readonly string[];
  /** From the decision, in the order of the clients; `null` where it never had it. */
  readonly seconds: readonly (number | null)[];
  /** Why clients that are late are late, as they say. */
  readonly reasons: readonly string[];
  /** Seconds from the decision for which was waited. */
  readonly waited: number;
  readonly containment: Containment;
  readonly caches: CacheWords;
  readonly interrupted: boolean;
}

/** What a server said about keeping its answers: where a pointer is late, it explains why. */
export interface CacheWords {
  /** The header `cache-control` of an answer. */
  readonly control: string | null;
  /** The oldest answer of a cache, in seconds. */
  readonly age: number | null;
}

/** Slower than promised is a no; what never came was not measured. */
export function answerOfPropagation({ seconds, containment, interrupted }: Measured): Answer {
  const { max } = propagationOf(seconds);
  if (max === null) return interrupted ? "stopped" : "unknown";
  const promised = promisedBy(containment);
  return promised !== null && max > promised ? "no" : "yes";
}

export function propagationVerdict(measured: Measured): string {
  const { pointer, seconds, containment, waited } = measured;
  const { clients, arrived, max } = propagationOf(seconds);
  const what = `${pointer.label} of ${pointer.contract}`;
  if (max === null && measured.interrupted)
    return `interrupted: ${arrived} of ${count(clients, "client")} had serial ${pointer.serial} of ${what}`;
  if (max === null)
    return `${clients - arrived} of ${count(clients, "client")} never had serial ${pointer.serial} of ${what}, in ${say(waited)}`;
  const promised = promisedBy(containment);
  const beside =
    promised === null ? "nothing was promised: it is not published from here" : `${say(promised)} were promised`;
  return promised !== null && max > promised
    ? `${what} took ${say(max)} to reach ${count(clients, "client")}, and ${beside}`
    : `${what} reached ${clients === 1 ? "the client" : `all ${clients} clients`} in ${say(max)}; ${beside}`;
}

export function propagationBlocks(measured: Measured): readonly Block[] {
  const { pointer, place, seconds, containment } = measured;
  const { clients, p50, p95, p99, max } = propagationOf(seconds);
  const promised = promisedBy(containment);
  const { interval, deadline, jitter } = pointer.poll;
  return [
    table(
      ["p50", "p95", "p99", "max", "promised"],
      [[p50, p95, p99, max, promised].map((one) => (one === null ? "–" : say(one)))],
    ),
    list([
      `from the decision until a client could serve it: ${count(clients, "client")} on this machine polled ${place} every ${interval} s with ${jitter * 100} % jitter and a deadline of ${deadline} s, as runtimes do`,
      sayPromise(measured),
      ...sayLate(measured),
      ...(max === null ? [] : [toned("strong", sayRunbook(measured, max))]),
      sayLive(pointer),
    ]),
  ];
}

export function propagationData(measured: Measured): JsonObject {
  const { place, pointer, places, seconds, reasons, waited, containment, caches } = measured;
  const { contract, label, serial, halted } = pointer;
  return {
    place,
    contract,
    label,
    serial,
    halted: halted !== null,
    ...propagationOf(seconds),
    promised: promisedBy(containment),
    containment: asJson(containment),
    places: [...places],
    waited,
    late: [...reasons],
    caches: asJson(caches),
    seconds: [...seconds],
  };
}

function sayPromise({ containment, places }: Measured): string {
  const { publish, interval, jitter, deadline, newSessions } = containment;
  const legs = `${interval} s until a runtime asks, ${jitter} s jitter, ${deadline} s deadline of its request`;
  const promised = promisedBy(containment);
  if (publish === null || promised === null || newSessions === null)
    return `nothing is published from here (release.publish), so there is no promise; once it is published, it takes ${sayAtMost(interval + jitter + deadline)} at worst: ${legs}`;
  return `promised: ${say(promised)} at worst: ${say(publish)} to write, push and publish to ${sayList(places)}, ${legs}`;
}

/** The leg that nobody promised is the one between the place and the clients. */
function sayLate(measured: Measured): readonly Cell[] {
  const { seconds, reasons, caches } = measured;
  const answer = answerOfPropagation(measured);
  const late = seconds.flatMap((one, index) => (one === null ? [index + 1] : []));
  const words = [
    ...(caches.control === null ? [] : [`the server says cache-control: ${caches.control}`]),
    ...(caches.age === null ? [] : [`an answer was ${caches.age} s old (age)`]),
  ];
  const between = words.length === 0 ? "a cache, a copy or a workflow" : sayList(words);
  if (answer === "no")
    return [toned("warn", `what took longer lies between what was published and the clients: ${between}`)];
  if (late.length === 0) return [];
  const who = late.length > shown ? `${late.slice(0, shown).join(", ")}, …` : late.join(", ");
  return [
    toned("warn", `${late.length === 1 ? "client" : "clients"} ${who}: ${reasons.slice(0, shown).join("; ")}`),
    ...(answer === "unknown"
      ? [
          toned(
            "warn",
            `look between what was published and the clients: ${between}; where that is slow by design, wait for it: --timeout 10m`,
          ),
        ]
      : []),
  ];
}

const shown = 5;

function sayRunbook({ pointer: { contract, label }, containment }: Measured, max: number): string {
  const promised = promisedBy(containment);
  const worst = promised === null ? "" : `, ${sayAtMost(Math.max(promised, max))} at worst`;
  return `for the runbook: a rollback, revocation or halt of ${label} of ${contract} reaches who polls there in ${say(max)} (measured)${worst}`;
}

/** Never rounded down: what took 13.21 s did not take 13.2 s. */
function say(seconds: number): string {
  return `${(Math.ceil(seconds * 10 - 1e-6) / 10).toFixed(1)} s`;
}
