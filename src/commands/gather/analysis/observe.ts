import { type Collected, openCollector } from "../../../core/analysis/collect.ts";
import type { Question } from "../../../core/analysis/question.ts";
import { Failure } from "../../../core/failure.ts";
import { count, someOf } from "../../../core/text.ts";
import { readRecordLines } from "../../../world/records.ts";
import type { World } from "../../../world/world.ts";

/** Where measurements are: files of run records, or a server. */
export interface Sources {
  readonly runs: readonly string[];
  /** The address of a Prometheus server. */
  readonly prometheus: string | null;
}

export interface Observation extends Collected {
  /** In words. */
  readonly source: string;
}

/** @throws Failure USAGE where no source is named, or one is not there */
export function requireSource({ runs, prometheus }: Sources): void {
  if (runs.length > 0 && prometheus !== null)
    throw new Failure("USAGE", { message: "--runs and --prometheus are two sources of one truth: name one of them" });
  if (runs.length === 0 && prometheus === null)
    throw new Failure("USAGE", {
      message: "where are the run records?",
      hint: "name them: --runs 'runs*.jsonl', --runs - for what is piped in, or --prometheus http://…",
    });
}

/** @throws Failure USAGE, READ_FAILED */
export async function observe(world: World, { runs }: Sources, question: Question): Promise<Observation> {
  const collector = openCollector(question);
  const read = await readRecordLines(runs, world, collector);
  const names = read.map(({ name }) => name);
  return {
    ...collector.observations(),
    source: names.length === 1 ? (names[0] ?? "") : `${count(names.length, "file")} (${someOf(names, 3)})`,
  };
}
