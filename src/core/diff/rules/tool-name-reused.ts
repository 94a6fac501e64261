import type { Contract } from "../../contract/contract.ts";
import { sameJson } from "../../json.ts";
import { sayList } from "../../text.ts";
import { type Change, isExactly } from "../change.ts";
import { followers, type Rename, renamesIn } from "../renames.ts";
import { type Comparison, type Rule, severity } from "../rule.ts";

export const toolNameReused: Rule = {
  id: "TOOL_NAME_REUSED",
  purpose: "A name that a tool had is the name of another tool now: calls of it are answered, and do something else.",
  incident: "Two tools swapped their names; conversations that meant to look up an order cancelled it.",
  judge(comparison) {
    const { before, after } = comparison;
    const has = new Set(after.tools.map(({ name }) => name));
    const reused = renamesIn(comparison).filter((change) => has.has(change.before));
    return chainsOf(reused).map((chain) => {
      const names = chain.map((change) => change.before);
      const still = stillNaming(names, before, after);
      return {
        path: chain[0]?.path ?? ["tools"],
        message: `${sayChain(chain)}: a call of an open conversation is answered, and does something else${sayStill(still)}`,
        severity: severity("breaking", still.length === 0 ? "safe" : "breaking", "breaking"),
        claims: claimsOf(chain, comparison),
        wayOut: `give the new ${names.length === 1 ? "tool a name" : "tools names"} that nobody had before`,
        about: chain.flatMap((change) => [change.before, change.after]).toSorted(),
      };
    });
  },
};

/** Renames that take over one another's names belong together. */
function chainsOf(reused: readonly Rename[]): readonly (readonly Rename[])[] {
  const byName = new Map(reused.map((change) => [change.before, change]));
  const left = new Set(reused);
  return reused.flatMap((start) => {
    const chain: Rename[] = [];
    for (let at: Rename | undefined = start; at !== undefined && left.has(at); at = byName.get(at.after)) {
      left.delete(at);
      chain.push(at);
    }
    return chain.length === 0 ? [] : [chain];
  });
}

function sayChain(chain: readonly Rename[]): string {
  const [first, second, third] = chain;
  const names = chain.map(({ before }) => before);
  if (second !== undefined && third === undefined && first?.before === second.after)
    return `the tools ${sayList(names)} swapped their names`;
  const moved = sayList(chain.map(({ before, after }) => `${before} is called ${after} now`));
  return `${moved}, and the ${names.length === 1 ? "name" : "names"} ${sayList(names)} ${names.length === 1 ? "belongs" : "belong"} to another tool`;
}

function sayStill(still: readonly string[]): string {
  if (still.length === 0) return "";
  return still.length === 1
    ? `; ${still[0] ?? ""} goes by that name, and is about another tool now`
    : `; ${sayList(still)} go by these names, and are about other tools now`;
}

/** The new owners of the names belong to it, and the order of the tools where only their names moved. */
function claimsOf(chain: readonly Rename[], comparison: Comparison): readonly Change[] {
  const names = chain.map(({ before }) => before);
  return [
    ...chain.flatMap((change) => [change, ...followers(change, comparison)]),
    ...comparison.changes.filter(
      (change) =>
        (change.kind === "added" && isExactly(change.path, ["tools", "*"]) && names.includes(String(change.path[1]))) ||
        (change.kind === "reordered" && isExactly(change.path, ["tools"]) && isSameOrder(change, comparison)),
    ),
  ];
}

/** The tools stand as they stood, but for their names. */
function isSameOrder({ before, after }: Change & { kind: "reordered" }, { renames }: Comparison): boolean {
  const former = new Map([...renames].map(([from, to]) => [to, from]));
  return sameJson(
    before.map((name) => former.get(name) ?? name),
    after,
  );
}

/** Guardrails and limits that say the name as they did before. */
function stillNaming(names: readonly string[], before: Contract, after: Contract): readonly string[] {
  const guardrails = after.guardrails.filter(({ id, tool, unless_called }) => {
    const was = before.guardrails.find((one) => one.id === id);
    return names.some(
      (name) =>
        (tool === name && was?.tool === name) ||
        (unless_called.includes(name) && was?.unless_called.includes(name) === true),
    );
  });
  const limits = names.filter(
    (name) =>
      Object.hasOwn(after.budgets.max_calls_per_tool, name) && Object.hasOwn(before.budgets.max_calls_per_tool, name),
  );
  return [...guardrails.map(({ id }) => `the guardrail ${id}`), ...limits.map((name) => `the limit of ${name}`)];
}
