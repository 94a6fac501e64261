import type { Model, Tool } from "../contract/contract.ts";
import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import type { Remark } from "./provider.ts";

/** A setting of the model in the provider's words; `null` where there are none for this value. */
type SaySetting = (value: Json, model: Model) => JsonObject | null;

export type Settings = Readonly<Record<string, SaySetting>>;

interface SaidSettings {
  readonly request: JsonObject;
  readonly notCarried: readonly Remark[];
}

/** `model` in the provider's words. Who it is and `options` are not settings. */
export function saySettings(model: Model, settings: Settings, document: string): SaidSettings {
  const { provider: _, name: __, options: ___, ...rest } = model;
  const said = Object.entries(rest).map(([setting, value]) => ({
    setting,
    fragment: settings[setting]?.(value, model),
  }));
  return {
    request: said.reduce<JsonObject>((request, { fragment }) => merge(request, fragment ?? {}), {}),
    notCarried: said.flatMap(({ setting, fragment }): readonly Remark[] => {
      if (isJsonObject(fragment)) return [];
      const why = fragment === undefined ? `${document} has no such setting` : `${document} has no word for this value`;
      return [{ path: ["model", setting], why }];
    }),
  };
}

export type ToolChoice =
  | { readonly kind: "auto" | "none" | "required" }
  | { readonly kind: "tool"; readonly name: string };

/** `auto`, `none`, `required` (or `any`), or the name of a tool that is declared; `null` is none of them. */
export function readToolChoice(value: Json, declared: readonly Pick<Tool, "name" | "aliases">[]): ToolChoice | null {
  if (value === "auto" || value === "none" || value === "required") return { kind: value };
  if (value === "any") return { kind: "required" };
  const chosen = declared.find(({ name, aliases }) => name === value || aliases.some((alias) => alias === value));
  return chosen === undefined ? null : { kind: "tool", name: chosen.name };
}

/** Objects are merged, everything else is replaced. */
export function merge(base: JsonObject, over: JsonObject): JsonObject {
  const entries = Object.entries(over).map(([key, value]): [string, Json] => {
    const below = Object.hasOwn(base, key) ? base[key] : undefined;
    return [key, isJsonObject(below) && isJsonObject(value) ? merge(below, value) : value];
  });
  return { ...base, ...Object.fromEntries(entries) };
}
