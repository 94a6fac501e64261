import type { FileRule } from "../file-rule.ts";
import { hiddenUnicode } from "./hidden-unicode.ts";
import { lookalikeScalar } from "./lookalike-scalar.ts";

export const fileRules: readonly FileRule[] = [hiddenUnicode, lookalikeScalar];
