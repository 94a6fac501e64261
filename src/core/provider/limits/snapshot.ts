import type { Model } from "../../contract/contract.ts";
import type { ProviderName } from "../names.ts";

/** A name that moves, and what stands still. */
export interface SnapshotAdvice {
  readonly problem: string;
  /** A name to write instead. */
  readonly pinned: string;
}

/**
 * A model name that the provider points at another model when it likes, where it also has a name that
 * stays. `null` where the name stays, or where nothing is known.
 */
export function snapshotAdvice(provider: ProviderName, { name }: Model): SnapshotAdvice | null {
  const pinned = moving[provider]?.(name) ?? null;
  return pinned === null ? null : { problem: `${name} is a name that moves from model to model`, pinned };
}

const moving: Partial<Readonly<Record<ProviderName, (name: string) => string | null>>> = {
  openai: (name) => openaiSnapshots.get(name) ?? null,
  anthropic: (name) => anthropicSnapshots.get(name) ?? null,
  // ai.google.dev, "Gemini models", "Latest": "this alias will get hot-swapped with every new release";
  // "Stable: … usually don't change. Most production apps should use a specific stable model."
  gemini: (name) => (/^(?:models\/)?gemini-.*-latest$/.test(name) ? "a stable model such as gemini-2.5-flash" : null),
};

/** API reference, list of models: names that have a snapshot with a date, and the newest of them. */
const openaiSnapshots: ReadonlyMap<string, string> = new Map([
  ["gpt-5.5", "gpt-5.5-2026-04-23"],
  ["gpt-5.5-pro", "gpt-5.5-pro-2026-04-23"],
  ["gpt-5.4-mini", "gpt-5.4-mini-2026-03-17"],
  ["gpt-5.4-nano", "gpt-5.4-nano-2026-03-17"],
  ["gpt-5.2", "gpt-5.2-2025-12-11"],
  ["gpt-5.2-pro", "gpt-5.2-pro-2025-12-11"],
  ["gpt-5.1", "gpt-5.1-2025-11-13"],
  ["gpt-5", "gpt-5-2025-08-07"],
  ["gpt-5-mini", "gpt-5-mini-2025-08-07"],
  ["gpt-5-nano", "gpt-5-nano-2025-08-07"],
  ["gpt-5-pro", "gpt-5-pro-2025-10-06"],
  ["gpt-4.1", "gpt-4.1-2025-04-14"],
  ["gpt-4.1-mini", "gpt-4.1-mini-2025-04-14"],
  ["gpt-4.1-nano", "gpt-4.1-nano-2025-04-14"],
  ["gpt-4o", "gpt-4o-2024-11-20"],
  ["gpt-4o-mini", "gpt-4o-mini-2024-07-18"],
  ["gpt-4-turbo", "gpt-4-turbo-2024-04-09"],
  ["gpt-4", "gpt-4-0613"],
  ["gpt-3.5-turbo", "gpt-3.5-turbo-0125"],
  ["o4-mini", "o4-mini-2025-04-16"],
  ["o3", "o3-2025-04-16"],
  ["o3-mini", "o3-mini-2025-01-31"],
  ["o3-pro", "o3-pro-2025-06-10"],
  ["o1", "o1-2024-12-17"],
  ["o1-pro", "o1-pro-2025-03-19"],
]);

/**
 * "Models overview": aliases and the snapshots they stand for. From Claude 4.6 on a name without a date is
 * the model's only one and stays.
 */
const anthropicSnapshots: ReadonlyMap<string, string> = new Map([
  ["claude-opus-4-5", "claude-opus-4-5-20251101"],
  ["claude-sonnet-4-5", "claude-sonnet-4-5-20250929"],
  ["claude-haiku-4-5", "claude-haiku-4-5-20251001"],
  ["claude-opus-4-1", "claude-opus-4-1-20250805"],
  ["claude-opus-4-0", "claude-opus-4-20250514"],
  ["claude-sonnet-4-0", "claude-sonnet-4-20250514"],
  ["claude-3-7-sonnet-latest", "claude-3-7-sonnet-20250219"],
  ["claude-3-5-sonnet-latest", "claude-3-5-sonnet-20241022"],
  ["claude-3-5-haiku-latest", "claude-3-5-haiku-20241022"],
  ["claude-3-opus-latest", "claude-3-opus-20240229"],
]);
