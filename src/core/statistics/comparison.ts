import { ratioOf, testAmounts, type Tolerated } from "./amounts.ts";
import { holm } from "./holm.ts";
import { tallyOf, testOutcomes } from "./outcomes.ts";
import { enoughSamples, smallestP } from "./sample-size.ts";
import { type Pair, type Samples, sidesOf } from "./samples.ts";
import { successRate } from "./success-rate.ts";
import { type Summary, summaryOf } from "./summary.ts";
import type { Estimate } from "./tally.ts";
import { bothTails, isRare, type Tested } from "./test.ts";

/** What is asked of base and head: do they use the same amounts, of which less is better, or succeed as often? */
export type Question =
  | {
      readonly kind: "amounts";
      /** Numbers from 0, in one unit. */
      readonly samples: Samples<number>;
      /** The most that counts as no more than a given amount; it must rise with it. Itself, where nothing is said. */
      readonly tolerated?: Tolerated;
    }
  | { readonly kind: "outcomes"; readonly samples: Samples<boolean> };

export type Comparison = Answer & Measured;

type Measured =
  | ({
      readonly kind: "amounts";
      /** How many times what base uses; `null` where base uses nothing. */
      readonly ratio: number | null;
    } & Pair<Summary>)
  | ({ readonly kind: "outcomes" } & Pair<Estimate>);

interface Answer extends Pick<Tested, "test" | "method" | "effect"> {
  readonly verdict: "regression" | "improvement" | "no difference shown" | "too few samples";
  /** How easily chance alone brings such a difference, in either direction; adjusted to the family of questions. */
  readonly p: number;
  /** The smallest p that so many samples can bring, with all questions of the family answered as clearly as they can be. */
  readonly smallestP: number;
  /** So many trials on each side, or so many pairs, can bring an answer, if all of the family have as many. */
  readonly enough: number;
}

/**
 * Answers one family of questions. The chance to call anything in it a regression or an improvement where chance alone
 * made the difference is `alpha` at most, as far as the tests are exact and the number of trials has nothing to do with how
 * they came out. Trials that ended as soon as a `repeat` was decided make it a little more, for amounts that go with failing.
 */
export function compare(questions: readonly Question[], alpha = 0.05): readonly Comparison[] {
  const tests = questions.map((question) => ({ question, tested: testedOf(question) }));
  const ps = holm(tests.map(({ tested: { greater, less } }) => bothTails(Math.min(greater, less))));
  const smallestPs = holm(questions.map(({ samples }) => smallestP(samples)));
  const enough = { trials: once("trials"), pairs: once("pairs") };
  return tests.map(({ question, tested }, index): Comparison => {
    const [p, smallest] = [ps[index] ?? 1, smallestPs[index] ?? 1];
    const { test, method, effect } = tested;
    return {
      ...measuredIn(question),
      verdict: verdictOf(question, tested, { tooFew: !isRare(smallest, alpha), shown: isRare(p, alpha) }),
      test,
      method,
      effect,
      p,
      smallestP: smallest,
      enough: enough[question.samples.kind](),
    };
  });

  // Of a thousand questions it is the same for all of a kind.
  function once(kind: Samples<unknown>["kind"]): () => number {
    let known: number | null = null;
    return () => (known ??= enoughSamples(kind, alpha / questions.length));
  }
}

function testedOf(question: Question): Tested {
  return question.kind === "outcomes"
    ? testOutcomes(question.samples)
    : testAmounts(question.samples, question.tolerated);
}

function measuredIn(question: Question): Measured {
  if (question.kind === "amounts") {
    const { base, head } = sidesOf(question.samples);
    return { kind: "amounts", base: summaryOf(base), head: summaryOf(head), ratio: ratioOf(question.samples) };
  }
  const { base, head } = sidesOf(question.samples);
  return { kind: "outcomes", base: successRate(tallyOf(base)), head: successRate(tallyOf(head)) };
}

function verdictOf(
  { kind }: Question,
  { greater, less }: Tested,
  { tooFew, shown }: { readonly tooFew: boolean; readonly shown: boolean },
): Comparison["verdict"] {
  if (tooFew) return "too few samples";
  if (!shown) return "no difference shown";
  // Of amounts less is better, of successes more.
  return greater < less === (kind === "amounts") ? "regression" : "improvement";
}
