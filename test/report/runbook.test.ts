import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Contract } from "../../src/core/contract/contract.ts";
import { budgetDefaults } from "../../src/core/contract/defaults.ts";
import { sayHuman } from "../../src/report/formats/human.ts";
import { sayJson } from "../../src/report/formats/json.ts";
import { sayMarkdown } from "../../src/report/formats/markdown.ts";
import { type Runbook, runbookBlocks } from "../../src/report/runbook.ts";
import { pointer } from "../core/label/pointers.ts";
import { arbitraryContract } from "../helpers/arbitrary-contract.ts";
import { guardrail, sampleContract, tool } from "../helpers/contracts.ts";
import { hostile, plain } from "./sample.ts";

const contract: Contract = sampleContract("# Refunds\n\nAsk {{name}} first.\n\n```sh\nrefund\n```\n", {
  model: { provider: "openai", name: "gpt-5-mini-2026-01-15", temperature: 0.2, max_output_tokens: 800, seed: 7 },
  variables: { name: { type: "string", description: "Of the customer.", default: "there" } },
  messages: [
    { role: "user", content: "Hello." },
    { role: "assistant", content: "Hello, {{name}}." },
  ],
  tools: [
    tool("get_order", {
      effect: "read",
      description: "Look an order up.",
      input: { type: "object", required: ["order_id"], properties: { order_id: { type: "string", pattern: "^O-" } } },
      output: { type: "object", properties: { status: { enum: ["open", "sent"] } } },
    }),
    tool("issue_refund", {
      effect: "destructive",
      aliases: ["process_refund"],
      annotations: { title: "Issue a refund", idempotentHint: false },
      input: {
        type: "object",
        required: ["amount"],
        properties: {
          reason: { $ref: "#/$defs/reason" },
          amount: { type: "number", exclusiveMinimum: 0, description: "In US dollars." },
        },
        $defs: { reason: { enum: ["broken", "lost"], default: "broken" } },
      },
    }),
    tool("send_mail", { effect: "write" }),
    tool("transfer", { effect: "write", stop_reason: "transferred", contract: "helpdesk" }),
  ],
  output: {
    schema: {
      type: "object",
      required: ["reply"],
      properties: {
        outcome: { enum: ["done", "declined"] },
        reply: { type: "string", description: "For the customer." },
      },
      propertyOrdering: ["reply", "outcome"],
    },
    enforce: "none",
    readers: "strict",
  },
  guardrails: [
    guardrail("big", {
      tool: "process_refund",
      when: { properties: { amount: { exclusiveMinimum: 100 } } },
      decision: "confirm",
    }),
    guardrail("gone", { tool: "delete_all", decision: "deny" }),
    guardrail("known", { effect: ["destructive"], unless_called: ["get_order"], decision: "deny" }),
    guardrail("mail", { tool: "transfer", effect: ["read"], decision: "deny" }),
  ],
  budgets: { ...budgetDefaults, max_steps: 8, max_tokens: 9000, max_calls_per_tool: { process_refund: 1 } },
  stop_reasons: ["closed", "transferred"],
  knowledge: [{ index: "help-pages", version: "2026-11-01" }],
  sessions: { on_change: "pin", attended: false },
});

const change = { commit: "a".repeat(40), author: "Ada <ada@x>", subject: "Begin", orEarlier: false };
const at = new Date("2026-11-01T10:00:00Z");
const out = { at: "2026-11-03T10:00:00Z", serial: 3, bundle: pointer().current };
const part = (name: string): { name: string; released: boolean; lines: [] } => ({ name, released: true, lines: [] });

