import { z } from "zod";
import { modelSchema } from "../contract/model-schema.ts";
import { severityLevels } from "../severity.ts";
import { evidenceKinds } from "../label/evidence.ts";
import { standardPoll } from "../label/pointer.ts";
import { environment, field, filledText, form, name, patterned } from "../shape/pieces.ts";
import { analysisSchema } from "./analysis-schema.ts";
import { runnerSchema } from "./runner-schema.ts";

const label = name("label");

const duration = patterned(/^\d+(?:\.\d+)?[smhd]$/, "a duration (15s, 30m, 2h, 7d)");

const live = field(
  z.literal("live"),
  "The agent itself must have passed them: recordings of a model do not do.",
  "live",
);

const requirement = z.union([
  form(z.enum(evidenceKinds), "golden or security"),
  form(z.strictObject({ golden: live }), "{ golden: live }"),
  form(z.strictObject({ security: live }), "{ security: live }"),
  form(z.strictObject({ golden: live, security: live }), "{ golden: live, security: live }"),
]);

const labelSchema = z.strictObject({
  environment: field(
    environment().optional(),
    "Where sessions of this label run, as the agent is told. A label that ramps on another one is where that one is.",
    { name: "production" },
  ),
  ramp: field(
    z
      .strictObject({
        of: field(label, "The label whose new sessions are shared.", "prod"),
        // Two decimals at most: LABEL_WEIGHT says so, which a JSON Schema cannot.
        weight: field(z.number().min(0).max(100), "The share of its new sessions, in percent.", 5),
      })
      .optional(),
    "What is put here goes to a share of another label's new sessions: a canary.",
    { of: "prod", weight: 5 },
  ),
  requires: field(
    z.array(requirement).default([]),
    "The golden tasks that must have passed: by recordings or not, or, with `live`, asked of the agent itself.",
    ["golden", { security: "live" }],
  ),
  from: field(label.optional(), "Only what this other label serves may be put here.", "canary"),
  bake: field(duration.optional(), "For how long `from` must have served it.", "30m"),
  max_severity: field(
    z.enum(severityLevels).optional(),
    "A change beyond this needs `--allow-breaking REASON`.",
    "dangerous",
  ),
});

export type LabelFile = z.infer<typeof labelSchema>;

const defaultLabels: Readonly<Record<string, LabelFile>> = {
  staging: { environment: { name: "staging" }, requires: [] },
  canary: { ramp: { of: "prod", weight: 5 }, requires: ["golden"] },
  prod: { environment: { name: "production" }, requires: ["golden"], max_severity: "dangerous" },
};

const pollSchema = z.strictObject({
  interval: field(duration.default(`${standardPoll.interval}s`), "How often a runtime looks.", "15s"),
  deadline: field(duration.default(`${standardPoll.deadline}s`), "How long it waits for an answer.", "5s"),
  jitter: field(z.number().min(0).max(1).default(standardPoll.jitter), "By what share the interval varies.", 0.1),
});

const releaseSchema = z.strictObject({
  branch: field(
    patterned(
      /^[a-z0-9][a-z0-9_-]*(?:\/[a-z0-9][a-z0-9_-]*)*$/,
      "a branch (lower-case letters, digits, - and _, parted by /)",
    ).default("promptctl/releases"),
    "Where pointers, bundles and evidence live; its own history is the audit log.",
    "promptctl/releases",
  ),
  remote: field(
    patterned(/^[A-Za-z0-9][\w.-]*$/, "the name of a remote, as `git remote` lists it").default("origin"),
    "The remote that the branch is pushed to; none, where the repository has none.",
    "origin",
  ),
  default_branch: field(
    filledText().optional(),
    "The branch that policy and golden tasks are taken from, where the remote does not say it.",
    "main",
  ),
  publish: field(
    z
      .array(z.strictObject({ dir: field(filledText(), "A folder, relative to this file.", ".promptctl/live") }))
      .default([{ dir: ".promptctl/live" }]),
    "Plain places that runtimes poll. Every move of a label writes them.",
    [{ dir: ".promptctl/live" }],
  ),
  poll: field(pollSchema.prefault({}), "How runtimes poll, where they say nothing else; copied into pointers.", {
    interval: "15s",
    deadline: "5s",
    jitter: 0.1,
  }),
});

const dollars = z.number().min(0);

const priceSchema = z.strictObject({
  input: field(dollars, "Of tokens in.", 0.25),
  output: field(dollars, "Of tokens out.", 2),
  cached: field(dollars.optional(), "Of tokens in that come from a cache.", 0.025),
  cache_write: field(dollars.optional(), "Of tokens in that are written to a cache.", 0.3),
});

/** The shape of `promptctl.yaml`. Rules between fields live in `rules/`. */
export const configSchema = z.strictObject({
  promptctl: field(z.literal(1).default(1), "The format of this file.", 1),
  contracts: field(
    filledText().default("prompts/*/contract.yaml"),
    "Where contracts are: a glob, relative to this file.",
    "prompts/*/contract.yaml",
  ),
  goldens: field(
    filledText().default("goldens/**/*.yaml"),
    "Where golden tasks are: a glob, relative to this file.",
    "goldens/**/*.yaml",
  ),
  runner: field(runnerSchema.optional(), "What runs the golden tasks.", { command: ["node", "agent.mjs"] }),
  release: field(releaseSchema.prefault({}), "Where releases are kept and published.", {
    publish: [{ dir: ".promptctl/live" }],
  }),
  labels: field(
    z.record(label, labelSchema).default(defaultLabels),
    "The names that runtimes ask for, and what may be put on each. Given here, they replace the default set.",
    { prod: { from: "canary", requires: ["golden"], environment: { name: "production" } } },
  ),
  require_prompt_id: field(
    z.boolean().default(false),
    "Run records without a prompt id are refused, not only counted.",
    true,
  ),
  prices: field(
    z.record(patterned(/^[^/\s]+\/\S+$/, "a provider and a model (openai/gpt-5-mini)"), priceSchema).default({}),
    "US dollars for a million tokens: your own numbers, there are no defaults.",
    { "openai/gpt-5-mini": { input: 0.25, output: 2, cached: 0.025, cache_write: 0.3 } },
  ),
  analysis: field(
    analysisSchema.prefault({}),
    "How `analyze` judges a canary by its run records. Without it, twice the tokens or tool calls roll back.",
    { metrics: { tokens: { max_increase: "20%" } }, false_alarms: "5%" },
  ),
  judge: field(
    modelSchema.optional(),
    "The model that judges answers by a `rubric`, where the check names no other. It is asked with --live and --record.",
    { provider: "openai", name: "gpt-5-mini-2026-01-15", temperature: 0 },
  ),
  severities: field(
    z.record(z.string(), z.enum(["off", "note", "warning", "error", ...severityLevels])).default({}),
    "How this team weighs rules: off, note, warning or error of `check`; off, safe, dangerous or breaking of `diff`.",
    { EFFECT_UNSAID: "error" },
  ),
});

/** As written, its defaults filled in. */
export type ConfigFile = z.infer<typeof configSchema>;
