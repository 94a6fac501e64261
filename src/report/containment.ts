import { type Containment, sayAtMost } from "../core/label/containment.ts";
import { sayList } from "../core/text.ts";

/** What happens to sessions once a runtime has seen it. */
export interface Effect {
  /** `new sessions stop` */
  readonly onNew: string;
  /** `running ones stop` */
  readonly onRunning: string;
}

/** The worst case in words, every leg of it; a leg that nobody knows is called so. */
export function sayContainment(
  { publish, interval, jitter, deadline, newSessions }: Containment,
  { onNew, onRunning }: Effect,
  places: readonly string[],
): readonly string[] {
  const legs = `${interval} s until a runtime asks, ${jitter} s jitter, ${deadline} s deadline of its request`;
  if (publish === null || newSessions === null)
    return [
      `when ${onNew} is not known: nothing is published from here (release.publish); once what runtimes poll is up to date it takes ${sayAtMost(interval + jitter + deadline)}: ${legs}`,
      `${onRunning} at their next checkpoint after that`,
    ];
  return [
    `${onNew} within ${sayAtMost(newSessions)}: ${legs}`,
    `${onRunning} at their next checkpoint after that: before a turn, before a tool call, after an answer of the model`,
    `writing, pushing and publishing to ${sayList(places)} took ${publish.toFixed(1)} s and is over`,
    "not known: what caches or copies between that place and a runtime add, and runtimes that cannot reach it or set their own interval",
  ];
}
