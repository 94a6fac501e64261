import { type Collected, openCollector } from "../../../core/analysis/collect.ts";
import type { AgainstQuestion, Question } from "../../../core/analysis/question.ts";
import type { Ramp } from "../../../core/analysis/ramp.ts";
import { Failure } from "../../../core/failure.ts";
import { count, someOf } from "../../../core/text.ts";
import { readRecordLines } from "../../../world/records.ts";
import type { World } from "../../../world/world.ts";
import { readPrometheus } from "../prometheus.ts";

/** Where measurements are: files of run records, or a server. */
export interface Sources {
  readonly runs: readonly string[];
  /** The address of a Prometheus server. */
  readonly prometheus: string | null;
}

export interface Observation extends Collected {
  /** In words. */
  readonly source: string;
  /** What else is to say about it, in sentences. */
  readonly notes: readonly string[];
  /** It warns that it does not know everything. */
  readonly isPartial: boolean;
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

/** What is asked, of either source. */
export interface Asked extends Omit<Question, "compared" | "budget"> {
  readonly compared: (Ramp & { readonly kind: "ramp" }) | AgainstQuestion;
}

/** @throws Failure USAGE, READ_FAILED, PROMETHEUS_FAILED */
export async function observe(world: World, { runs, prometheus }: Sources, asked: Asked): Promise<Observation> {
  if (prometheus !== null) return observeServer(world, prometheus, asked);
  const collector = openCollector(asked);
  const read = await readRecordLines(runs, world, collector);
  const names = read.map(({ name }) => name);
  return {
    ...collector.observations(),
    source: names.length === 1 ? (names[0] ?? "") : `${count(names.length, "file")} (${someOf(names, 3)})`,
    notes: [],
    isPartial: false,
  };
}

async function observeServer(world: World, address: string, asked: Asked): Promise<Observation> {
  const { compared } = asked;
  const ranges = compared.kind === "ramp" ? { ...compared, since: new Date(compared.begun.at) } : compared;
  const view = await readPrometheus(world, address, { ...asked, label: compared.label, compared: ranges });
  const { origin, pathname } = new URL(address);
  return { ...view, source: `${origin}${pathname.replace(/\/+$/, "")}` };
}
