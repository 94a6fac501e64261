import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import type { Path } from "../place.ts";
import { isCalled, type ProviderName, titleOf } from "./names.ts";
import type { Remark } from "./provider.ts";

/** What a map of several providers says for one of them. */
interface Chosen {
  /** `null` where it says nothing for this one. */
  readonly value: JsonObject | null;
  /** Under which name it was found. */
  readonly path: Path;
  readonly notCarried: readonly Remark[];
}

/** Takes one entry of `{ openai: {…}, google: {…} }`: `model.options` and `provider_tool` are written so. */
export function chooseFor(provider: ProviderName, map: Json | undefined, path: Path): Chosen {
  if (!isJsonObject(map)) return { value: null, path, notCarried: [] };
  const entries = Object.entries(map);
  const mine = entries.find(([name, value]) => isCalled(provider, name) && isJsonObject(value));
  const others = entries.filter((entry) => entry !== mine);
  return {
    value: mine !== undefined && isJsonObject(mine[1]) ? mine[1] : null,
    path: mine === undefined ? path : [...path, mine[0]],
    notCarried: others.map(([name]) => ({ path: [...path, name], why: whyNot(provider, name, mine?.[0]) })),
  };
}

function whyNot(provider: ProviderName, name: string, taken: string | undefined): string {
  if (!isCalled(provider, name)) return `it is for ${name}`;
  return taken === undefined ? "it is no map" : `${titleOf(provider)} takes what stands under ${taken}`;
}
