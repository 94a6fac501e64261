import type { Fault, RuleCard } from "../rule.ts";
import type { Config } from "./config.ts";

/** A rule about `promptctl.yaml` whose shape is right. */
export interface ConfigRule extends RuleCard {
  judge(config: Config): readonly Fault[];
}
