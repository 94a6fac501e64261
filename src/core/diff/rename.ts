import type { Contract, Tool } from "../contract/contract.ts";
import { sameJson } from "../json.ts";

/**
 * Tools that left and came back under another name: said so by an alias, spelled in another style
 * (`issueRefund`), or the only pair with the same arguments.
 *
 * @returns old name → new name
 */
export function renamedTools(before: Contract, after: Contract): ReadonlyMap<string, string> {
  const removed = before.tools.filter((tool) => after.tools.every(({ name }) => name !== tool.name));
  const added = after.tools.filter((tool) => before.tools.every(({ name }) => name !== tool.name));
  const renames = new Map<string, string>();
  for (const sameTool of [saidByAlias, sameSpelling, sameArguments]) {
    const free = added.filter(({ name }) => ![...renames.values()].includes(name));
    for (const old of removed.filter(({ name }) => !renames.has(name))) {
      const matches = free.filter((tool) => sameTool(old, tool));
      const rivals = removed.filter((other) => matches.some((tool) => sameTool(other, tool)));
      const [match] = matches;
      if (match !== undefined && matches.length === 1 && rivals.length === 1) renames.set(old.name, match.name);
    }
  }
  return renames;
}

function saidByAlias(old: Tool, tool: Tool): boolean {
  return tool.aliases.includes(old.name);
}

function sameSpelling(old: Tool, tool: Tool): boolean {
  const spelling = ({ name }: Tool): string => name.toLowerCase().replaceAll(/[_-]/g, "");
  return spelling(old) === spelling(tool);
}

/** An input without properties says too little to recognise anything by. */
function sameArguments(old: Tool, tool: Tool): boolean {
  return old.input["properties"] !== undefined && sameJson(old.input, tool.input);
}
