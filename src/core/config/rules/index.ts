import type { ConfigRule } from "../rule.ts";
import { labelUnknown } from "./label-unknown.ts";

export const configRules: readonly ConfigRule[] = [labelUnknown];
