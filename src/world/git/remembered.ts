import type { GitContext } from "./plumbing.ts";

const answers = new WeakMap<GitContext, Map<string, Promise<unknown>>>();

/** An answer that stays the same while a command works: git is asked once. */
export function remembered<Answer>(context: GitContext, question: string, ask: () => Promise<Answer>): Promise<Answer> {
  const known = answers.get(context) ?? new Map<string, Promise<unknown>>();
  answers.set(context, known);
  // Under one question only answers of one kind are kept.
  const answer = (known.get(question) as Promise<Answer> | undefined) ?? ask();
  known.set(question, answer);
  return answer;
}
