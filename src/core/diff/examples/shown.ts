import { exampleOf, type ShownExample } from "./show.ts";
import { examples } from "./table.ts";

/**
 * Every example that there is, with what is said of it. Plain data and nothing else: the program holds the value of this
 * file (`.rolldown.config.mjs`), so that `explain` compares nothing.
 */
export const shownExamples: Readonly<Record<string, ShownExample>> = Object.fromEntries(
  (await Promise.all(Object.keys(examples).map(async (rule) => [rule, await exampleOf(rule)] as const))).flatMap(
    ([rule, shown]) => (shown === null ? [] : [[rule, shown]]),
  ),
);
