import fc from "fast-check";
import { expect, test } from "vitest";
import type { Digest } from "../../../src/core/bundle/digest.ts";
import { Failure } from "../../../src/core/failure.ts";
import type { Pointer } from "../../../src/core/label/pointer.ts";
import { decodePointer, encodePointer } from "../../../src/core/label/pointer.ts";
import type { Transition } from "../../../src/core/label/issue.ts";
import { promote } from "../../../src/core/label/promote.ts";
import { type LogEntry, servedBefore } from "../../../src/core/label/history.ts";
import { rollback } from "../../../src/core/label/rollback.ts";
import { digest, entryOf, policies, prodPolicy, stamp } from "./pointers.ts";

/** One label move of somebody, with what it may say. */
interface Move {
  readonly verb: "promote" | "rollback";
  readonly label: "canary" | "prod" | "staging";
  readonly bundle: Digest;
  readonly weight: number | null;
  readonly replace: boolean;
  readonly named: boolean;
}

const bundle = fc.constantFrom("a", "b", "c", "d").map(digest);

const move: fc.Arbitrary<Move> = fc.record({
  verb: fc.constantFrom("promote", "rollback"),
  label: fc.constantFrom("canary", "prod", "staging"),
  bundle,
  weight: fc.option(fc.nat({ max: 10_000 })),
  replace: fc.boolean(),
  named: fc.boolean(),
});

test("whatever people do, every pointer that is written has the next serial and can be read back", () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
      const pointers = new Map<string, Pointer>();
      const history: LogEntry[] = [];
      for (const next of moves) {
        for (const written of attempt(next, pointers, history)) {
          expect(written.serial).toBe((pointers.get(written.label)?.serial ?? 0) + 1);
          expect(decodePointer(encodePointer(written))).toEqual({ kind: "pointer", pointer: written });
          pointers.set(written.label, written);
          history.unshift(entryOf(next.verb, written));
        }
      }
    }),
  );
});

test("one move writes each label at most once", () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 12 }), move, (moves, last) => {
      const { pointers, history } = play(moves);
      const labels = attempt(last, pointers, history).map(({ label }) => label);
      expect(new Set(labels).size).toBe(labels.length);
    }),
  );
});

test("rollback again and again goes strictly further back, and ends", () => {
  fc.assert(
    fc.property(fc.array(bundle, { minLength: 1, maxLength: 8 }), (promoted) => {
      const { pointers, history } = play(promoted.map(promoteProd));
      const targets = rollbackUntilItEnds(pointers, history, promoted.length);
      expect(isSubsequence(targets, served(promoted).toReversed().slice(1))).toBe(true);
    }),
  );
});

test("rollback of bundles that were promoted once each goes through all of them, and ends", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(["a", "b", "c", "d", "e"].map(digest), { minLength: 1 }), (promoted) => {
      const { pointers, history } = play(promoted.map(promoteProd));
      expect(rollbackUntilItEnds(pointers, history, promoted.length)).toEqual(promoted.toReversed().slice(1));
    }),
  );
});

function attempt(
  { verb, label, bundle: to, weight, replace, named }: Move,
  pointers: ReadonlyMap<string, Pointer>,
  history: readonly LogEntry[],
): readonly Pointer[] {
  const policy = policies.find((known) => known.label === label) ?? prodPolicy;
  const act = (): Transition =>
    verb === "promote"
      ? promote(
          { contract: "support", policy, policies, pointers, digest: to, weight, replace, upgradableFrom: [] },
          stamp,
        )
      : rollback(
          {
            contract: "support",
            label,
            canaryOf: policy.ramp?.of ?? null,
            pointers,
            older: servedBefore(history, "support", label),
            to: named ? to : null,
          },
          stamp,
        );
  try {
    return act().writes;
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}

function play(moves: readonly Move[]): { pointers: Map<string, Pointer>; history: LogEntry[] } {
  const pointers = new Map<string, Pointer>();
  const history: LogEntry[] = [];
  for (const next of moves) {
    for (const written of attempt(next, pointers, history)) {
      pointers.set(written.label, written);
      history.unshift(entryOf(next.verb, written));
    }
  }
  return { pointers, history };
}

function promoteProd(to: Digest): Move {
  return { verb: "promote", label: "prod", bundle: to, weight: null, replace: false, named: false };
}

/** What prod served after each rollback, until there was nothing older. */
function rollbackUntilItEnds(pointers: Map<string, Pointer>, history: LogEntry[], atMost: number): readonly Digest[] {
  const targets: Digest[] = [];
  for (;;) {
    const older = servedBefore(history, "support", "prod");
    const request = { contract: "support", label: "prod", canaryOf: null, pointers, older, to: null };
    try {
      for (const written of rollback(request, stamp).writes) {
        pointers.set(written.label, written);
        history.unshift(entryOf("rollback", written));
        targets.push(written.current);
      }
    } catch (error) {
      expect(error).toMatchObject({ code: "NOTHING_OLDER" });
      return targets;
    }
    expect(targets.length).toBeLessThanOrEqual(atMost);
  }
}

/** Promoting what is served already moves nothing. */
function served(promoted: readonly Digest[]): readonly Digest[] {
  return promoted.filter((to, index) => to !== promoted[index - 1]);
}

function isSubsequence(part: readonly Digest[], whole: readonly Digest[]): boolean {
  let next = 0;
  for (const item of whole) if (item === part[next]) next += 1;
  return next === part.length;
}
