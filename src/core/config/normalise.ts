import type { Environment } from "../contract/contract.ts";
import { normaliseModel } from "../contract/normalise.ts";
import { parseDuration } from "../duration.ts";
import { type EvidenceKind, evidenceKinds } from "../label/evidence.ts";
import { type LabelPolicy, parseWeight } from "../label/policy.ts";
import { standardPoll } from "../label/pointer.ts";
import type { Config, Price, Runner } from "./config.ts";
import { normaliseAnalysis } from "./normalise-analysis.ts";
import type { ConfigFile, LabelFile } from "./schema.ts";

/** In the words of the program: durations in seconds, shares in basis points, `null` where nothing was written. */
export function normaliseConfig(file: ConfigFile): Config {
  const { branch, remote, default_branch, publish, poll } = file.release;
  return {
    contracts: file.contracts,
    goldens: file.goldens,
    runner: file.runner === undefined ? null : normaliseRunner(file.runner),
    release: {
      branch,
      remote,
      defaultBranch: default_branch ?? null,
      publish,
      poll: {
        interval: parseDuration(poll.interval) ?? standardPoll.interval,
        deadline: parseDuration(poll.deadline) ?? standardPoll.deadline,
        jitter: poll.jitter,
      },
    },
    labels: Object.entries(file.labels).map(([name, policy]) => normaliseLabel(name, policy)),
    requirePromptId: file.require_prompt_id,
    prices: Object.fromEntries(Object.entries(file.prices).map(([model, price]) => [model, normalisePrice(price)])),
    analysis: normaliseAnalysis(file.analysis),
    judge: file.judge === undefined ? null : normaliseModel(file.judge),
    severities: file.severities,
  };
}

function normaliseRunner(runner: NonNullable<ConfigFile["runner"]>): Runner {
  if ("command" in runner) return { kind: "command", command: runner.command };
  if ("http" in runner) return { kind: "http", url: runner.http.url, headers: runner.http.headers ?? {} };
  return { kind: "model" };
}

function normaliseLabel(
  name: string,
  { environment, ramp, requires, from, bake, max_severity }: LabelFile,
): LabelPolicy {
  return {
    label: name,
    environment: (environment as Environment | undefined) ?? null,
    // Without a weight that can be counted LABEL_WEIGHT refuses the file.
    ramp: ramp === undefined ? null : { of: ramp.of, weight: parseWeight(String(ramp.weight)) ?? 0 },
    requires: [...new Set(requires.flatMap(kindsIn))],
    live: evidenceKinds.filter((kind) => requires.some((one) => typeof one !== "string" && kind in one)),
    from: from ?? null,
    bake: bake === undefined ? null : parseDuration(bake),
    maxSeverity: max_severity ?? null,
  };
}

function kindsIn(requirement: LabelFile["requires"][number]): readonly EvidenceKind[] {
  return typeof requirement === "string" ? [requirement] : evidenceKinds.filter((kind) => kind in requirement);
}

function normalisePrice({ input, output, cached, cache_write }: ConfigFile["prices"][string]): Price {
  return { input, output, cached: cached ?? null, cache_write: cache_write ?? null };
}
