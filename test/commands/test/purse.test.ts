import { expect, test } from "vitest";
import type { AgentOutcome } from "../../../src/agents/agent.ts";
import { openPurse } from "../../../src/commands/act/test/purse.ts";

const unmeasured = (spend_usd?: number | null): AgentOutcome => ({
  kind: "unmeasured",
  why: "400",
  ...(spend_usd === undefined ? {} : { spend_usd }),
});

test.each<[string, readonly AgentOutcome[], ReturnType<ReturnType<typeof openPurse>["closed"]>, number]>([
  ["what came to nothing has been paid for", [unmeasured(0.6), unmeasured(0.6)], "spent", 1.2],
  ["what was never asked has cost nothing", [unmeasured(), unmeasured()], null, 0],
  ["what nobody knows the price of is not 0", [unmeasured(null)], "unpriced", 0],
])("%s", (_name, outcomes, closed, spent) => {
  const purse = openPurse(1);
  const pay = purse.payer({ agent: "live", judge: "live" });
  for (const outcome of outcomes) pay(outcome, { kind: "unmeasured", why: "400" });
  expect([purse.closed(), purse.spent()]).toEqual([closed, spent]);
});

test("a recording was paid for when it was made", () => {
  const purse = openPurse(1);
  purse.payer({ agent: "replay", judge: "replay" })(unmeasured(5), { kind: "unmeasured", why: "stale" });
  expect([purse.closed(), purse.spent()]).toEqual([null, 0]);
});
