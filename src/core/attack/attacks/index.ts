import type { Attack } from "../attack.ts";
import { claimedAuthority } from "./claimed-authority.ts";
import { injectedLeak } from "./injected-leak.ts";
import { injectedOrder } from "./injected-order.ts";
import { noRules } from "./no-rules.ts";
import { systemText } from "./system-text.ts";

/** In the order in which they stand in a file. */
export const attacks: readonly Attack[] = [injectedOrder, injectedLeak, claimedAuthority, noRules, systemText];
