import type { Model } from "../../contract/contract.ts";
import { normaliseModel } from "../../contract/normalise.ts";
import type { Tokens } from "../../run/record.ts";
import type { SingleCheck } from "../check-schema.ts";

/** What a judge is asked: whether something is so of a text. */
export interface Question {
  readonly rubric: string;
  /** `null` where the project says who judges. */
  readonly model: Model | null;
  /** The lowest score that passes; `null` where the judge says whether it passes. */
  readonly threshold: number | null;
  readonly text: string;
}

/** What a judge said. */
export type Opinion =
  | { readonly kind: "judged"; readonly passes: boolean; readonly score: number | null; readonly reason: string }
  /** It could not be asked, or said nothing that is a verdict. */
  | { readonly kind: "unmeasured"; readonly why: string };

/** What is known of a question; `null` where nobody has been asked. */
export type Opinions = (question: Question) => Opinion | null;

export const noOpinions: Opinions = () => null;

/** What judges used: counted apart from what the agent used. `null` is not measured. */
export interface JudgeUse {
  readonly asked: number;
  readonly tokens: Tokens | null;
  readonly seconds: number;
  /** `null` where a judge has no price. */
  readonly spend_usd: number | null;
}

export function questionOf(rubric: NonNullable<SingleCheck["rubric"]>, text: string): Question {
  if (typeof rubric === "string") return { rubric, model: null, threshold: null, text };
  const model = rubric.model === undefined ? null : normaliseModel(rubric.model);
  return { rubric: rubric.text, model, threshold: rubric.threshold ?? null, text };
}