const runbook: Runbook = {
  contract,
  description: "Answers questions about orders.",
  owner: "team-support",
  service: {
    pointer: pointer({
      serial: 12,
      reason: "fewer tokens",
      ramp: { bundle: pointer().current, weight: 500, salt: "r" },
    }),
    since: "2026-11-20T12:00:00Z",
    moves: 2,
  },
  proof: {
    kinds: [
      {
        kind: "golden",
        tasks: 12,
        quarantined: 1,
        demandedBy: ["prod"],
        liveFor: [],
        stored: { problem: null, reason: null, mode: "command" },
      },
      {
        kind: "security",
        tasks: 1,
        quarantined: 0,
        demandedBy: [],
        liveFor: [],
        stored: { problem: "nobody ran them", reason: "stale", mode: null },
      },
    ],
    incidents: [{ incident: "INC-1412", tasks: ["refund_broken", "refund_twice"] }],
  },
  blame: [
    { part: part("owner"), change: { ...change, at }, releases: null },
    { part: part("model"), change: { ...change, at, orEarlier: true }, releases: [] },
    { part: part("limits"), change: null, releases: [] },
    {
      part: part("rule big"),
      change: { ...change, commit: "b".repeat(40), subject: "Ask", at },
      releases: [
        { ...out, label: "staging", takenBack: false, asBefore: false },
        { ...out, label: "prod", takenBack: true, asBefore: false },
      ],
    },
    {
      part: part("tool get_order"),
      change: { ...change, at },
      releases: [{ ...out, label: "prod", takenBack: false, asBefore: true }],
    },
  ],
};

function reportOf(book: Runbook) {
  const verdict = `${book.contract.name}@1a2b3c4d5e6f, from the label prod`;
  return { command: "show", answer: "yes", verdict, blocks: runbookBlocks(book), data: {} } as const;
}

test("for a person, at 80 columns", () => {
  expect(sayHuman(reportOf(runbook), plain, 80)).toMatchInlineSnapshot(`
    "support
    =======

    Answers questions about orders.

    - Owner: team-support
    - On prod since 2026-11-20, by Ada (serial 12): fewer tokens
    - prod moved 2 times on that day: this is what it served at the end of it
    - 5 % of new conversations get support@aaaaaaaaaaaa instead
    - Model: gpt-5-mini-2026-01-15 by openai; little variation in its wording
      (temperature 0.2); answers of at most 800 tokens (about 600 words); seed: 7
    - Knowledge: written for "help-pages" as of 2026-11-01
    - Conversations: each keeps this contract to its end, also when a newer one is
      released
    - Confirmations: nobody is there to give them

    What it may do
    --------------

    tool          what it can change  before it happens
    get_order     looks something up  nobody is asked
    issue_refund  cannot be undone    is denied, unless get_order was called before
                                      (known)
                                      needs a confirmation when amount is over 100
                                      (big)
    send_mail     changes something   nobody is asked
    transfer      changes something   nobody is asked

    - delete_all is denied (gone): no tool is like that
    - transfer, where it is a read tool, is denied (mail): no tool is like that

    get_order

    Look an order up.

    - needs order_id: text, begins with O-
    - gives back status: open or sent

    issue_refund: Issue a refund

    - needs amount: In US dollars. (number, over 0)
    - may be given reason: broken or lost; broken if not given
    - at most 1 call in a run
    - a second call does it a second time
    - still answers to process_refund

    send_mail

    - needs nothing

    transfer

    - needs nothing
    - asks another agent: helpdesk
    - ends the run (transferred)

    Limits of one run
    -----------------

    A run is the work on one message of the user.

    - at most 8 answers of the model (steps)
    - at most 1 call of issue_refund
    - at most 9,000 tokens; each step sends the whole conversation again, and that
      counts

    What ends a run
    ---------------

    - it has answered (finish)
    - it has called transfer (transferred)
    - a call waits for a confirmation (needs_confirmation)
    - a limit is reached (budget_exceeded)
    - the application says so (closed)
    - it is stopped from outside, the model refuses, or something fails

    What it answers with
    --------------------

    field    what it is
    reply    For the customer. (text)
    outcome  may be missing; done or declined

    - what reads it refuses what it does not know
    - the model is asked for this form, and not held to it

    What keeps it right
    -------------------

    - 12 golden tasks of everyday use, 1 of them not counted for now: passed by this
      very bundle, and the result is stored
    - 1 golden task of security: nobody ran them
    - INC-1412 must not happen again: see the golden tasks refund_broken and
      refund_twice

    Who changed what last
    ---------------------

    part            changed                by   commit   released
    owner           2026-11-01             Ada  aaaaaaa  for people only
    model           2026-11-01 or earlier       aaaaaaa  not released yet
    limits          not committed yet                    not released yet
    rule big        2026-11-01             Ada  bbbbbbb  prod on 2026-11-03, serial
                                                         3, and taken back
    tool get_order  2026-11-01             Ada  aaaaaaa  as on prod since
                                                         2026-11-03, serial 3

    - aaaaaaa: Begin
    - bbbbbbb: Ask

    As the lines say that are there now; what was taken out shows in promptctl diff.

    What the application fills in
    -----------------------------

    - name: Of the customer. (text; there if not given)

    How every conversation begins
    -----------------------------

    The user says:

      Hello.

    The agent answers:

      Hello, {{name}}.

    What it is told
    ---------------

    What stands in {{…}} is filled in for each conversation.

      # Refunds

      Ask {{name}} first.

      \`\`\`sh
      refund
      \`\`\`

    ✔ support@1a2b3c4d5e6f, from the label prod
    "
  `);
});

