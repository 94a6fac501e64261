import type { Json, JsonObject } from "../../json.ts";

/** What a golden task checks, as far as assertions say the same. */
export interface Checks {
  readonly output: readonly JsonObject[];
  readonly called: readonly Json[];
  readonly notCalled: readonly Json[];
  readonly order: readonly Json[];
  readonly stopReasons: readonly string[];
  readonly seconds: readonly number[];
  readonly spend: readonly number[];
}

export const noChecks: Checks = {
  output: [],
  called: [],
  notCalled: [],
  order: [],
  stopReasons: [],
  seconds: [],
  spend: [],
};

export function both(left: Checks, right: Checks): Checks {
  return {
    output: [...left.output, ...right.output],
    called: [...left.called, ...right.called],
    notCalled: [...left.notCalled, ...right.notCalled],
    order: [...left.order, ...right.order],
    stopReasons: [...left.stopReasons, ...right.stopReasons],
    seconds: [...left.seconds, ...right.seconds],
    spend: [...left.spend, ...right.spend],
  };
}
