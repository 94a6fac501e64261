import { type Guardrail, toolNameOf } from "../../contract/contract.ts";
import { guardrailDefaults, withoutDefaults } from "../../contract/defaults.ts";
import { sameJson } from "../../json.ts";
import { isExactly } from "../change.ts";
import { guardrailNamed } from "../guardrail/edits.ts";
import { type Comparison, type Judgement, type Rule, severity } from "../rule.ts";

export const guardRenamed: Rule = {
  id: "GUARD_RENAMED",
  purpose: "A guardrail has another id, and decides what it decided.",
  incident: "Whoever approves was looked up by the id of the guardrail, and for the new one there was nobody.",
  judge(comparison) {
    const { before, after, changes } = comparison;
    const whole = changes.filter(({ path }) => isExactly(path, ["guardrails", "*"]));
    const come = whole.filter(({ kind }) => kind === "added");
    const taken = new Set<string>();
    return whole
      .filter(({ kind }) => kind === "removed")
      .flatMap((gone): readonly Judgement[] => {
        const was = guardrailNamed(before, gone.path[1]);
        const added = come.find(({ path }) => {
          const is = guardrailNamed(after, path[1]);
          return was !== null && is !== null && !taken.has(is.id) && isSame(comparison, was, is);
        });
        if (was === null || added === undefined) return [];
        const id = String(added.path[1]);
        taken.add(id);
        return [
          {
            path: added.path,
            message: `the guardrail ${was.id} is called ${id} now, and decides what it decided; a program that knows it by the old id does not find it`,
            severity: severity("safe", "safe", "dangerous"),
            claims: [gone, added],
            about: [was.id],
          },
        ];
      });
  },
};

/** Equal but for the id and for names of tools that changed. */
function isSame({ before, after, renames }: Comparison, was: Guardrail, is: Guardrail): boolean {
  const now = (name: string): string => renames.get(toolNameOf(before, name)) ?? toolNameOf(before, name);
  const same = (name: string): string => toolNameOf(after, name);
  return sameJson(core(was, now), core(is, same));
}

function core(guardrail: Guardrail, nameOf: (name: string) => string) {
  const { tool, unless_called } = guardrail;
  const named = { tool: tool === null ? null : nameOf(tool), unless_called: unless_called.map(nameOf).toSorted() };
  return withoutDefaults({ ...guardrail, ...named, id: "" }, guardrailDefaults);
}
