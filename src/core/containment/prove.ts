import type { Json } from "../json.ts";
import type { Path } from "../place.ts";
import { type Comparison, compareSchemas, type Side, usualSteps } from "./comparison.ts";
import { declaredBy } from "./declare/declared.ts";
import { findValue } from "./find.ts";
import { explain } from "./formula/explain.ts";

/**
 * Which instances of the small schema count: all that are valid (`open`), or those that somebody writes who was shown
 * the schema and invents nothing (`closed-producer`, see declare/declared.ts).
 */
export type Reach = "open" | "closed-producer";

export interface ProofOptions {
  readonly reading?: Reach;
  /** How much work a proof, and then a counter-example, is worth. */
  readonly steps?: number;
}

export type Verdict =
  /** Proven: every instance of the small schema that counts is an instance of the large one. */
  | { readonly kind: "contained" }
  /** Proven wrong. `at` is a place in the witness, `why` the end of a sentence about what stands there. */
  | { readonly kind: "broken"; readonly witness: Json; readonly at: Path; readonly why: string }
  /** Neither. `why` is a sentence without its end. */
  | { readonly kind: "unknown"; readonly why: string };

/**
 * Is every instance of `small` an instance of `large`? JSON Schema 2020-12, with what drafts 4 to 7 wrote in another
 * way. Never "contained" where there is a counter-example, never a witness that does not hold: the witness has been
 * shown to the validator that runtimes use. The same schemas always have the same verdict.
 */
export function prove(small: Json, large: Json, { reading = "open", steps = usualSteps }: ProofOptions = {}): Verdict {
  const compared = compareSchemas([small, large] as const);
  if (compared === null) return { kind: "unknown", why: "a schema is too deep or too large" };
  const [comparison, [from, to]] = compared;
  const { formulas } = comparison;
  if (from.set === to.set) return { kind: "contained" };
  const counts = reading === "open" ? formulas.everything : declaredBy([small], from.reading);
  const prover = comparison.prover(steps);
  if (prover.isEmpty([from.set, counts, formulas.not(to.set)])) {
    // Where nothing counts, nothing is proven by that: a schema may ask for properties that it does not name.
    const isHollow = counts !== formulas.everything && prover.isEmpty([from.set, counts]);
    return isHollow ? prove(small, large, { steps }) : { kind: "contained" };
  }
  const { evaluate } = comparison.prover(steps);
  const witness = findValue(
    {
      sets: [from.set, counts, formulas.not(to.set)],
      sides: [from, to],
      steps,
      isConfirmed: (value) =>
        from.check.isSurelyValid(value) && to.check.isSurelyInvalid(value) && evaluate(counts, value) === true,
    },
    comparison,
  );
  if (witness === undefined) return { kind: "unknown", why: whyUnknown(prover.work.ended, steps, to, comparison) };
  const reason = explain(to.set, witness, comparison.prover(steps).evaluate);
  return { kind: "broken", witness, at: reason?.at ?? [], why: reason?.why ?? "is not valid" };
}

function whyUnknown(ended: boolean, steps: number, { document }: Side, { strange, patterns }: Comparison): string {
  const [first] = [...strange, ...[...patterns.strange].map((source) => `the pattern ${source}`)];
  if (first !== undefined) return `${first} is not understood`;
  if (ended) return `not decided within ${steps} steps`;
  if (JSON.stringify(document.root).includes('"format"'))
    return "whether a format is checked differs from program to program";
  return "neither a proof nor a counter-example was found";
}
