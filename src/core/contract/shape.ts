import type { Shape } from "../shape/shape.ts";
import { fragmentPlaces } from "./fragment-places.ts";
import { type ContractFile, contractSchema } from "./schema.ts";
import { toolSchema } from "./tool-schema.ts";

export const contractShape: Shape<ContractFile> = {
  kind: "contract",
  title: "contract.yaml",
  description: "One agent's behaviour: prompt, tools, permissions and limits, released as one unit.",
  schema: contractSchema,
  fragments: fragmentPlaces,
};

/** A tool in a file of its own, which a contract takes in by `{ file }`. */
export const toolShape: Shape = {
  kind: "tool",
  title: "a tool of a contract",
  description: "What an agent can call, in a file of its own: `tools: [{ file: ./tools/get_order.yaml }]`.",
  schema: toolSchema,
  fragments: fragmentPlaces.flatMap(({ path: [list, item, ...path], holds }) =>
    list === "tools" && item === "*" && path.length > 0 ? [{ path, holds }] : [],
  ),
};
