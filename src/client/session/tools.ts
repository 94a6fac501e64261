import type { Tool } from "../../core/contract/contract.ts";
import type { Rendered } from "../../core/contract/render.ts";
import { Failure } from "../../core/failure.ts";
import type { JsonObject } from "../../core/json.ts";
import { exportTools } from "../../core/provider/export.ts";
import { isProviderName, type ProviderName, providerNames } from "../../core/provider/names.ts";

/** One name for both: our own form, and a provider's. */
export interface SayTools {
  /** @throws Failure BAD_TEMPLATE */
  (variables?: JsonObject): readonly Tool[];
  /**
   * What stands under `tools` in a request of this provider (`build --as` shows the whole request). A tool
   * that only another provider has is left out.
   *
   * @throws Failure BAD_TEMPLATE, UNKNOWN_PROVIDER
   */
  (provider: ProviderName, variables?: JsonObject): readonly JsonObject[];
}

export function sayTools(rendered: (variables: JsonObject) => Rendered): SayTools {
  function tools(variables?: JsonObject): readonly Tool[];
  function tools(provider: ProviderName, variables?: JsonObject): readonly JsonObject[];
  function tools(of: ProviderName | JsonObject = {}, variables: JsonObject = {}): readonly (Tool | JsonObject)[] {
    // A host, or its library, writes into what it is given; the bundle is of every other session too.
    if (typeof of !== "string") return structuredClone(rendered(of).tools);
    return structuredClone(exportTools(readProvider(of), rendered(variables).tools));
  }
  return tools;
}

/** Programs without types call this too. */
export function readProvider(name: string): ProviderName {
  if (isProviderName(name)) return name;
  throw new Failure("UNKNOWN_PROVIDER", { name, known: providerNames });
}
