import type { Price } from "../../config/config.ts";
import type { Model } from "../../contract/contract.ts";
import { Failure } from "../../failure.ts";
import { priceOf, spendOf } from "../../run/spend.ts";
import type { AskModel } from "../exchange.ts";
import type { Task } from "../task.ts";
import { addTokens, sumOf } from "../../run/sum.ts";
import type { JudgeUse, Opinion, Question } from "./opinion.ts";
import { judgeRequest, readVerdict } from "./request.ts";

/** Who judges, and how judges are asked. */
export interface Court {
  /** Asks live, or answers from recordings. */
  readonly ask: AskModel;
  /** Where a rubric names no model; `null` where the project names none. */
  readonly judge: Model | null;
  readonly prices: Readonly<Record<string, Price>>;
  /** Which trial of the task is judged, from 0. */
  readonly repeat: number;
  readonly signal: AbortSignal;
}

export interface Heard {
  readonly opinion: Opinion;
  /** `null` where no model answered. */
  readonly use: Omit<JudgeUse, "asked"> | null;
}

/**
 * Asks one question.
 *
 * @throws Failure of kind `input` and `stopped`, which end the whole command
 */
export async function hear(question: Question, { turns }: Task, court: Court): Promise<Heard> {
  const model = question.model ?? court.judge;
  if (model === null) {
    const why = "no model judges: write `judge: { provider: …, name: … }` in promptctl.yaml";
    return { opinion: { kind: "unmeasured", why }, use: null };
  }
  try {
    const reply = await court.ask(judgeRequest(question, model, turns, court.repeat), court.signal);
    const spend_usd = spendOf(reply.tokens, priceOf(court.prices, model));
    const use = { tokens: reply.tokens, seconds: reply.seconds, spend_usd };
    return { opinion: readVerdict(reply, question.threshold), use };
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== "world") throw error;
    return { opinion: { kind: "unmeasured", why: error.message }, use: null };
  }
}

/** What several judges used. */
export function sumUses(uses: readonly JudgeUse[]): JudgeUse {
  return { ...addUses(uses), asked: uses.reduce((sum, { asked }) => sum + asked, 0) };
}

export function addUses(uses: readonly (Omit<JudgeUse, "asked"> | null)[]): JudgeUse {
  const measured = uses.filter((use) => use !== null);
  const add = (left: number, right: number): number => left + right;
  return {
    asked: measured.length,
    tokens: sumOf(
      measured.map(({ tokens }) => tokens),
      addTokens,
    ),
    seconds: measured.reduce((sum, { seconds }) => sum + seconds, 0),
    spend_usd:
      measured.length === 0
        ? 0
        : sumOf(
            measured.map(({ spend_usd }) => spend_usd),
            add,
          ),
  };
}
