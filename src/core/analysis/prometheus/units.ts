/**
 * How many units there are for each run. Where runs of a session are all alike, and sessions have m₁, m₂, … of them, they are
 * worth (Σm)² / Σm² (Kish, Survey Sampling, 1965, 11.7): no more than there are sessions, and fewer where some have most of
 * the runs. Turns added up are Σm (m + 1) / 2.
 */
export function unitsPerRun(sessions: number, runs: number, turns: number): number {
  if (runs <= 0) return 0;
  const squares = Math.max(runs, 2 * turns - runs);
  return Math.min(1, sessions / runs, runs / squares);
}
