import type { Digest } from "../bundle/digest.ts";
import type { Sessions } from "../contract/contract.ts";
import type { Pointer } from "./pointer.ts";
import { chooseBundle, type Variant } from "./route.ts";

/** What is known of a conversation that may move. */
export interface Pinned {
  readonly label: string;
  readonly bundle: Digest;
  /** The session's id, which says where it is routed. */
  readonly session: string;
}

/** Where a conversation that is under way goes between two of its runs. */
export type Upgrade =
  | { readonly kind: "stay" }
  | { readonly kind: "move"; readonly digest: Digest; readonly variant: Variant }
  /** New sessions get another bundle, and this one keeps what it has. */
  | { readonly kind: "target_changed"; readonly digest: Digest; readonly why: string };

/**
 * A conversation moves only to where its id is routed now, only from a bundle that was shown to be left safely,
 * and only where its own contract lets it. What is halted or revoked moves nobody: its checkpoints say so.
 *
 * @param onChange of the contract that the conversation is pinned to: it is what was agreed with
 */
export function upgradeOf(pointer: Pointer, pinned: Pinned, onChange: Sessions["on_change"]): Upgrade {
  const route = chooseBundle(pointer, pinned.session);
  if (route.kind === "halted" || route.digest === pinned.bundle) return { kind: "stay" };
  const { digest, variant } = route;
  const stays = (why: string): Upgrade => ({ kind: "target_changed", digest, why });
  if (pinned.label !== pointer.label) {
    return stays(`the conversation was opened on ${pinned.label}, and this client follows ${pointer.label}`);
  }
  if (onChange === "pin") return stays("its contract keeps conversations where they began (sessions.on_change: pin)");
  // What is in `upgradableFrom` was compared with `current`, never with a ramp.
  if (variant === "ramp") return stays("a ramp takes no conversations that are under way");
  if (!pointer.upgradableFrom.includes(pinned.bundle)) {
    return stays("it was not shown that conversations under way can move safely (the pointer's upgradableFrom)");
  }
  return { kind: "move", digest, variant };
}
