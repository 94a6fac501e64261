import type { ReadGoldens } from "../golden/read.ts";

/** How many tasks of each kind a contract has; `unread` where a file of its folder could not be read to the end. */
export interface TaskCount {
  readonly golden: number;
  readonly security: number;
  readonly unread: boolean;
}

export function tasksByContract(goldens: readonly ReadGoldens[]): (contract: string) => TaskCount {
  const counts = new Map<string, { golden: number; security: number }>();
  const unread = new Set<string>();
  for (const { file, drafts, findings } of goldens) {
    if (findings.length > 0) for (const folder of file.split("/")) unread.add(folder);
    for (const { task } of drafts) {
      const known = counts.get(task.contract) ?? { golden: 0, security: 0 };
      known[task.tags.includes("security") ? "security" : "golden"] += 1;
      counts.set(task.contract, known);
    }
  }
  return (contract) => ({ golden: 0, security: 0, ...counts.get(contract), unread: unread.has(contract) });
}
