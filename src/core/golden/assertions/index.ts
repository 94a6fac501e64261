import type { Assertion } from "../verdict.ts";
import { answered } from "./answered.ts";
import { called, confirmed, denied, notCalled } from "./calls.ts";
import { increase } from "./increase.ts";
import { callsPerTool, limits } from "./limits.ts";
import { output, outputSchema, said } from "./output.ts";
import { stopReason } from "./stop-reason.ts";
import { order, writes } from "./writes.ts";

/** Every kind of invariant, in the order in which a failure explains most. */
export const assertions: readonly Assertion[] = [
  stopReason,
  writes,
  order,
  called,
  notCalled,
  confirmed,
  denied,
  answered,
  output,
  outputSchema,
  said,
  limits,
  callsPerTool,
  increase,
];
