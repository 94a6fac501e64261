import { sameJson } from "../json.ts";
import type { AgentAnswer, Said, Tokens } from "../run/record.ts";
import type { Task } from "./task.ts";

/** One answer of the model: what it said, and in which turn of the conversation, from 0. */
export interface Spoken {
  readonly turn: number;
  readonly text: string;
  readonly tokens: Tokens | null;
}

/** What the agent said and did, step by step; `null` without a transcript. What was said before the task is not its own. */
export function spokenIn(task: Task, { transcript }: AgentAnswer): readonly Spoken[] | null {
  if (transcript === null) return null;
  const spoken: Spoken[] = [];
  let users = 0;
  for (const said of transcript.slice(historyIn(task, transcript))) {
    if (said.role === "user") users += 1;
    if (said.role !== "assistant") continue;
    spoken.push({ turn: Math.max(0, users - 1), text: said.content, tokens: said.tokens ?? null });
  }
  return spoken;
}

/** The turn in which a conversation ended; `null` where nothing tells. */
export function lastTurn(task: Task, answer: AgentAnswer): number | null {
  const turns = [
    ...(spokenIn(task, answer) ?? []).map(({ turn }) => turn),
    ...(answer.calls ?? []).map(({ turn }) => turn),
    // With one turn, or none, there is nothing to tell apart.
    ...(task.turns.length <= 1 ? [0] : []),
  ];
  return turns.length === 0 ? null : Math.max(...turns);
}

/** Runners may give the history back or not. */
function historyIn({ messages }: Task, transcript: readonly Said[]): number {
  const isGivenBack = messages.every(({ role, content }, index) => {
    const said = transcript[index];
    return said !== undefined && sameJson([role, content], [said.role, said.content]);
  });
  return isGivenBack ? messages.length : 0;
}
