import type { Pointer } from "../../../core/label/pointer.ts";
import type { Measured } from "../../../report/propagation.ts";
import { wait } from "../../../world/wait.ts";
import type { World } from "../../../world/world.ts";
import type { PollingClient } from "./client.ts";

/** Waits until every client has a pointer, it is over, or somebody says stop; says how far it has come. */
export async function awaitArrivals(
  { terminal, signal }: World,
  clients: readonly PollingClient[],
  { serial }: Pointer,
  isOver: () => boolean,
): Promise<void> {
  for (;;) {
    const arrived = clients.filter((client) => client.hadAt(serial) !== null).length;
    terminal.status(`${arrived} of ${clients.length} have serial ${serial}`);
    if (arrived === clients.length || isOver() || signal.aborted) return;
    await wait(glance, signal).catch(() => undefined);
  }
}

/** Milliseconds. */
const glance = 20;

/** @param since milliseconds of the clock as seconds from the decision */
export function arrivalsOf(
  clients: readonly PollingClient[],
  { serial }: Pointer,
  since: (at: number) => number,
): Pick<Measured, "seconds" | "reasons" | "caches"> {
  const had = clients.map((client) => client.hadAt(serial));
  const late = clients.filter((_client, index) => had[index] === null);
  const words = clients.map((client) => client.said());
  const ages = words.flatMap(({ age }) => age ?? []);
  return {
    seconds: had.map((at) => (at === null ? null : since(at))),
    reasons: [...new Set(late.map(sayLate))],
    caches: {
      control: words.find(({ control }) => control !== null)?.control ?? null,
      age: ages.length === 0 ? null : Math.max(...ages),
    },
  };
}

function sayLate(client: PollingClient): string {
  return client.why() ?? `it still gets serial ${client.pointer()?.serial ?? 0}`;
}
