import fc from "fast-check";
import { expect, test } from "vitest";
import type { Session } from "../../src/client/session/session.ts";
import { budgetDefaults } from "../../src/core/contract/defaults.ts";
import { readRecords } from "../../src/core/run/records/read.ts";
import { answered, shopContract } from "../helpers/adapted.ts";
import { sampleBundle } from "../helpers/contracts.ts";
import { connected, publishedFolder } from "../helpers/published.ts";

/** Whatever a host without types, or a model, may hand over. */
const anything = fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true, withObjectString: true });
const name = fc.oneof(
  fc.constantFrom("get_order", "issue_refund", "process_refund", "hand_over", "__proto__"),
  fc.string(),
);

type Step = (session: Session) => unknown;
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constant<Step>((session) => session.beforeTurn()),
  fc.constant<Step>((session) => session.beforeModel()),
  fc.constant<Step>((session) => session.upgrade()),
  fc.constant<Step>((session) => session.usage()),
  fc.constant<Step>((session) => session.attributes()),
  fc.string().map<Step>((header) => (session) => session.baggage(header)),
  fc.tuple(name, anything).map<Step>(
    ([tool, args]) =>
      (session) =>
        session.beforeTool(tool, args),
  ),
  fc.tuple(name, anything).map<Step>(
    ([tool, args]) =>
      (session) =>
        session.approve(tool, args),
  ),
  fc.tuple(name, fc.boolean()).map<Step>(
    ([tool, succeeded]) =>
      (session) =>
        session.afterTool(tool, succeeded),
  ),
  anything.map<Step>((usage) => (session) => session.afterModel(usage as never)),
  fc.record({ input: fc.nat(), output: fc.nat() }).map<Step>((usage) => (session) => session.afterModel(usage)),
);

test("whatever a model or a host hands over, checkpoints answer, and the record can be read", async () => {
  const budgets = { ...budgetDefaults, max_steps: 5, max_tool_calls: 5, max_tokens: 1_000, max_spend_usd: 1 };
  const live = await publishedFolder();
  await live.publish(sampleBundle("rules", shopContract(answered, { budgets })));
  const { client } = await connected(live);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const session = client.open("s-1");
      for (const take of steps) take(session);
      const record = session.record();
      expect(readRecords(JSON.stringify(record))).toEqual({ records: [record], faults: [] });
      expect(JSON.parse(JSON.stringify(session.memory()))).toEqual(session.memory());
    }),
    { numRuns: 300 },
  );
});

test("whatever was approved, a budget that is used up stops, and no call is carried out twice as often as it says", async () => {
  const live = await publishedFolder();
  const budgets = { ...budgetDefaults, max_calls_per_tool: { issue_refund: 2 } };
  await live.publish(sampleBundle("rules", shopContract(answered, { budgets })));
  const { client } = await connected(live);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom("issue_refund", "process_refund"), fc.integer({ min: 1, max: 300 }))),
      (calls) => {
        const session = client.open("s-1");
        session.afterTool("get_order", true);
        session.beforeTurn();
        let made = 0;
        for (const [tool, amount] of calls) {
          const checked = amount > 100 ? session.approve(tool, { amount }) : session.beforeTool(tool, { amount });
          if (checked.kind === "allow") {
            made += 1;
            session.afterTool(tool, true);
          } else expect([checked.kind, made]).toEqual(["stop", 2]);
        }
        expect(made).toBe(Math.min(2, calls.length));
      },
    ),
  );
});
