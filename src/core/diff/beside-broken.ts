import type { Contract } from "../contract/contract.ts";
import { isJsonArray, isJsonObject, type Json } from "../json.ts";
import type { Path } from "../place.ts";

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
  return broken.reduce((repaired, path) => repair(repaired, path, value, other), contract);
}

function repair(contract: Contract, path: Path, value: Json, other: Contract): Contract {
  const [section, key] = path;
  switch (section) {
    case "tools":
      return {
        ...contract,
        tools: repairItems(contract.tools, other.tools, "name", nameAt(value, section, key, "name")),
      };
    case "guardrails": {
      const id = nameAt(value, section, key, "id");
      return { ...contract, guardrails: repairItems(contract.guardrails, other.guardrails, "id", id) };
    }
    case "knowledge": {
      const index = nameAt(value, section, key, "index");
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
    return [...known, ...others.filter((other) => known.every((item) => item[key] !== other[key]))];
  }
  const other = others.find((item) => item[key] === name);
  return items.flatMap((item) => (item[key] === name ? (other ?? []) : item));
}

/** What reading a contract puts where an item says no name. */
const unnamed = "unnamed";

function nameAt(value: Json, section: string, at: string | number | undefined, key: string): string | null {
  const items = isJsonObject(value) ? value[section] : undefined;
  const item = isJsonArray(items) && typeof at === "number" ? items[at] : undefined;
  const name = isJsonObject(item) ? item[key] : undefined;
  return typeof name === "string" ? name : null;
}
