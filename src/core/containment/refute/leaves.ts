import type { Any, Fact, Formula } from "../formula/formula.ts";
import type { JsonType } from "../json-type.ts";
import { type Branch, copyBranch, newBranch, settle } from "./branch.ts";
import type { Leaf, Prover } from "./prover.ts";
import { type Theory, theoryOf } from "./theory.ts";

/** The ways in which a value of a type may be in a set; see `Prover.leaves`. */
export function* leavesOf(type: JsonType, goal: Formula, prover: Prover): Iterable<Leaf> {
  yield* grow(newBranch(type), [goal], goal, prover);
}

function* grow(branch: Branch, added: readonly Formula[], goal: Formula, prover: Prover): Iterable<Leaf> {
  if (!prover.work.spend(1 + (branch.facts.length >> 3))) {
    yield branch;
    return;
  }
  for (let next = added; next.length > 0;) {
    if (!settle(branch, next, prover)) return;
    const listed = listedIn(branch, goal, prover);
    if (listed !== null) {
      if (listed.length > 0) yield { facts: listed };
      return;
    }
    const theory = theoryOf(branch.type, branch.facts, prover);
    if (theory.isImpossible()) return;
    if (branch.choices.length === 0) {
      yield branch;
      return;
    }
    const sure = pruneChoices(branch, theory, prover);
    if (sure === null) return;
    next = sure;
  }
  const choice = smallest(branch.choices);
  branch.choices = branch.choices.filter((other) => other !== choice);
  for (const part of choice.parts) yield* grow(copyBranch(branch), [part], goal, prover);
}

/**
 * Where the values are listed, they are tried, one by one, in the whole set.
 *
 * @returns those that remain as one fact, `null` where nothing is listed
 */
function listedIn({ facts, type }: Branch, goal: Formula, prover: Prover): readonly Fact[] | null {
  let shortest: Fact | null = null;
  for (const fact of facts) {
    if (fact.says.what !== "values" || fact.says.not) continue;
    if (shortest?.says.what !== "values" || fact.says.among.size < shortest.says.among.size) shortest = fact;
  }
  if (shortest?.says.what !== "values") return null;
  const excluded = facts.flatMap(({ says }) => (says.what === "values" && says.not ? [says.among] : []));
  const open = [...shortest.says.among].filter(([text]) => !excluded.some((among) => among.has(text)));
  const among = new Map(open.filter(([, value]) => prover.evaluate(goal, value) !== false));
  const left = prover.formulas.under(type, prover.formulas.fact({ ...shortest.says, among }));
  return left.kind === "fact" ? [left] : [];
}

/**
 * Leaves out of every choice what contradicts what is known: the last first, because they are about the schema that
 * should hold the other.
 *
 * @returns what holds for want of an alternative; `null` where a choice has nothing left
 */
function pruneChoices(branch: Branch, theory: Theory, prover: Prover): readonly Formula[] | null {
  const sure: Formula[] = [];
  const open: Any[] = [];
  for (const choice of branch.choices.toReversed()) {
    const left = prune(choice, branch, theory, prover);
    if (left === prover.formulas.nothing) return null;
    if (left.kind === "any") open.push(left);
    else sure.push(left);
  }
  branch.choices = open.toReversed();
  return sure;
}

/** Leaves out the parts that contradict what is known. */
function prune(choice: Any, branch: Branch, theory: Theory, prover: Prover): Formula {
  const open = choice.parts.filter((part) => {
    if (!prover.work.spend()) return true;
    const facts = factsIn(prover.formulas.under(branch.type, part), branch.type, prover);
    return facts !== null && !facts.some((fact) => theory.clashes(fact));
  });
  return open.length === choice.parts.length ? choice : prover.formulas.any(open);
}

/** The facts that a formula surely says; `null` where nothing is like it. */
function factsIn(formula: Formula, type: JsonType, prover: Prover, depth = 0): readonly Fact[] | null {
  if (formula === prover.formulas.nothing) return null;
  if (formula.kind === "fact") return [formula];
  if (formula.kind === "lazy") {
    return depth > 3 ? [] : factsIn(prover.formulas.under(type, formula.unfold()), type, prover, depth + 1);
  }
  if (formula.kind === "any") return [];
  const facts: Fact[] = [];
  for (const part of formula.parts) {
    const inner = factsIn(part, type, prover, depth);
    if (inner === null) return null;
    facts.push(...inner);
  }
  return facts;
}

function smallest(choices: readonly Any[]): Any {
  return choices.reduce((best, choice) => (choice.parts.length < best.parts.length ? choice : best));
}
