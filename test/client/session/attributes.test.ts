import fc from "fast-check";
import { expect, test } from "vitest";
import type { Session } from "../../../src/client/session/session.ts";
import { providerName } from "../../../src/client/telemetry/provider-name.ts";
import { sampleBundle } from "../../helpers/contracts.ts";
import { connected, publishedFolder } from "../../helpers/published.ts";

const bundle = sampleBundle("rules");

async function opened(id = "s-1"): Promise<Session> {
  const live = await publishedFolder();
  await live.publish(bundle);
  return (await connected(live)).client.open(id);
}

const noTokens = { cached: null, cache_write: null, reasoning: null };

test("a span says what ran; what was not measured is left out", async () => {
  const session = await opened();
  const who = {
    "gen_ai.operation.name": "invoke_agent",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-5-mini-2026-01-15",
    "gen_ai.agent.name": "support",
    "gen_ai.agent.version": session.promptId,
    "promptctl.prompt_id": session.promptId,
    "promptctl.bundle": bundle.digest,
    "promptctl.label": "prod",
    "promptctl.serial": 1,
    "promptctl.variant": "current",
    "promptctl.opened_at": session.pin.opened_at,
  };
  const nothing = { allow: 0, confirm: 0, deny: 0 };
  const decided = Object.fromEntries(
    Object.entries(nothing).map(([decision, count]) => [`promptctl.decisions.${decision}`, count]),
  );
  const record = (session.beforeTurn({ run_id: "r-1" }), session.record());
  expect(session.attributes()).toEqual({
    ...who,
    ...decided,
    "gen_ai.conversation.id": record.session,
    "promptctl.run_id": "r-1",
    "promptctl.turn": 0,
    "promptctl.stop_reason": "finish",
    "promptctl.tool_calls": 0,
  });
  session.beforeTurn({ run_id: "r-2" });
  session.afterModel({ input: 10, output: 2, cached: 4 }, { spend_usd: 0.5 });
  const underWay = {
    ...who,
    ...decided,
    "gen_ai.conversation.id": record.session,
    "gen_ai.usage.input_tokens": 10,
    "gen_ai.usage.output_tokens": 2,
    "gen_ai.usage.cache_read.input_tokens": 4,
    "promptctl.run_id": "r-2",
    "promptctl.turn": 1,
    "promptctl.steps": 1,
    "promptctl.tool_calls": 0,
    "promptctl.spend_usd": 0.5,
  };
  expect(session.attributes()).toEqual(underWay);
  // What the host measured better is what a trace says too.
  session.record({
    stop_reason: "truncated",
    tokens: { ...noTokens, input: 12, output: 3, reasoning: 1 },
    tool_calls: 4,
  });
  expect(session.attributes()).toMatchObject({
    "gen_ai.usage.input_tokens": 12,
    "gen_ai.usage.reasoning.output_tokens": 1,
    "promptctl.stop_reason": "truncated",
    "promptctl.tool_calls": 4,
  });
  const { "promptctl.opened_at": _, ...same } = who;
  expect((await opened("")).attributes()).toMatchObject(same);
});

test.each([
  ["openai", "openai"],
  ["openai.chat", "openai"],
  ["google", "gcp.gemini"],
  ["google-vertex", "gcp.vertex_ai"],
  ["amazon-bedrock", "aws.bedrock"],
  ["xai", "x_ai"],
  ["acme", "acme"],
])("%s is called %s", (provider, name) => {
  expect(providerName(provider)).toBe(name);
});

const ours = (session: Session): string =>
  `promptctl.prompt_id=${session.promptId},promptctl.label=prod,promptctl.variant=current`;

test.each<[string, string, (session: Session) => string]>([
  ["nothing", "", ours],
  ["somebody else's members", "userId=alice, key=a;p=1", (session) => `userId=alice,key=a;p=1,${ours(session)}`],
  ["what another agent said of itself", "promptctl.label=canary,a=1", (session) => `a=1,${ours(session)}`],
  ["as many members as are passed on", Array(64).fill("a=1").join(","), () => Array(64).fill("a=1").join(",")],
])("baggage behind %s", async (_name, incoming, says) => {
  const session = await opened();
  expect(session.baggage(incoming)).toBe(says(session));
});

test("baggage stays within what is passed on, and drops nothing of others", async () => {
  const session = await opened();
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom("a", "b", "%"), maxLength: 400 }), { maxLength: 30 }),
      (values) => {
        const incoming = values.map((value, index) => `k${index}=${value}`).join(",");
        fc.pre(incoming.length <= 8_192);
        const said = session.baggage(incoming);
        expect([said.startsWith(incoming), said.length <= 8_192]).toEqual([true, true]);
      },
    ),
    { numRuns: 50 },
  );
});
