import type { Check } from "../check.ts";
import { analyses } from "./analyses.ts";
import { bundles } from "./bundles.ts";
import { evidence } from "./evidence.ts";
import { hands } from "./hands.ts";
import { places } from "./places.ts";
import { pointers } from "./pointers.ts";
import { rewritten } from "./rewritten.ts";
import { serials } from "./serials.ts";
import { strangers } from "./strangers.ts";

/** What `verify` proves, in the order in which it is told. */
export const checks: readonly Check[] = [
  bundles,
  pointers,
  serials,
  hands,
  rewritten,
  evidence,
  analyses,
  strangers,
  places,
];
