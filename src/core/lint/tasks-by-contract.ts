import type { GoldenSketch } from "./sketch.ts";

/** How many tasks of each kind a contract has; `unread` where a file of its folder could not be read to the end. */
export interface TaskCount {
  readonly golden: number;
  readonly security: number;
  readonly unread: boolean;
}

export function tasksByContract(goldens: readonly GoldenSketch[]): (contract: string) => TaskCount {
  const counts = new Map<string, { golden: number; security: number }>();
  const unread = new Set<string>();
  for (const { file, tasks, isBroken } of goldens) {
    if (isBroken) for (const folder of file.split("/")) unread.add(folder);
    for (const { contract, isSecurity } of tasks) {
      const known = counts.get(contract) ?? { golden: 0, security: 0 };
      known[isSecurity ? "security" : "golden"] += 1;
      counts.set(contract, known);
    }
  }
  return (contract) => ({ golden: 0, security: 0, ...counts.get(contract), unread: unread.has(contract) });
}
