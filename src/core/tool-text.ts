import { canonicalText } from "./bundle/canonical.ts";
import type { Tool } from "./contract/contract.ts";
import { exportTools } from "./provider/export.ts";
import { providerCalled } from "./provider/names.ts";

/** A tool as a request carries it, with sorted keys: a bundle has no other order. Effect and aliases are told nobody. */
export function toolText(provider: string, tool: Tool): string {
  const known = providerCalled(provider);
  const { name, description, input } = tool;
  const said = known === null ? [{ name, description, input }] : exportTools(known, [tool]);
  return canonicalText(said);
}
