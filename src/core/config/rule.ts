import type { Fault, RuleCard } from "../rule.ts";
import type { Config } from "./config.ts";
import type { ConfigFile } from "./schema.ts";

/** A rule about `promptctl.yaml` whose shape is right: what it means, and what was written. */
export interface ConfigRule extends RuleCard {
  judge(config: Config, written: ConfigFile): readonly Fault[];
}
