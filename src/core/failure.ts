import type { Finding } from "./finding.ts";
import type { Place } from "./place.ts";
import { type FailureCode, type FailureDetails, type FailureKind, sentences } from "./sentences.ts";

interface FailureContext {
  readonly place?: Place;
  readonly findings?: readonly Finding[];
  readonly cause?: unknown;
}

/**
 * There is no answer: the one error class of promptctl. What happened and what to do next come from
 * the table in `sentences.ts`; what is thrown and is not a `Failure` is a bug.
 */
export class Failure<Code extends FailureCode = FailureCode> extends Error {
  override readonly name = "Failure";
  readonly code: Code;
  readonly kind: FailureKind;
  readonly hint: string | null;
  readonly place: Place | null;
  readonly findings: readonly Finding[];

  constructor(code: Code, details: FailureDetails<Code>, context: FailureContext = {}) {
    const sentence = sentences[code];
    // The table pairs each code with its details; TypeScript cannot follow the pair through an index.
    const { says, hint } = sentence as unknown as Sayable<FailureDetails<Code>>;
    super(says(details), { cause: context.cause });
    this.code = code;
    this.kind = sentence.kind;
    this.hint = hint === undefined ? null : hint(details);
    this.place = context.place ?? null;
    this.findings = context.findings ?? [];
  }
}

interface Sayable<Details> {
  readonly says: (details: Details) => string;
  readonly hint?: (details: Details) => string | null;
}

/** One line for `because …` at the end of a sentence. */
export function sayCause(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  return text.trim().split("\n")[0] ?? "";
}
