import { canonicalText } from "../bundle/canonical.ts";
import { type Digest, digestOf } from "../bundle/digest.ts";
import type { EvidenceKind } from "../label/evidence.ts";
import { definitionOf } from "./results/definition.ts";
import type { Task } from "./task.ts";

/** The tasks that prove one kind of thing: `security` those tagged so, `golden` all others. */
export function tasksOfKind(tasks: readonly Task[], kind: EvidenceKind): readonly Task[] {
  return tasks.filter(({ tags }) => tags.includes("security") === (kind === "security"));
}

/** What each task means, by its name: told apart, so that a person can be told which ones changed. */
export function meaningsOf(tasks: readonly Task[]): ReadonlyMap<string, Digest> {
  return new Map(tasks.map((task) => [task.id, definitionOf(task)]));
}

/** Over the canonical resolved tasks: what a task means, not how or in which order it was written. */
export function goldenSetDigest(tasks: readonly Task[]): Digest {
  const documents = tasks.toSorted((left, right) => (left.id < right.id ? -1 : 1)).map(({ document }) => document);
  return digestOf(canonicalText(documents));
}
