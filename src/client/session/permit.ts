import { Failure } from "../../core/failure.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Checkpoint } from "../../core/run/checkpoint.ts";
import type { Stop } from "./withdrawal.ts";

/**
 * For hosts that would rather have exceptions: the arguments of a call that is allowed.
 *
 * @throws Failure NOT_ALLOWED for everything else
 */
export function permit(checkpoint: Checkpoint): JsonObject {
  switch (checkpoint.kind) {
    case "allow":
      return checkpoint.arguments;
    case "confirm":
      throw new Failure("NOT_ALLOWED", {
        why: `${checkpoint.tool.name} needs a confirmation (${checkpoint.guardrail})`,
      });
    case "deny":
      throw new Failure("NOT_ALLOWED", { why: checkpoint.message });
    case "stop":
      throw new Failure("NOT_ALLOWED", { why: `${checkpoint.stop_reason}: ${checkpoint.message}` });
  }
}

/** @throws Failure NOT_ALLOWED where the run has to end */
export function goOn(stop: Stop): void {
  if (stop !== null) throw new Failure("NOT_ALLOWED", { why: `${stop.stop_reason}: ${stop.message}` });
}
