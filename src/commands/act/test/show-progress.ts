import type { KeptResult } from "../../../core/golden/results/kept.ts";
import { sayProgress } from "../../../report/test/progress.ts";
import type { World } from "../../../world/world.ts";
import type { Purse } from "./purse.ts";

/** Says how far a run has come, while it goes on. */
export interface ProgressWatch {
  done(result: KeptResult): void;
  end(): void;
}

export function watchProgress(
  { terminal, clock, signal }: World,
  { wanted, reused, purse }: { readonly wanted: number; readonly reused: number; readonly purse: Purse },
): ProgressWatch {
  const begun = clock.now().getTime();
  let told = 0;
  const sum = { measured: 0, failed: 0, unmeasured: 0 };
  const tellStop = (): void => terminal.progress("stopping what runs; press Ctrl-C again to leave at once");
  signal.addEventListener("abort", tellStop, { once: true });
  return {
    done: ({ outcome, quarantine }) => {
      sum.measured += 1;
      if (quarantine === null && outcome !== "passed") sum[outcome] += 1;
      const now = clock.now().getTime();
      // Thousands are done in a second, and nobody reads that fast.
      if (now - told < pause && reused + sum.measured < wanted) return;
      told = now;
      const seconds = (now - begun) / 1_000;
      terminal.status(sayProgress({ ...sum, done: reused + sum.measured, wanted, seconds, spent: purse.spent() }));
    },
    end: () => {
      signal.removeEventListener("abort", tellStop);
      terminal.status(null);
    },
  };
}

/** Milliseconds in which what is shown does not change. */
const pause = 100;
