import type { Range } from "./expression.ts";
import type { Knot, Network } from "./network.ts";
import { networkOf } from "./network.ts";
import { parsePattern } from "./parse.ts";

/** A pattern that reads a text character by character; its states are found when they are first needed. */
export interface Automaton {
  readonly start: State;
  next(state: State, code: number): State;
  /** Every boundary between characters that the pattern treats differently: the first of each stretch. */
  readonly boundaries: readonly number[];
}

export interface State {
  readonly id: number;
  readonly knots: readonly number[];
  /** Whether a text that ends here matches. */
  readonly matches: boolean;
  /** Whether it matches whatever follows. */
  readonly isSettled: boolean;
  /** Whether nothing that follows can make it match. */
  readonly isDead: boolean;
}

/** `null` where a pattern is not understood. */
export function automatonOf(source: string): Automaton | null {
  const expression = parsePattern(source);
  const network = expression === null ? null : networkOf(expression);
  return network === null ? null : readerOf(network);
}

function readerOf(network: Network): Automaton {
  const states = new Map<string, State>();
  const ways = new Map<string, State>();
  const stateOf = (knots: readonly number[], matches: boolean): State => {
    const key = `${matches} ${knots.join(" ")}`;
    const known = states.get(key);
    if (known !== undefined) return known;
    const isSettled = knots.includes(network.goal);
    const state = { id: states.size, knots, matches, isSettled, isDead: !matches && knots.length === 0 };
    states.set(key, state);
    return state;
  };
  const first = closure(network, [0], (knot) => knot.atStart);
  const whole = closure(network, first, (knot) => [...knot.atStart, ...knot.atEnd]);
  return {
    start: stateOf(first, whole.includes(network.goal)),
    boundaries: boundariesOf(network),
    next(state, code) {
      const key = `${state.id} ${code}`;
      const known = ways.get(key);
      if (known !== undefined) return known;
      const reached = state.knots.flatMap((knot) =>
        (network.knots[knot]?.steps ?? []).filter(({ ranges }) => isIn(ranges, code)).map(({ to }) => to),
      );
      const knots = closure(network, reached, () => []);
      const ending = closure(network, knots, (knot) => knot.atEnd);
      const next = stateOf(knots, ending.includes(network.goal));
      ways.set(key, next);
      return next;
    },
  };
}

/** All knots that can be reached for nothing; only those that lead on count, and the goal. */
function closure(
  { knots, goal }: Network,
  from: readonly number[],
  also: (knot: Knot) => readonly number[],
): readonly number[] {
  const reached = new Set(from);
  const left = [...from];
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    const knot = knots[at];
    if (knot === undefined) continue;
    for (const to of [...knot.free, ...also(knot)]) {
      if (reached.has(to)) continue;
      reached.add(to);
      left.push(to);
    }
  }
  return [...reached]
    .filter((at) => at === goal || (knots[at]?.steps.length ?? 0) > 0 || (knots[at]?.atEnd.length ?? 0) > 0)
    .toSorted((left, right) => left - right);
}

function boundariesOf({ knots }: Network): readonly number[] {
  const ranges = knots.flatMap(({ steps }) => steps.flatMap((step) => step.ranges));
  return [...new Set(ranges.flatMap(([from, to]) => [from, to + 1]))];
}

function isIn(ranges: readonly Range[], code: number): boolean {
  return ranges.some(([from, to]) => from <= code && code <= to);
}
