import type { Contract, Model, Tool } from "../contract/contract.ts";
import type { Rendered } from "../contract/render.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { Path } from "../place.ts";
import { sayList } from "../text.ts";
import { chooseFor } from "./choice.ts";
import { keptByRuntime, unsaidFields } from "./omissions.ts";
import { isCalled, type ProviderName, titleOf } from "./names.ts";
import type { Offer, Provider, ProviderExport, Remark, Said } from "./provider.ts";
import { providers } from "./providers/index.ts";

/**
 * A contract as the request of a provider: what it can say of the contract, what it cannot, and what it
 * demands beside. The conversation goes behind the messages of the contract.
 *
 * @param rendered the texts of the contract, rendered as far as they can be
 */
export function exportContract(name: ProviderName, contract: Contract, rendered: Rendered): ProviderExport {
  const provider = providers[name];
  const offered = rendered.tools.map((tool) => offerTool(tool, provider));
  const isReached = provider.anyModel === true || isCalled(name, contract.model.provider);
  const model = isReached ? contract.model : null;
  const { request, notCarried } = provider.request({
    contract,
    rendered,
    tools: provider.tools(offered.flatMap(({ offer }) => offer ?? [])),
    declared: offered.flatMap(({ offer }) => (offer?.kind === "function" ? [offer.tool] : [])),
    model,
  });
  const options = chooseFor(name, contract.model["options"], ["model", "options"]);
  const added = addOptions(request, options.value ?? {}, options.path);
  return {
    request: added.request,
    notCarried: [
      ...(model === null ? [foreign(contract.model, provider)] : []),
      ...added.notCarried,
      ...options.notCarried,
      ...offered.flatMap((one) => one.notCarried),
      ...notCarried,
      ...keptByRuntime(contract),
    ],
    missing: provider.missing(added.request, model),
  };
}

/** What stands under `tools` in the provider's request. A tool that only another provider has is left out. */
export function exportTools(name: ProviderName, tools: readonly Tool[]): readonly JsonObject[] {
  const provider = providers[name];
  return provider.tools(tools.flatMap((tool) => offerTool(tool, provider).offer ?? []));
}

interface Offered {
  /** `null` where this provider has no such tool. */
  readonly offer: Offer | null;
  readonly notCarried: readonly Remark[];
}

function offerTool(tool: Tool, provider: Provider): Offered {
  if (tool.provider_tool === null) {
    return { offer: { kind: "function", tool }, notCarried: unsaidFields(tool, provider.says) };
  }
  const path = ["tools", tool.name];
  const { value, notCarried } = chooseFor(provider.name, tool.provider_tool, [...path, "provider_tool"]);
  if (value !== null) return { offer: { kind: "own", value }, notCarried: [...unsaidFields(tool, []), ...notCarried] };
  const owners = sayList(Object.keys(tool.provider_tool));
  const why = `it is a tool of ${owners}, and nothing says what ${titleOf(provider.name)} has instead`;
  return { offer: null, notCarried: [{ path, why }] };
}

/** Options add what the contract has no words for, and replace nothing that it says. */
export function addOptions(request: JsonObject, options: JsonObject, path: Path): Said {
  return Object.entries(options).reduce<Said>(
    (added, [key, value]) => {
      const said = Object.hasOwn(added.request, key) ? added.request[key] : undefined;
      if (said === undefined) return { ...added, request: { ...added.request, [key]: value } };
      if (!isJsonObject(said) || !isJsonObject(value)) {
        const why = `the contract says ${key} itself`;
        return { ...added, notCarried: [...added.notCarried, { path: [...path, key], why }] };
      }
      const inner = addOptions(said, value, [...path, key]);
      return {
        request: { ...added.request, [key]: inner.request },
        notCarried: [...added.notCarried, ...inner.notCarried],
      };
    },
    { request, notCarried: [] },
  );
}

function foreign({ provider, name }: Model, { name: here }: Provider): Remark {
  const why = here === "mcp" ? "tools/list names no model" : `${name} and its settings are for ${provider}`;
  return { path: ["model"], why };
}
