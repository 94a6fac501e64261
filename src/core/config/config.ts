import type { AnalysisPolicy } from "../analysis/policy.ts";
import type { Model } from "../contract/contract.ts";
import type { LabelPolicy } from "../label/policy.ts";
import type { Poll } from "../label/pointer.ts";
import type { Severities } from "../lint/severities.ts";

/** `promptctl.yaml`, complete. Paths and globs are relative to its folder. */
export interface Config {
  readonly contracts: string;
  readonly goldens: string;
  readonly runner: Runner | null;
  readonly release: Release;
  readonly labels: readonly LabelPolicy[];
  /** Run records without a prompt id are refused, not only counted. */
  readonly requirePromptId: boolean;
  /** By `provider/name` of the model. What is not here has no price, which is not the price 0. */
  readonly prices: Readonly<Record<string, Price>>;
  readonly analysis: AnalysisPolicy;
  /** The model that judges answers by a rubric; `null` where the project names none. */
  readonly judge: Model | null;
  /** How this team weighs the rules of `check` and `diff`. */
  readonly severities: Severities;
}

/** How an agent is reached that runs golden tasks. */
export type Runner =
  | { readonly kind: "command"; readonly command: readonly [string, ...string[]] }
  | { readonly kind: "http"; readonly url: string; readonly headers: Readonly<Record<string, HeaderValue>> }
  | { readonly kind: "model" };

/** Text, or the name of an environment variable: a key is never in the file. */
export type HeaderValue = string | { readonly env: string };

export interface Release {
  readonly branch: string;
  readonly remote: string;
  readonly defaultBranch: string | null;
  readonly publish: readonly { readonly dir: string }[];
  readonly poll: Poll;
}

/** US dollars for a million tokens. `null` where the user gave none. */
export interface Price {
  readonly input: number;
  readonly output: number;
  readonly cached: number | null;
  readonly cache_write: number | null;
}

export const configName = "promptctl.yaml";
