import { didYouMean } from "../../nearest.ts";
import type { Path } from "../../place.ts";
import { fieldsOf } from "../../schema/fields.ts";
import { sayList } from "../../text.ts";
import { callsShownIn } from "../calls.ts";
import type { ContractRule } from "../rule.ts";

export const promptUnknownParameter: ContractRule = {
  id: "PROMPT_UNKNOWN_PARAMETER",
  level: "warning",
  purpose: "The prompt names parameters that the tool has: a model writes what it was shown, and the call is refused.",
  remedy: "Write the parameter as it stands in the `input` of the tool, or add it there.",
  judge({ contract, written }) {
    if (contract.tools.length === 0) return [];
    const tools = new Map(contract.tools.flatMap((tool) => [tool.name, ...tool.aliases].map((name) => [name, tool])));
    return callsShownIn(written).flatMap(({ path, text, calls }) => {
      const inCalls = calls.flatMap(({ tool, names }) => names.map((used) => ({ tool, ...used })));
      const used: readonly Used[] = [...inCalls, ...usedInProse(text)];
      const seen = new Set<string>();
      return used.flatMap(({ tool: called, name, offset }) => {
        const tool = tools.get(called);
        const known = tool === undefined ? null : fieldsOf(tool.input);
        const key = JSON.stringify([called, name]);
        if (known === null || known.includes(name) || seen.has(key)) return [];
        seen.add(key);
        return [fault(path, { tool: called, name, offset }, known)];
      });
    });
  },
};

interface Used {
  readonly tool: string;
  readonly name: string;
  readonly offset: number;
}

/** "the `x` parameter of `tool`", "`tool`'s `x` argument". */
function usedInProse(text: string): readonly Used[] {
  return prose.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({
      tool: match.groups?.["tool"] ?? "",
      name: match.groups?.["name"] ?? "",
      offset: match.indices?.groups?.["name"]?.[0] ?? match.index,
    })),
  );
}

const mark = "[`\"'*“”‘’]{0,2}";
/** In marks, or with a shape that no word of prose has. */
const name = "(?<name>(?<=[`\"'*“‘])[A-Za-z]\\w*(?=[`\"'*”’])|(?<![\\w-])[A-Za-z][A-Za-z0-9]*_\\w+)";
const noun = "(?:parameter|param|argument|arg|option)";
const prose: readonly RegExp[] = [
  new RegExp(
    `${name}${mark}\\s+${noun}\\s+(?:of|for|in|to|on|when\\s+calling)\\s+(?:the\\s+)?${mark}(?<tool>[A-Za-z_][\\w-]*)`,
    "dg",
  ),
  new RegExp(`(?<![\\w-])(?<tool>[A-Za-z_][\\w-]*)${mark}['’]s\\s+${mark}${name}${mark}\\s+${noun}\\b`, "dg"),
];

function fault(path: Path, { tool, name, offset }: Used, known: readonly string[]) {
  return {
    path,
    offset,
    message: `the prompt gives ${tool} a parameter ${name}, which it does not have`,
    hint: didYouMean(name, known) ?? `its parameters are ${sayList(known)}`,
    about: [tool, name],
  };
}