test("for a wiki", () => {
  expect(sayMarkdown(reportOf(runbook))).toMatchInlineSnapshot(`
    "# support

    **✅ support@1a2b3c4d5e6f, from the label prod**

    Answers questions about orders.

    - Owner: team-support
    - On prod since 2026-11-20, by Ada (serial 12): fewer tokens
    - prod moved 2 times on that day: this is what it served at the end of it
    - 5 % of new conversations get support@aaaaaaaaaaaa instead
    - Model: gpt-5-mini-2026-01-15 by openai; little variation in its wording (temperature 0.2); answers of at most 800 tokens (about 600 words); seed: 7
    - Knowledge: written for "help-pages" as of 2026-11-01
    - Conversations: each keeps this contract to its end, also when a newer one is released
    - Confirmations: nobody is there to give them

    ## What it may do

    | tool | what it can change | before it happens |
    | --- | --- | --- |
    | get\\_order | looks something up | nobody is asked |
    | issue\\_refund | cannot be undone | is denied, unless get\\_order was called before (known)<br>needs a confirmation when amount is over 100 (big) |
    | send\\_mail | changes something | nobody is asked |
    | transfer | changes something | nobody is asked |

    - delete\\_all is denied (gone): no tool is like that
    - transfer, where it is a read tool, is denied (mail): no tool is like that

    ### get\\_order

    Look an order up.

    - needs order\\_id: text, begins with O-
    - gives back status: open or sent

    ### issue\\_refund: Issue a refund

    - needs amount: In US dollars. (number, over 0)
    - may be given reason: broken or lost; broken if not given
    - at most 1 call in a run
    - a second call does it a second time
    - still answers to process\\_refund

    ### send\\_mail

    - needs nothing

    ### transfer

    - needs nothing
    - asks another agent: helpdesk
    - ends the run (transferred)

    ## Limits of one run

    A run is the work on one message of the user.

    - at most 8 answers of the model (steps)
    - at most 1 call of issue\\_refund
    - at most 9,000 tokens; each step sends the whole conversation again, and that counts

    ## What ends a run

    - it has answered (finish)
    - it has called transfer (transferred)
    - a call waits for a confirmation (needs\\_confirmation)
    - a limit is reached (budget\\_exceeded)
    - the application says so (closed)
    - it is stopped from outside, the model refuses, or something fails

    ## What it answers with

    | field | what it is |
    | --- | --- |
    | reply | For the customer. (text) |
    | outcome | may be missing; done or declined |

    - what reads it refuses what it does not know
    - the model is asked for this form, and not held to it

    ## What keeps it right

    - 12 golden tasks of everyday use, 1 of them not counted for now: passed by this very bundle, and the result is stored
    - 1 golden task of security: nobody ran them
    - INC-1412 must not happen again: see the golden tasks refund\\_broken and refund\\_twice

    ## Who changed what last

    | part | changed | by | commit | released |
    | --- | --- | --- | --- | --- |
    | owner | 2026-11-01 | Ada | aaaaaaa | for people only |
    | model | 2026-11-01 or earlier |  | aaaaaaa | not released yet |
    | limits | not committed yet |  |  | not released yet |
    | rule big | 2026-11-01 | Ada | bbbbbbb | prod on 2026-11-03, serial 3, and taken back |
    | tool get\\_order | 2026-11-01 | Ada | aaaaaaa | as on prod since 2026-11-03, serial 3 |

    - aaaaaaa: Begin
    - bbbbbbb: Ask

    As the lines say that are there now; what was taken out shows in promptctl diff.

    ## What the application fills in

    - name: Of the customer. (text; there if not given)

    ## How every conversation begins

    The user says:

    \`\`\`
    Hello.
    \`\`\`

    The agent answers:

    \`\`\`
    Hello, {{name}}.
    \`\`\`

    ## What it is told

    What stands in {{…}} is filled in for each conversation.

    \`\`\`\`
    # Refunds

    Ask {{name}} first.

    \`\`\`sh
    refund
    \`\`\`
    \`\`\`\`
    "
  `);
});

