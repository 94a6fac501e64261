import type { Answer, Report } from "../report.ts";

/** One of the things that a change is asked. */
export interface GatePart {
  readonly name: "check" | "diff" | "golden tasks";
  readonly report: Report;
}

/** Whose gate it is. */
export interface GateAbout {
  readonly base: string;
  /** How the base was found where nobody named it. */
  readonly how: string | null;
  /** The folder of promptctl.yaml in the repository, `""` for its root: each has a comment of its own. */
  readonly root: string;
  /** Files that decide about changes, and that this change changes. */
  readonly policy: readonly string[];
  /** What this change itself lets pass. */
  readonly waivers: readonly { readonly rule: string; readonly message: string; readonly reason: string }[];
  /** Contracts, golden tasks and policy are what they were: only what runs them may be another program. */
  readonly isSame: boolean;
  /** Why nothing of it is run; `null` where it may be. */
  readonly foreign: string | null;
  /** What to type to get this report again. */
  readonly again: string;
}

/** What the comment of a project is found again by. @param root the folder of promptctl.yaml, `""` for the top */
export function gateMarker(root: string): string {
  return `promptctl gate: ${root === "" ? "." : root}`;
}

/** A part of which there is no answer. */
export function notAsked(name: GatePart["name"], why: string): GatePart {
  return { name, report: { command: name, answer: "unknown", verdict: why, blocks: [], data: {} } };
}

/** What is certainly wrong weighs more than what nobody knows. */
const order: readonly Answer[] = ["no", "stopped", "unknown", "yes"];

export function worstOf(answers: readonly Answer[]): Answer {
  return order.find((answer) => answers.includes(answer)) ?? "yes";
}

/** The parts that object, the worst first, each with its own verdict. */
export function worstFirst(parts: readonly GatePart[]): readonly GatePart[] {
  return parts.toSorted((left, right) => order.indexOf(left.report.answer) - order.indexOf(right.report.answer));
}
