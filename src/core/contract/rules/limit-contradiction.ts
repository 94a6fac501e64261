import { count } from "../../text.ts";
import type { Fault } from "../../rule.ts";
import { limitsIn, type SaidLimit } from "../limits.ts";
import type { ContractRule } from "../rule.ts";
import { textsIn, type WrittenText } from "../texts.ts";

export const limitContradiction: ContractRule = {
  id: "LIMIT_CONTRADICTION",
  level: "warning",
  purpose:
    "A limit is said once, or the same way each time: of two numbers the model picks one, and not always the same.",
  remedy: "Keep one of the numbers. Where both are meant, say in the same sentence what each is for.",
  judge({ contract, written, document }) {
    const said = textsIn(written)
      .filter(({ kind }) => kind === "system")
      .flatMap((text) => limitsIn(text.text).map((limit) => ({ ...limit, ...text, path: text.path })))
      .filter(({ about }) => about.length === 0);
    const { max_tool_calls } = contract.budgets;
    return said.flatMap((limit, at): readonly Fault[] => {
      const other = firstOfEach(said.slice(0, at), limit.noun).find((earlier) => contradict(earlier, limit));
      if (other !== undefined) {
        const [here, there] = [limit, other].map(({ path, offset }) => document.locateText(path, offset));
        const where = here?.file === there?.file ? "in line" : `in ${there?.file ?? ""}, line`;
        return [
          fault(
            limit,
            `the prompt says ${say(limit)} here, and ${say(other)} ${where} ${there?.line ?? 0}`,
            "keep one of them, or say in the same sentence what each is for",
            `${other.bound} ${other.number}`,
          ),
        ];
      }
      if (limit.noun !== "tool call" || limit.bound !== "most" || max_tool_calls === null) return [];
      if (limit.number <= max_tool_calls) return [];
      return [
        fault(
          limit,
          `the prompt allows ${say(limit)}, and a run ends after ${max_tool_calls} (budgets.max_tool_calls)`,
          `write ${max_tool_calls} here, or raise max_tool_calls`,
          "budget",
        ),
      ];
    });
  },
};

type Said = SaidLimit & WrittenText;

/** What is said first holds; what is said again was compared with it already. */
function firstOfEach(said: readonly Said[], noun: string): readonly Said[] {
  const about = said.filter((limit) => limit.noun === noun);
  return (["most", "least"] as const).flatMap((bound) => about.find((limit) => limit.bound === bound) ?? []);
}

function contradict(one: SaidLimit, other: SaidLimit): boolean {
  if (one.bound === other.bound) return one.number !== other.number;
  const [least, most] = one.bound === "least" ? [one, other] : [other, one];
  return least.number > most.number;
}

function say({ bound, number, noun }: SaidLimit): string {
  return `at ${bound} ${count(number, noun, noun === "search" ? "searches" : undefined)}`;
}

function fault({ path, offset, noun, bound, number }: Said, message: string, hint: string, against: string): Fault {
  return { path, offset, message, hint, about: [noun, bound, String(number), against] };
}
