import type { FileRule } from "../file-rule.ts";
import { hiddenUnicode } from "./hidden-unicode.ts";

export const fileRules: readonly FileRule[] = [hiddenUnicode];
