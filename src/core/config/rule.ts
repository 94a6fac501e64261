import type { Fault, RuleCard } from "../rule.ts";
import type { Config, ConfigFile } from "./config.ts";

/** A rule about `promptctl.yaml` whose shape is right: what it means, and what was written. */
export interface ConfigRule extends RuleCard {
  judge(config: Config, written: ConfigFile): readonly Fault[];
}
