import { describe, expect, test } from "vitest";
import { renderContract } from "../../../src/core/contract/render.ts";
import type { Price } from "../../../src/core/config/config.ts";
import { playScene, type Scene } from "../../../src/core/golden/play.ts";
import type { Moment, Thought } from "../../../src/core/golden/thought.ts";
import type { AgentAnswer } from "../../../src/core/run/record.ts";
import { contractFrom } from "../fixture.ts";

const support = `contract: support
model: { provider: openai, name: m }
system: Be kind.
tools:
  - { name: get_order, effect: read, input: { type: object, required: [id], properties: { id: { type: string } } } }
  - { name: issue_refund, effect: destructive, aliases: [process_refund] }
  - { name: close_ticket, effect: write }
  - { name: transfer_to_human, effect: write, stop_reason: transferred }
guardrails:
  - { id: ask-first, tool: issue_refund, decision: confirm }
  - { id: look-first, tool: close_ticket, unless_called: [get_order], decision: deny }
stop_reasons: [transferred]
`;

const tools: Scene["tools"] = {
  get_order: [
    { args: { id: "1" }, return: { status: "shipped" } },
    { args: { id: "2" }, error: "no such order" },
  ],
  issue_refund: [{ return: true }],
  close_ticket: [{ return: null }],
  transfer_to_human: [{ return: "soon" }],
};

describe("a run", () => {
  test("ends with the text that has no calls", async () => {
    const { answer, moments } = await play({}, [says("Good day.")]);
    expect(answer).toMatchObject({ stop_reason: "finish", output: "Good day.", steps: 1, calls: [] });
    expect(moments).toMatchObject([{ system: "Be kind.", messages: [{ role: "user", content: "Hello" }] }]);
    expect(answer.transcript).toEqual([
      { role: "user", content: "Hello" },
      { role: "assistant", content: "Good day." },
    ]);
  });

  test("shows the agent what its calls returned", async () => {
    const { answer, moments } = await play({}, [calls(["get_order", { id: "1" }]), says("Shipped.")]);
    expect(answer.calls).toEqual([
      {
        id: "call_1",
        turn: 0,
        step: 0,
        name: "get_order",
        arguments: { id: "1" },
        result: { status: "shipped" },
        error: null,
        decision: "allow",
      },
    ]);
    expect(moments[1]?.messages.at(-1)).toEqual({ role: "tool", call_id: "call_1", content: '{"status":"shipped"}' });
  });

  test("calls of one step have the same step and ids of their own", async () => {
    const { answer } = await play({}, [
      calls(["get_order", { id: "1" }], ["get_order", { id: "2" }]),
      says("One of them."),
    ]);
    expect(answer.calls?.map(({ id, step, error }) => [id, step, error])).toEqual([
      ["call_1", 0, null],
      ["call_2", 0, "no such order"],
    ]);
  });

  test("sums what was measured", async () => {
    const tokens = { input: 10, output: 2, cached: 5, cache_write: null, reasoning: 1 };
    const { answer } = await play({}, [
      { ...calls(["get_order", { id: "1" }]), tokens },
      { ...says("Done."), tokens },
    ]);
    expect(answer.tokens).toEqual({ input: 20, output: 4, cached: 10, cache_write: null, reasoning: 2 });
  });
});

describe("a call that is not carried out", () => {
  test.each<[string, [string, object], object]>([
    [
      "of an unknown tool",
      ["refund_order", {}],
      { decision: null, result: null, error: expect.stringContaining("There is no tool refund_order") },
    ],
    ["with wrong arguments", ["get_order", {}], { decision: null, error: expect.stringContaining("not valid") }],
    [
      "that a guardrail denies",
      ["close_ticket", {}],
      { decision: "deny", error: expect.stringContaining("look-first") },
    ],
    [
      "that the task does not foresee",
      ["get_order", { id: "9" }],
      { decision: "allow", error: expect.stringContaining("UNANSWERED_CALL") },
    ],
  ])("%s: the model is told, and goes on", async (_name, [name, args], expected) => {
    const { answer, moments } = await play({}, [calls([name, args]), says("Sorry.")]);
    expect(answer).toMatchObject({ stop_reason: "finish", calls: [expected] });
    expect(moments[1]?.messages.at(-1)).toMatchObject({ role: "tool", content: answer.calls?.[0]?.error });
  });
});

test("a guardrail is lifted by a call that succeeded, in an earlier turn too, and by no other", async () => {
  const { answer } = await play({ turns: ["Hello", "And now?"] }, [
    calls(["get_order", { id: "2" }]),
    calls(["close_ticket", {}]),
    calls(["get_order", { id: "1" }]),
    says("Shipped."),
    calls(["close_ticket", {}]),
    says("Closed."),
  ]);
  expect(answer.calls?.map(({ name, turn, decision }) => [name, turn, decision])).toEqual([
    ["get_order", 0, "allow"],
    ["close_ticket", 0, "deny"],
    ["get_order", 0, "allow"],
    ["close_ticket", 1, "allow"],
  ]);
});

