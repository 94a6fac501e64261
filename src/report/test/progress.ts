import { count, sayDollars, someOf, thousands } from "../../core/text.ts";
import { printable } from "../../core/place.ts";

export interface Progress {
  readonly done: number;
  readonly wanted: number;
  readonly failed: number;
  readonly unmeasured: number;
  /** Since the first task began, and how many were done in that time. */
  readonly seconds: number;
  readonly measured: number;
  readonly spent: number;
}

/** `412 of 1,000 golden tasks, 3 failed, about 2 min left`. */
export function sayProgress(progress: Progress): string {
  const { done, wanted, failed, unmeasured, spent } = progress;
  return [
    `${thousands(done)} of ${count(wanted, "golden task")}`,
    ...(failed > 0 ? [`${thousands(failed)} failed`] : []),
    ...(unmeasured > 0 ? [`${thousands(unmeasured)} not measured`] : []),
    ...(spent > 0 ? [sayDollars(spent)] : []),
    ...sayEstimate(progress),
  ].join(", ");
}

interface Retried {
  readonly model: string;
  readonly why: string;
  /** Until it is asked again. */
  readonly seconds: number;
}

/** What a provider says may hold anything, and be longer than a line: when it goes on comes first. */
export function sayRetried({ model, why, seconds }: Retried): string {
  return printable(`${model} is asked again in ${Math.ceil(seconds)} s: ${why}`);
}

interface Unsaid {
  readonly model: string;
  readonly setting: string;
  readonly why: string;
}

export function sayUnsaid({ model, setting, why }: Unsaid): string {
  return printable(`${model}: ${setting}: ${why}`);
}

/** The first few say little: some tasks are a hundred times as long as others. */
function sayEstimate({ done, wanted, seconds, measured }: Progress): readonly string[] {
  if (measured < 3 || seconds < 2 || done >= wanted) return [];
  const left = (seconds / measured) * (wanted - done);
  if (left < 5) return ["a few seconds left"];
  if (left < 90) return [`about ${Math.ceil(left / 5) * 5} s left`];
  if (left < 90 * 60) return [`about ${Math.round(left / 60)} min left`];
  return [`about ${(left / 3_600).toFixed(1)} h left`];
}

/** Of the base there is more than what is asked here. */
export function sayGone(contracts: readonly string[], base: string): string {
  const [are, their] = contracts.length === 1 ? ["is", "its"] : ["are", "their"];
  return `${someOf(contracts)} of ${base} ${are} gone here: ${their} golden tasks are not run`;
}
