import { z } from "zod";
import type { Environment } from "../contract/contract.ts";
import { severityLevels } from "../diff/severity.ts";
import { parseDuration } from "../duration.ts";
import type { Finding } from "../finding.ts";
import { findingsOf } from "../issues.ts";
import { evidenceKinds } from "../label/evidence.ts";
import { type LabelPolicy, parseWeight } from "../label/policy.ts";
import { type Poll, standardPoll } from "../label/pointer.ts";
import { isName, sayNameRule } from "../name.ts";
import type { Severities } from "../lint/severities.ts";
import { findingOf } from "../rule.ts";
import { parseYaml, type YamlFile } from "../yaml/parse.ts";
import { subjectOf } from "../yaml/subject.ts";
import type { ConfigRule } from "./rule.ts";
import { configAdvice, configLaws } from "./rules/index.ts";

/** `promptctl.yaml`, complete. Paths and globs are relative to its folder. */
export interface Config {
  readonly contracts: string;
  readonly goldens: string;
  readonly runner: Runner | null;
  readonly release: Release;
  readonly labels: readonly LabelPolicy[];
  /** How this team weighs the rules of `check` and `diff`. */
  readonly severities: Severities;
}

/** How an agent is reached that runs golden tasks. */
export type Runner = { readonly kind: "command"; readonly command: readonly [string, ...string[]] };

export interface Release {
  readonly branch: string;
  readonly remote: string;
  readonly defaultBranch: string | null;
  readonly publish: readonly { readonly dir: string }[];
  readonly poll: Poll;
}

export interface ReadConfig {
  readonly config: Config | null;
  readonly findings: readonly Finding[];
}

export const configName = "promptctl.yaml";

/** @param text `null` where there is no such file: every key has a default. */
export function readConfig(path: string, text: string | null): ReadConfig {
  const file = parseYaml(path, text ?? "{}");
  if (file.faults.length > 0) return { config: null, findings: file.faults };
  const parsed = configSchema.safeParse(file.value ?? {});
  if (!parsed.success) return { config: null, findings: findingsOf(parsed.error, subjectOf(file, null)) };
  const findings = ask(configLaws, parsed.data, file);
  return { config: findings.length > 0 ? null : normaliseConfig(parsed.data), findings };
}

/** What `check` says beside the laws; nothing about a file that cannot be used. */
export function adviseOnConfig(file: YamlFile): readonly Finding[] {
  const parsed = configSchema.safeParse(file.value ?? {});
  return file.faults.length > 0 || !parsed.success ? [] : ask(configAdvice, parsed.data, file);
}

function ask(rules: readonly ConfigRule[], written: ConfigFile, file: YamlFile): readonly Finding[] {
  const [config, subject] = [normaliseConfig(written), subjectOf(file, null)];
  return rules.flatMap((rule) => rule.judge(config, written).map((fault) => findingOf(rule, fault, subject)));
}

/** What holds where nothing is written. */
export function defaultConfig(): Config {
  return normaliseConfig(configSchema.parse({}));
}

const label = z.string().refine((name) => isName("label", name), { error: `a label name is ${sayNameRule("label")}` });

const duration = z.string().refine((text) => parseDuration(text) !== null, {
  error: "a duration is a number and s, m, h or d: 15s, 30m, 2h, 7d",
});

const labelSchema = z.strictObject({
  environment: z.looseObject({ name: z.string().min(1) }).optional(),
  ramp: z
    .strictObject({
      of: label,
      // Two decimals at most: LABEL_WEIGHT says so, which a JSON Schema cannot.
      weight: z.number().min(0).max(100),
    })
    .optional(),
  requires: z.array(z.enum(evidenceKinds)).default([]),
  from: label.optional(),
  bake: duration.optional(),
  max_severity: z.enum(severityLevels).optional(),
});

type LabelFile = z.infer<typeof labelSchema>;

const defaultLabels: Readonly<Record<string, LabelFile>> = {
  staging: { environment: { name: "staging" }, requires: [] },
  canary: { ramp: { of: "prod", weight: 5 }, requires: ["golden"] },
  prod: { environment: { name: "production" }, requires: ["golden"], max_severity: "dangerous" },
};

const configSchema = z.strictObject({
  promptctl: z.literal(1).default(1),
  contracts: z.string().min(1).default("prompts/*/contract.yaml"),
  goldens: z.string().min(1).default("goldens/**/*.yaml"),
  runner: z.strictObject({ command: z.tuple([z.string().min(1)], z.string()) }).optional(),
  release: z
    .strictObject({
      branch: z
        .string()
        .regex(
          /^[a-z0-9][a-z0-9_-]*(?:\/[a-z0-9][a-z0-9_-]*)*$/,
          "a branch here is lower-case letters, digits, - and _, parted by /",
        )
        .default("promptctl/releases"),
      remote: z
        .string()
        .regex(/^[A-Za-z0-9][\w.-]*$/, "the name of a remote, as `git remote` lists it")
        .default("origin"),
      default_branch: z.string().min(1).optional(),
      publish: z.array(z.strictObject({ dir: z.string().min(1) })).default([{ dir: ".promptctl/live" }]),
      poll: z
        .strictObject({
          interval: duration.default(`${standardPoll.interval}s`),
          deadline: duration.default(`${standardPoll.deadline}s`),
          jitter: z.number().min(0).max(1).default(standardPoll.jitter),
        })
        .prefault({}),
    })
    .prefault({}),
  labels: z.record(label, labelSchema).default(defaultLabels),
  severities: z.record(z.string(), z.enum(["off", "note", "warning", "error", ...severityLevels])).default({}),
});

/** As written, its defaults filled in. */
export type ConfigFile = z.infer<typeof configSchema>;

function normaliseConfig(file: ConfigFile): Config {
  const { branch, remote, default_branch, publish, poll } = file.release;
  return {
    contracts: file.contracts,
    goldens: file.goldens,
    runner: file.runner === undefined ? null : { kind: "command", command: file.runner.command },
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
    severities: file.severities,
  };
}

function normaliseLabel(
  name: string,
  { environment, ramp, requires, from, bake, max_severity }: LabelFile,
): LabelPolicy {
  return {
    label: name,
    environment: (environment as Environment | undefined) ?? null,
    ramp: ramp === undefined ? null : { of: ramp.of, weight: parseWeight(String(ramp.weight)) ?? 0 },
    requires,
    from: from ?? null,
    bake: bake === undefined ? null : parseDuration(bake),
    maxSeverity: max_severity ?? null,
  };
}
