import { sayList } from "../../text.ts";

/** What is said about something, and its opposite: `is over 100`, `is at most 100`. */
export interface Phrase {
  readonly is: string;
  readonly isNot: string;
}

export function phrase(is: string, isNot: string): Phrase {
  return { is, isNot };
}

type Joint = "and" | "or";

/** A sentence: about whom, and what. */
export interface Clause {
  /** `null` where it is about several. */
  readonly subject: string | null;
  readonly verb: string;
  /** The word that joins its parts, where it has some. */
  readonly joint: Joint | null;
  /** What must be there for it to hold. */
  readonly wants: readonly string[];
}

export function clause(subject: string | null, verb: string, wants = subject === null ? [] : [subject]): Clause {
  return { subject, verb, joint: null, wants };
}

export function sayClause({ subject, verb }: Clause): string {
  return subject === null ? verb : `${subject} ${verb}`;
}

/** `amount is over 100 and is at most 500`, `a is 1 and (b is 2 or c is 3)`: whom it is about is said once. */
export function join(clauses: readonly [Clause, ...Clause[]], joint: Joint): Clause {
  const [first, second] = clauses;
  if (second === undefined) return first;
  const parts = clauses.map((one) => (one.joint === null || one.joint === joint ? one : enclosed(one)));
  const same = parts.every(({ subject }) => subject !== null && subject === first.subject);
  const said = parts.map((part, at) => {
    const repeated = part.subject !== null && part.subject === parts[at - 1]?.subject;
    return repeated || same ? part.verb : sayClause(part);
  });
  const wants = [...new Set(clauses.flatMap((one) => one.wants))];
  return {
    subject: same ? first.subject : null,
    verb: sayList(said, joint),
    joint,
    wants: joint === "and" ? wants : wants.filter((path) => clauses.every((one) => one.wants.includes(path))),
  };
}

function enclosed(one: Clause): Clause {
  return { ...one, subject: null, verb: `(${sayClause(one)})`, joint: null };
}
