import type { Finding } from "../finding.ts";
import { findingsOf } from "../issues.ts";
import { prune } from "../prune.ts";
import { findingOf } from "../rule.ts";
import { parseYaml, type YamlFile } from "../yaml/parse.ts";
import { subjectOf } from "../yaml/subject.ts";
import type { Config } from "./config.ts";
import { normaliseConfig } from "./normalise.ts";
import type { ConfigRule } from "./rule.ts";
import { configAdvice, configLaws } from "./rules/index.ts";
import { type ConfigFile, configSchema } from "./schema.ts";
import { configShape } from "./shape.ts";

export interface ReadConfig {
  readonly config: Config | null;
  /** What can be used beside the faults: for what must work in spite of them. */
  readonly rest: Config;
  readonly findings: readonly Finding[];
}

/** @param text `null` where there is no such file: every key has a default. */
export function readConfig(path: string, text: string | null): ReadConfig {
  const file = parseYaml(path, text ?? "{}");
  if (file.faults.length > 0) return { config: null, rest: defaultConfig(), findings: file.faults };
  const parsed = configSchema.safeParse(file.value ?? {});
  if (!parsed.success) {
    const pruned = prune(configSchema, file.value, {});
    const rest = pruned === null ? defaultConfig() : normaliseConfig(pruned.value);
    return { config: null, rest, findings: findingsOf(parsed.error, configShape, subjectOf(file, null)) };
  }
  const config = normaliseConfig(parsed.data);
  const findings = ask(configLaws, parsed.data, file);
  return { config: findings.length > 0 ? null : config, rest: config, findings };
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
