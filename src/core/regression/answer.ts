import { compare, type Comparison, type Question } from "../statistics/comparison.ts";
import type { Metric } from "./metrics.ts";

/** What is known about one metric. */
export interface Answered {
  readonly metric: Metric["name"] | "success";
  readonly comparison: Comparison;
  /** Whether a regression of it is a no. */
  readonly decides: boolean;
}

/** A question, and what it is about. */
export interface Asked extends Omit<Answered, "comparison"> {
  readonly question: Question;
}

/**
 * How often chance alone makes a run say that something got worse which did not, at most: half of it in single tasks, half
 * over all of them, because chance makes better as often as worse, and each of these families is wrong as often as this in
 * either direction. Holds as far as runs have nothing to do with each other, and tests are exact.
 */
export const falseAlarms = 0.05;

/** What does not decide makes nothing harder to answer that does. */
export function answerAll<One extends Asked>(asked: readonly One[]): readonly (Omit<One, "question"> & Answered)[] {
  const families = [true, false].map((decides) => asked.filter((one) => one.decides === decides));
  const answers = new Map(
    families.flatMap((family) => {
      const questions = family.map(({ question }) => question);
      return compare(questions, falseAlarms).map((comparison, index) => [questions[index], comparison] as const);
    }),
  );
  return asked.flatMap(({ question, ...one }) => {
    const comparison = answers.get(question);
    return comparison === undefined ? [] : [{ ...one, comparison }];
  });
}
