import { anyCharacter, type Expression, type Range } from "./expression.ts";

/** A place in a network: where one can go from it by a character, for nothing, or at an end of the text only. */
export interface Knot {
  readonly steps: { readonly ranges: readonly Range[]; readonly to: number }[];
  readonly free: number[];
  readonly atStart: number[];
  readonly atEnd: number[];
}

/** A pattern as a network (Thompson): it begins at knot 0, and the text matches where `goal` is reached. */
export interface Network {
  readonly knots: readonly Knot[];
  readonly goal: number;
}

/** A repetition is written out: a few lines of `{1000}` in each other would be millions of knots. */
const mostKnots = 4000;

/** A pattern matches anywhere in a text: before and behind may be anything. */
export function networkOf(expression: Expression): Network | null {
  const knots: Knot[] = [];
  const build = { knots, isTooLarge: false };
  const before = newKnot(build);
  const end = connect(expression, build, newKnot(build, before));
  const goal = newKnot(build);
  knots[before]?.steps.push({ ranges: anyCharacter, to: before });
  knots[end]?.free.push(goal);
  knots[goal]?.steps.push({ ranges: anyCharacter, to: goal });
  return build.isTooLarge ? null : { knots, goal };
}

interface Build {
  readonly knots: Knot[];
  isTooLarge: boolean;
}

function newKnot(build: Build, from?: number): number {
  if (build.knots.length >= mostKnots) build.isTooLarge = true;
  else build.knots.push({ steps: [], free: [], atStart: [], atEnd: [] });
  const knot = build.knots.length - 1;
  if (from !== undefined) build.knots[from]?.free.push(knot);
  return knot;
}

/** @returns the knot behind the expression that begins at `from` */
function connect(expression: Expression, build: Build, from: number): number {
  if (build.isTooLarge) return from;
  switch (expression.kind) {
    case "character": {
      const to = newKnot(build);
      build.knots[from]?.steps.push({ ranges: expression.ranges, to });
      return to;
    }
    case "start":
    case "end": {
      const to = newKnot(build);
      build.knots[from]?.[expression.kind === "start" ? "atStart" : "atEnd"].push(to);
      return to;
    }
    case "sequence":
      return expression.parts.reduce((at, part) => connect(part, build, at), from);
    case "choice": {
      const ends = expression.parts.map((part) => connect(part, build, newKnot(build, from)));
      const to = newKnot(build);
      for (const end of ends) build.knots[end]?.free.push(to);
      return to;
    }
    case "repeat":
      return repeat(expression, build, from);
  }
}

function repeat({ part, least, most }: Expression & { kind: "repeat" }, build: Build, from: number): number {
  let at = newKnot(build, from);
  for (let time = 0; time < least && !build.isTooLarge; time += 1) at = connect(part, build, newKnot(build, at));
  if (most === Infinity) {
    const round = newKnot(build, at);
    const end = connect(part, build, newKnot(build, round));
    build.knots[end]?.free.push(round);
    return newKnot(build, round);
  }
  const exits = [at];
  for (let time = least; time < most && !build.isTooLarge; time += 1) {
    at = connect(part, build, newKnot(build, at));
    exits.push(at);
  }
  const to = newKnot(build);
  for (const exit of exits) build.knots[exit]?.free.push(to);
  return to;
}
