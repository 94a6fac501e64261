import { Failure } from "../../core/failure.ts";
import { type Block, paragraph, type Report, toned } from "../../report/report.ts";
import { wait } from "../../world/wait.ts";
import type { World } from "../../world/world.ts";

/** Milliseconds between two questions to the remote. */
const pause = 5_000;

/**
 * Asks again and again, until somebody says stop. A terminal always shows the newest state; elsewhere it is said
 * when it is another one. A remote that is away for a while is said, and asked again.
 *
 * @throws Failure what asking throws the first time: a wrong name stays one
 */
export async function watchStatus(world: World, ask: () => Promise<Report>): Promise<Report> {
  let latest = await ask();
  let said = "";
  for (;;) {
    const { tip, behind } = latest.data;
    const key = JSON.stringify([tip, behind]);
    if (world.terminal.interactive || key !== said) world.terminal.screen(screenOf(world, latest));
    said = key;
    try {
      await wait(pause, world.signal);
      latest = await ask();
    } catch (error) {
      if (world.signal.aborted)
        return { ...latest, answer: "stopped", verdict: `watched until now: ${latest.verdict}` };
      if (!(error instanceof Failure)) throw error;
      said = "";
      world.terminal.progress(`${error.message}; asking again`);
    }
  }
}

function screenOf({ clock }: World, { blocks, verdict }: Report): readonly Block[] {
  const at = clock.now().toISOString().slice(11, 19);
  return [...blocks, paragraph(verdict), paragraph(toned("dim", `${at} UTC; Ctrl-C ends it`))];
}
