/**
 * Circles in who leads to whom, at least one of each group that goes round, each beginning with its first name
 * in the order of the alphabet: `[a, b]` where a leads to b, and b to a. Who leads to himself is a circle of one.
 * Each name is walked through once (depth first; a way back to an open name is a circle).
 */
export function circlesIn(next: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const circles: (readonly string[])[] = [];
  const told = new Set<string>();
  const state = new Map<string, "open" | "closed">();
  for (const start of [...next.keys()].toSorted()) {
    if (state.has(start)) continue;
    const way = [stepTo(start, next)];
    state.set(start, "open");
    for (let at = way.at(-1); at !== undefined; at = way.at(-1)) {
      const after = at.left.pop();
      if (after === undefined) {
        state.set(at.name, "closed");
        way.pop();
      } else if (!state.has(after)) {
        state.set(after, "open");
        way.push(stepTo(after, next));
      } else if (state.get(after) === "open") {
        const names = way.map(({ name }) => name);
        const circle = fromFirstName(names.slice(names.indexOf(after)));
        if (circle.some((name) => told.has(name))) continue;
        for (const name of circle) told.add(name);
        circles.push(circle);
      }
    }
  }
  return circles;
}

interface Step {
  readonly name: string;
  /** Where it leads, and nobody went yet; the last goes first. */
  readonly left: string[];
}

function stepTo(name: string, next: ReadonlyMap<string, readonly string[]>): Step {
  return { name, left: (next.get(name) ?? []).toReversed() };
}

/** The same circle, wherever it was entered. */
function fromFirstName(circle: readonly string[]): readonly string[] {
  const first = circle.indexOf(circle.toSorted()[0] ?? "");
  return [...circle.slice(first), ...circle.slice(0, first)];
}