describe("a call that has to be confirmed", () => {
  test("stops the run, and is not carried out", async () => {
    const { answer } = await play({}, [calls(["issue_refund", {}])]);
    expect(answer).toMatchObject({
      stop_reason: "needs_confirmation",
      calls: [{ decision: "confirm", result: null, error: expect.any(String) }],
    });
  });

  test("stops the run, and the user can go on", async () => {
    const { answer } = await play({ turns: ["Refund!", "Never mind."] }, [
      calls(["issue_refund", {}]),
      says("All right."),
    ]);
    expect(answer).toMatchObject({ stop_reason: "finish", output: "All right.", calls: [{ turn: 0 }] });
  });

  test("leaves no call of its step without an answer when the user goes on", async () => {
    const { moments } = await play({ turns: ["Refund!", "Never mind."] }, [
      calls(["issue_refund", {}], ["get_order", { id: "1" }]),
      says("All right."),
    ]);
    const last = moments.at(-1)?.messages ?? [];
    const asked = last.flatMap((message) => ("calls" in message ? message.calls.map(({ id }) => id) : []));
    const answered = last.flatMap((message) => ("call_id" in message ? [message.call_id] : []));
    expect(answered).toEqual(asked);
  });

  test("is carried out when it is approved", async () => {
    const { answer } = await play({ on_confirm: "approve" }, [calls(["issue_refund", {}]), says("Refunded.")]);
    expect(answer).toMatchObject({
      stop_reason: "finish",
      calls: [{ decision: "confirm", result: true, error: null }],
    });
  });

  test("is an error for the model when it is denied", async () => {
    const { answer } = await play({ on_confirm: "deny" }, [calls(["issue_refund", {}]), says("Not refunded.")]);
    expect(answer).toMatchObject({
      stop_reason: "finish",
      calls: [{ decision: "confirm", result: null, error: expect.any(String) }],
    });
  });

  test("has to be confirmed by its old name too, and is answered by the same simulation", async () => {
    const { answer } = await play({ on_confirm: "approve" }, [calls(["process_refund", {}]), says("Refunded.")]);
    expect(answer.calls).toMatchObject([{ name: "process_refund", decision: "confirm", result: true }]);
  });
});

describe("a budget", () => {
  const find = calls(["get_order", { id: "1" }]);
  test.each<[string, string, number, number]>([
    ["of steps", "max_steps: 2", 2, 2],
    ["of tool calls", "max_tool_calls: 1", 2, 1],
    ["of no tool calls", "max_tool_calls: 0", 1, 0],
    ["of calls of one tool", "max_calls_per_tool: { get_order: 2 }", 3, 2],
  ])("%s stops the run before it is exceeded", async (_name, budget, steps, made) => {
    const { answer } = await play({}, [find, find, find, find], `budgets: { ${budget} }\n`);
    expect(answer).toMatchObject({ stop_reason: "budget_exceeded", steps });
    expect(answer.calls).toHaveLength(made);
  });

  test("of tokens stops the run once it is spent", async () => {
    const tokens = { input: 40, output: 10, cached: null, cache_write: null, reasoning: null };
    const { answer } = await play(
      {},
      [find, find, find].map((thought) => ({ ...thought, tokens })),
      "budgets: { max_tokens: 100 }\n",
    );
    expect(answer).toMatchObject({ stop_reason: "budget_exceeded", steps: 2 });
  });

  test("is of one run: the next turn has its own", async () => {
    const { answer } = await play(
      { turns: ["one", "two"] },
      [find, says("1"), find, says("2")],
      "budgets: { max_steps: 2, max_tool_calls: 1 }\n",
    );
    expect(answer).toMatchObject({ stop_reason: "finish", output: "2", steps: 4 });
  });

  test("that is spent ends the conversation: nobody listens to the next turn", async () => {
    const { answer } = await play({ turns: ["one", "two"] }, [find, find], "budgets: { max_steps: 1 }\n");
    expect(answer).toMatchObject({ stop_reason: "budget_exceeded", steps: 1 });
  });
});

