import { posix } from "node:path";
import type { Config } from "../../core/config/config.ts";
import {
  type AuthoredContract,
  type Draft,
  readContract,
  type ReadContract,
  soundContract,
} from "../../core/contract/read.ts";
import type { Finding } from "../../core/finding.ts";
import { beginLaws } from "../../core/lint/laws.ts";
import type { Tree } from "../../core/ports.ts";
import { inBatches } from "./in-batches.ts";
import { listMatching } from "./project.ts";

/** What a tree says about agents, faults included. */
export interface Contracts {
  readonly paths: readonly string[];
  /** Those whose shape is right; a finding may still make one invalid. */
  readonly authored: readonly AuthoredContract[];
  /** Everything that can be judged, beside what is broken. */
  readonly drafts: readonly Draft[];
  /** What makes a contract invalid: its files, their shape, and the laws between the fields. */
  readonly findings: readonly Finding[];
}

export async function readContracts(tree: Tree, prefix: string, config: Config): Promise<Contracts> {
  const { all, matching } = await listMatching(tree, prefix, config.contracts);
  const read: ReadContract[] = [];
  const findings = await judgeEach(tree, matching, filesBeside(matching, all), (one) => read.push(one));
  return {
    paths: matching,
    drafts: read.flatMap(({ draft }) => draft ?? []),
    authored: read.flatMap((one) => soundContract(one) ?? []),
    findings,
  };
}

/** Contracts and the laws about them: some at a time, so that of those which nobody keeps few are in memory. */
export async function judgeEach(
  tree: Tree,
  paths: readonly string[],
  files: readonly string[],
  take: (read: ReadContract) => void,
): Promise<readonly Finding[]> {
  const laws = beginLaws();
  for await (const some of inBatches(paths, atATime, (path) => readContract(tree, path))) {
    for (const read of some) {
      laws.add(read);
      take(read);
    }
  }
  return laws.end(files);
}

const atATime = 16;

/** A contract at the very top has the whole repository beside it, which is nobody's folder. */
export function filesBeside(paths: readonly string[], all: readonly string[]): readonly string[] {
  const folders = new Set(paths.map((path) => posix.dirname(path)).filter((folder) => folder !== "."));
  const isBeside = (path: string): boolean => {
    for (let folder = posix.dirname(path); folder !== "."; folder = posix.dirname(folder)) {
      if (folders.has(folder)) return true;
    }
    return false;
  };
  return all.filter(isBeside);
}
