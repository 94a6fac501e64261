import type { Any, Fact, Formula } from "../formula/formula.ts";
import type { Formulas } from "../formula/formulas.ts";
import type { JsonType } from "../json-type.ts";
import { differences } from "./differs.ts";
import type { Prover } from "./prover.ts";

/** One way in which a value may be in a set, as far as it has been followed. */
export interface Branch {
  readonly type: JsonType;
  readonly facts: Fact[];
  /** Formulas that hold on this way. */
  readonly known: Set<number>;
  /** One of the parts of each must hold; which is open. */
  choices: readonly Any[];
}

export function newBranch(type: JsonType): Branch {
  return { type, facts: [], known: new Set(), choices: [] };
}

export function copyBranch({ type, facts, known, choices }: Branch): Branch {
  return { type, facts: [...facts], known: new Set(known), choices };
}

/** Takes formulas in until only choices are left. @returns `false` where they contradict each other */
export function settle(branch: Branch, added: readonly Formula[], { formulas, work }: Prover): boolean {
  const todo = added.map((formula) => formulas.under(branch.type, formula)).toReversed();
  for (;;) {
    for (let formula = todo.pop(); formula !== undefined; formula = todo.pop()) {
      // What is not looked at any more only leaves more open.
      if (!work.spend()) return true;
      if (!take(formula, branch, todo, formulas)) return false;
    }
    const left: Any[] = [];
    for (const choice of branch.choices) {
      const open = reduce(choice, branch, formulas);
      if (open === formulas.nothing) return false;
      if (open.kind === "any") left.push(open);
      else todo.push(open);
    }
    branch.choices = left;
    if (todo.length === 0) return true;
  }
}

function take(formula: Formula, branch: Branch, todo: Formula[], formulas: Formulas): boolean {
  if (formula === formulas.nothing) return false;
  if (branch.known.has(formula.id)) return true;
  if (isDenied(formula, branch, formulas)) return false;
  branch.known.add(formula.id);
  if (formula.kind === "all") for (const part of formula.parts.toReversed()) todo.push(part);
  else if (formula.kind === "any") branch.choices = [...branch.choices, formula];
  else if (formula.kind === "lazy") todo.push(formulas.under(branch.type, formula.unfold()));
  else {
    branch.facts.push(formula);
    todo.push(...differences(formula, branch.type, formulas));
  }
  return true;
}

function isDenied(formula: Formula, { known }: Branch, formulas: Formulas): boolean {
  if (formula.kind === "lazy") return known.has(formulas.not(formula).id);
  return formula.kind === "fact" && known.has(formulas.contrary(formula).id);
}

/** What is left of a choice: everything where it is made, nothing where it cannot be. */
function reduce(choice: Any, branch: Branch, formulas: Formulas): Formula {
  if (choice.parts.some((part) => branch.known.has(part.id))) return formulas.everything;
  const open = choice.parts.filter((part) => {
    const parts = part.kind === "all" ? part.parts : [part];
    return !parts.some((one) => isDenied(one, branch, formulas));
  });
  return open.length === choice.parts.length ? choice : formulas.any(open);
}