describe("a budget of what one answer used", () => {
  const find = calls(["get_order", { id: "1" }], ["get_order", { id: "2" }]);
  const tokens = { input: 40, output: 10, cached: null, cache_write: null, reasoning: null };
  const price = { input: 1_000, output: 1_000, cached: null, cache_write: null };
  test.each<[string, string, Partial<Thought>]>([
    ["tokens", "max_tokens: 50", { tokens }],
    ["seconds", "max_seconds: 2", { seconds: 2.5 }],
    ["money", "max_spend_usd: 0.05", { tokens }],
  ])("of %s keeps its calls from being made, and says so for each", async (_name, budget, used) => {
    const { answer } = await play({}, [{ ...find, ...used }], `budgets: { ${budget} }\n`, price);
    expect(answer).toMatchObject({ stop_reason: "budget_exceeded", steps: 1, calls: [] });
    expect(answer.transcript?.filter(({ role }) => role === "tool")).toHaveLength(2);
  });

  test("is kept by an answer that uses all of it, and not by one that uses more", async () => {
    const done = { ...says("Done."), tokens };
    const { answer } = await play({}, [done], "budgets: { max_tokens: 50 }\n");
    expect(answer).toMatchObject({ stop_reason: "finish", output: "Done." });
    const more = await play({ turns: ["one", "two"] }, [done], "budgets: { max_tokens: 49 }\n");
    expect(more.answer).toMatchObject({ stop_reason: "budget_exceeded", output: "Done.", steps: 1 });
  });

  test("ends a run in which the model said nothing for as long as there was", async () => {
    const silence = { ...says(""), seconds: 2, stop_reason_raw: null };
    const { answer } = await play({ turns: ["one", "two"] }, [silence], "budgets: { max_seconds: 2 }\n");
    expect(answer).toMatchObject({ stop_reason: "budget_exceeded", stop_reason_raw: null, steps: 1 });
  });

  test("does not hide that a model refused", async () => {
    const refused = { ...says("No."), tokens, stop_reason_raw: "content_filter" };
    const { answer } = await play({}, [refused], "budgets: { max_tokens: 49 }\n");
    expect(answer).toMatchObject({ stop_reason: "refused" });
  });

  test("of seconds counts the wait for simulated tools, those of one step side by side", async () => {
    const slow = { get_order: [{ return: "late", delay: 3 }], issue_refund: [{ return: true, delay: 1 }] };
    const thought = { ...calls(["get_order", { id: "1" }], ["get_order", { id: "2" }]), seconds: 0.1 };
    const { answer } = await play({ tools: slow }, [thought], "budgets: { max_seconds: 3 }\n");
    expect(answer).toMatchObject({ stop_reason: "budget_exceeded", seconds: 3.1, steps: 1 });
    expect(answer.calls).toHaveLength(2);
  });
});

test("what one step did not measure is not known of the run", async () => {
  const tokens = { input: 10, output: 2, cached: null, cache_write: null, reasoning: null };
  const step = { ...calls(["get_order", { id: "1" }]), tokens, seconds: 1 };
  const { answer } = await play({}, [step, says("Done.")]);
  expect(answer).toMatchObject({ steps: 2, tokens: null, seconds: null, spend_usd: null });
});

describe("why a model stopped", () => {
  const find: [string, object] = ["get_order", { id: "1" }];
  const stopped = (thought: Thought, raw: string | null): Thought => ({ ...thought, stop_reason_raw: raw });
  test.each<[string, Thought, string]>([
    ["stop, with a text", stopped(says("Shipped."), "stop"), "finish"],
    ["length", stopped(says("It is on its"), "length"), "truncated"],
    ["length, in the middle of a call", stopped(calls(find), "length"), "truncated"],
    ["content_filter", stopped(says(""), "content_filter"), "refused"],
    ["tool_calls, and calls nothing", stopped(says("Let me see."), "tool_calls"), "error"],
    ["a word that nobody knows", stopped(says("Shipped."), "eaten_by_a_bear"), "error"],
    ["nothing at all", stopped(says("Shipped."), null), "error"],
  ])("%s", async (_name, thought, stop_reason) => {
    const { answer } = await play({}, [thought]);
    expect(answer).toMatchObject({ stop_reason, stop_reason_raw: thought.stop_reason_raw, calls: [] });
    expect(answer.transcript?.[1]).toMatchObject({ role: "assistant", stop_reason_raw: thought.stop_reason_raw });
  });

  test.each(["tool_calls", "stop", "eaten_by_a_bear", null])("%j: calls that are there are made", async (raw) => {
    const { answer } = await play({}, [stopped(calls(find), raw), stopped(says("Shipped."), "stop")]);
    expect(answer).toMatchObject({ stop_reason: "finish", stop_reason_raw: "stop", calls: [{ error: null }] });
  });

  test("a pause is no end: it is asked again with what was said, and all of it is the answer", async () => {
    const { answer, moments } = await play(
      {},
      [stopped(says("I searched, and "), "pause_turn"), stopped(says("found it."), "end_turn")],
      "",
      null,
      "anthropic",
    );
    expect(answer).toMatchObject({ stop_reason: "finish", output: "I searched, and found it.", steps: 2 });
    expect(moments[1]?.messages.at(-1)).toEqual({ role: "assistant", content: "I searched, and " });
  });
});

