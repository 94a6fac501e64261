/** How a run can end, whatever the contract. A contract adds its own with `stop_reasons`. */
export const coreStopReasons = [
  "finish",
  "needs_confirmation",
  "budget_exceeded",
  "truncated",
  "refused",
  "halted",
  "revoked",
  "cancelled",
  "error",
] as const;
