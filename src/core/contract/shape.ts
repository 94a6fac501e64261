import type { Shape } from "../shape/shape.ts";
import { fragmentPlaces } from "./fragment-places.ts";
import { type ContractFile, contractSchema } from "./schema.ts";
import { toolSchema } from "./tool-schema.ts";

const fragments = fragmentPlaces.map(({ path }) => path);

export const contractShape: Shape<ContractFile> = {
  kind: "contract",
  title: "contract.yaml",
  description: "One agent's behaviour: prompt, tools, permissions and limits, released as one unit.",
  schema: contractSchema,
  fragments,
};

/** A tool in a file of its own, which a contract takes in by `{ file }`. */
export const toolShape: Shape = {
  kind: "tool",
  title: "a tool of a contract",
  description: "What an agent can call, in a file of its own: `tools: [{ file: ./tools/get_order.yaml }]`.",
  schema: toolSchema,
  fragments: fragments.flatMap(([list, item, ...path]) =>
    list === "tools" && item === "*" && path.length > 0 ? [path] : [],
  ),
};