describe("the ids of calls", () => {
  test("are the model's own, where they tell calls apart", async () => {
    const asked = { ...calls(["get_order", { id: "1" }]), calls: ["a", "a", "", "call_3"].map(idOf) };
    const { answer } = await play({}, [asked, says("Done.")]);
    const ids = (answer.calls ?? []).map(({ id }) => id);
    expect(ids[0]).toBe("a");
    expect(ids).toContain("call_3");
    expect(new Set(ids).size).toBe(4);
  });

  function idOf(id: string): Thought["calls"][number] {
    return { id, name: "get_order", arguments: { id: "1" } };
  }
});

test("arguments that are no JSON object are told to the agent, and it goes on", async () => {
  const broken = { text: "", calls: [{ name: "get_order", arguments: '{"id": ' }], tokens: null };
  const { answer, moments } = await play({}, [broken, says("Sorry.")]);
  expect(answer).toMatchObject({ stop_reason: "finish", calls: [{ arguments: {}, decision: null }] });
  expect(moments[1]?.messages.at(-1)?.content).toBe('The arguments of get_order are not a JSON object: "{\\"id\\": "');
  expect(moments[1]?.messages.at(-2)).toMatchObject({ calls: [{ arguments: '{"id": ' }] });
});

test("a run that nothing ends is given up", async () => {
  const again = Array.from({ length: 300 }, () => calls(["get_order", { id: "1" }]));
  const { answer } = await play({}, again);
  expect(answer).toMatchObject({ stop_reason: "error", steps: 200 });
});

describe("a tool with a stop reason", () => {
  test("ends the run and the conversation", async () => {
    const { answer } = await play({ turns: ["A person, please.", "Hello?"] }, [calls(["transfer_to_human", {}])]);
    expect(answer).toMatchObject({ stop_reason: "transferred", steps: 1, calls: [{ result: "soon" }] });
  });

  test("ends nothing where it failed", async () => {
    const { answer } = await play({ tools: { transfer_to_human: [{ error: "nobody is there" }] } }, [
      calls(["transfer_to_human", {}]),
      says("Nobody is there."),
    ]);
    expect(answer).toMatchObject({ stop_reason: "finish", calls: [{ error: "nobody is there" }] });
  });
});

test("a one-shot contract asks by itself", async () => {
  const { answer, moments } = await play(
    { turns: [] },
    [says("42")],
    'messages: [{ role: user, content: "What is it?" }]\n',
  );
  expect(moments).toMatchObject([{ messages: [{ role: "user", content: "What is it?" }] }]);
  expect(answer).toMatchObject({
    stop_reason: "finish",
    output: "42",
    transcript: [{ role: "assistant", content: "42" }],
  });
});

test("given history comes after the contract's own messages and before the first turn", async () => {
  const { moments } = await play(
    { messages: [{ role: "assistant", content: "given" }] },
    [says("Good day.")],
    'messages: [{ role: user, content: "few-shot" }]\n',
  );
  expect(moments[0]?.messages.map(({ content }) => content)).toEqual(["few-shot", "given", "Hello"]);
});

describe("the answer of a contract with an output schema", () => {
  test.each<[string, string, unknown]>([
    ["JSON", '{"answer":"Yes"}', { answer: "Yes" }],
    ["what is no JSON stays text, for the schema to judge", "Yes", "Yes"],
  ])("%s", async (_name, text, output) => {
    const { answer } = await play({}, [says(text)], "output: { schema: { type: object } }\n");
    expect(answer.output).toEqual(output);
  });
});

function says(text: string): Thought {
  return { text, calls: [], tokens: null };
}

function calls(...asked: readonly (readonly [string, object])[]): Thought {
  return { text: "", calls: asked.map(([name, args]) => ({ name, arguments: { ...args } })), tokens: null };
}

/** Plays a scripted agent; a thought too many is a fault of the program. */
async function play(
  scene: Partial<Scene>,
  thoughts: readonly Thought[],
  more = "",
  price: Price | null = null,
  provider = "openai-compatible",
): Promise<{ answer: AgentAnswer; moments: readonly Moment[] }> {
  const contract = await contractFrom(`${support.replace("provider: openai", `provider: ${provider}`)}${more}`);
  const moments: Moment[] = [];
  const answer = await playScene(
    contract,
    renderContract(contract, {}, null),
    { turns: ["Hello"], messages: [], tools, on_confirm: "stop", ...scene },
    (moment) => {
      const thought = thoughts[moments.length];
      moments.push({ ...moment, messages: [...moment.messages] });
      if (thought === undefined) throw new Error("the run goes on where it should have ended");
      return thought;
    },
    price,
  );
  return { answer, moments };
}
