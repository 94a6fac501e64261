import type { Model } from "../../contract/contract.ts";
import type { Json } from "../../json.ts";
import { sayList } from "../../text.ts";
import type { Problem } from "./problem.ts";

/** The sampling settings whose value is not the default, 1. */
export function sampling({ temperature, top_p }: Model): readonly string[] {
  return [...(temperature === 1 ? [] : ["temperature"]), ...(top_p === 1 ? [] : ["top_p"])];
}

export function refuse(settings: readonly string[], problem: string): readonly Problem[] {
  return settings.map((setting) => ({ path: [setting], problem }));
}

export function atMost(model: Model, setting: string, most: number, title: string): readonly Problem[] {
  const value = model[setting];
  return typeof value === "number" && value > most ? refuse([setting], `${title} takes 0 to ${most}`) : [];
}

export function oneOf(model: Model, setting: string, known: readonly string[]): readonly Problem[] {
  const value: Json | undefined = model[setting];
  if (typeof value !== "string" || known.includes(value)) return [];
  return refuse([setting], `${model.name} takes ${sayList(known, "or")}`);
}
