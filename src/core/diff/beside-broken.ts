import type { Contract } from "../contract/contract.ts";
import { isJsonArray, isJsonObject, type Json } from "../json.ts";
import { nearest } from "../nearest.ts";
import type { Path } from "../place.ts";
import { schemaProblem } from "../schema/compile.ts";

/** A contract whose file has faults, and the document in which they stand. */
export interface BrokenContract {
  readonly contract: Contract;
  readonly value: Json;
  readonly broken: readonly Path[];
}

/**
 * A contract as far as it can be compared: its broken parts are taken to be as they are on the other side, because
 * nothing is known about them, and what is wrong with them is said beside the comparison.
 */
export function besideBroken({ contract, value, broken }: BrokenContract, other: Contract): Contract {
  const repaired = broken.reduce((one, path) => repair(one, meantBy(path, value), value, other), contract);
  return withSoundSchemas(repaired, other);
}

/** What is no JSON Schema says nothing that can be compared: `required: order_id` makes no parameter optional. */
function withSoundSchemas(contract: Contract, other: Contract): Contract {
  const tools = contract.tools.map((tool) => {
    const input = other.tools.find(({ name }) => name === tool.name)?.input;
    return input === undefined || schemaProblem(tool.input) === null ? tool : { ...tool, input };
  });
  const { output } = contract;
  const isSound = output === null || other.output === null || schemaProblem(output.schema) === null;
  if (isSound && tools.every((tool, index) => tool === contract.tools[index])) return contract;
  return { ...contract, tools, output: isSound ? output : { ...output, schema: other.output.schema } };
}

/** `sistem` stands for the section `system` that is missing. */
function meantBy(path: Path, value: Json): Path {
  const [key] = path;
  if (path.length !== 1 || typeof key !== "string" || !isJsonObject(value)) return path;
  const meant = nearest(key, sections);
  return meant === null || Object.hasOwn(value, meant) ? path : [meant];
}

const sections = [
  "model",
  "variables",
  "system",
  "messages",
  "tools",
  "output",
  "guardrails",
  "budgets",
  "stop_reasons",
  "knowledge",
  "sessions",
] as const satisfies readonly (keyof Contract)[];

function repair(contract: Contract, path: Path, value: Json, other: Contract): Contract {
  const [section] = path;
  switch (section) {
    case "tools":
      return {
        ...contract,
        tools: repairItems(contract.tools, other.tools, "name", nameAt(value, path, "name")),
      };
    case "guardrails": {
      const id = nameAt(value, path, "id");
      return { ...contract, guardrails: repairItems(contract.guardrails, other.guardrails, "id", id) };
    }
    case "knowledge": {
      const index = nameAt(value, path, "index");
      return { ...contract, knowledge: repairItems(contract.knowledge, other.knowledge, "index", index) };
    }
    case "variables":
      return { ...contract, variables: { ...contract.variables, ...other.variables } };
    case "model":
    case "system":
    case "messages":
    case "output":
    case "budgets":
    case "stop_reasons":
    case "sessions":
      return { ...contract, [section]: other[section] };
    default:
      return contract;
  }
}

/** @param name of the broken item; where it is not known, whatever is missing here may be it */
function repairItems<Key extends string, Item extends Readonly<Record<Key, unknown>>>(
  items: readonly Item[],
  others: readonly Item[],
  key: Key,
  name: string | null,
): readonly Item[] {
  if (name === null) {
    const known = items.filter((item) => item[key] !== unnamed);
    return others.reduce((all, other, at) => {
      if (all.some((item) => item[key] === other[key])) return all;
      // Behind the one that it stood behind: an order that nobody changed is not told.
      const behind = all.findIndex((item) => item[key] === others[at - 1]?.[key]);
      return all.toSpliced(behind + 1, 0, other);
    }, known);
  }
  const other = others.find((item) => item[key] === name);
  return items.flatMap((item) => (item[key] === name ? (other ?? []) : item));
}

/** What reading a contract puts where an item says no name. */
const unnamed = "unnamed";

/** A name that is broken itself is not known: something else stands for it. */
function nameAt(value: Json, [section = "", at, part]: Path, key: string): string | null {
  if (part === key) return null;
  const items = isJsonObject(value) ? value[section] : undefined;
  const item = isJsonArray(items) && typeof at === "number" ? items[at] : undefined;
  const name = isJsonObject(item) ? item[key] : undefined;
  return typeof name === "string" ? name : null;
}