const bare: Runbook = {
  contract: sampleContract("", { tools: [] }),
  description: "",
  owner: null,
  service: null,
  proof: null,
  blame: null,
};

test("of a contract that says next to nothing", () => {
  expect(sayHuman(reportOf(bare), plain, 80)).toMatchInlineSnapshot(`
    "support
    =======

    - Model: gpt-5-mini-2026-01-15 by openai
    - Conversations: each keeps this contract to its end, also when a newer one is
      released
    - Confirmations: somebody is there to give them

    What it may do
    --------------

    It answers, and that is all: it has no tools.

    Limits of one run
    -----------------

    None is set: a run that goes round in circles does not end.

    What ends a run
    ---------------

    - it has answered (finish)
    - it is stopped from outside, the model refuses, or something fails

    What it answers with
    --------------------

    Free text.

    What it is told
    ---------------

    Nothing: there is no text yet.

    ✔ support@1a2b3c4d5e6f, from the label prod
    "
  `);
});

describe("laws", () => {
  test("every contract has a runbook that names each tool, parameter, guardrail and limit of it", () => {
    fc.assert(
      fc.property(arbitraryContract(), (any) => {
        const said = sayJson({
          ...reportOf({ ...bare, contract: any }),
          data: { blocks: JSON.stringify(runbookBlocks({ ...bare, contract: any })) },
        });
        const names = [
          ...any.tools.flatMap(({ name, aliases, input }) => [
            name,
            ...aliases,
            ...Object.keys(input["properties"] ?? {}),
          ]),
          ...any.guardrails.map(({ id }) => `(${id})`),
          ...any.knowledge.map(({ version }) => version),
          ...any.stop_reasons,
          ...Object.keys(any.variables),
        ];
        expect(names.filter((name) => !said.includes(name))).toEqual([]);
      }),
    );
  });

  test("hostile text stays in its place: a page is headings, lists, tables and code of ours", () => {
    const line = hostile.replaceAll("\n", " ");
    const evil = sampleContract(hostile, {
      name: line,
      model: { provider: line, name: hostile },
      messages: [{ role: "user", content: hostile }],
      variables: { [line]: { description: hostile, default: hostile } },
      tools: [tool(line, { description: hostile, input: { properties: { [line]: { const: hostile } } } })],
      guardrails: [guardrail(line, { when: { properties: { [line]: { pattern: hostile } } }, decision: "deny" })],
      knowledge: [{ index: hostile, version: hostile }],
    });
    const page = sayMarkdown(reportOf({ ...runbook, contract: evil, description: hostile, owner: hostile }));
    const text = page.replaceAll(/^(`{3,})\n[\s\S]*?\n\1$/gm, "").replaceAll(/\\[!-/:-@[-`{-~]/g, "");
    expect(text.replaceAll("<br>", "").replaceAll("**", "")).not.toMatch(/[<>`*[\]]/);
    const headings = text.split("\n").filter((one) => /^#{1,6} /.test(one));
    expect(headings.filter((one) => one.startsWith("# ")).length).toBe(1);
    const tables = text.split("\n\n").filter((one) => one.startsWith("|"));
    for (const table of tables) {
      const cells = table.split("\n").map((row) => row.split("|").length);
      expect(new Set(cells).size).toBe(1);
    }
  });
});
