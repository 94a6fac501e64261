import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readConfig } from "../../../src/core/config/read.ts";
import { readContract } from "../../../src/core/contract/read.ts";
import type { Finding } from "../../../src/core/finding.ts";
import { readGoldens } from "../../../src/core/golden/read.ts";
import type { Json } from "../../../src/core/json.ts";
import { readWaivers } from "../../../src/core/lint/waivers.ts";
import { shapeFaults } from "../../../src/core/shape/faults.ts";
import { jsonSchemaOf } from "../../../src/core/shape/json-schema.ts";
import type { Shape } from "../../../src/core/shape/shape.ts";
import { schemaKinds, shapes } from "../../../src/core/shapes.ts";
import { arbitraryMutation } from "../../helpers/arbitrary-shape.ts";
import { memoryTree } from "../../helpers/tree.ts";
import { seed, times } from "../../helpers/seed.ts";

const model = "model: { provider: openai, name: gpt-5-mini-2026-01-15 }";

/** What is written → where, what is said, and what to do. */
type Case = readonly [written: string, at: string, message: string, hint: string | null];

describe("a contract", () => {
  const cases: readonly Case[] = [
    // Missing
    ["{}", "1:1", "`contract` is missing", "for example: contract: support"],
    ["{ model: {} }", "1:3", "model: `provider` is missing", "for example: provider: openai"],
    ["tools: [{ effect: read }]", "1:9", "tools › item 1: `name` is missing", "for example: name: get_order"],
    ["guardrails: [{ id: ask }]", "1:14", "guardrails › ask: `decision` is missing", "for example: decision: confirm"],
    ["", "1:1", "expected a mapping, found nothing", "write a value, or take the key out"],
    [
      "- contract: support",
      "1:1",
      "expected a mapping, found a list",
      "for example: { contract: support, model: { provider: openai, name: gpt-5-mini-2026-01-15 } }",
    ],

    // Types
    ["owner: 42", "1:1", "owner: expected text, found the number 42", 'put quotes round it: "42"'],
    ["description: true", "1:1", "description: expected text, found true", 'put quotes round it: "true"'],
    ["description:", "1:1", "description: expected text, found nothing", "write a value, or take the key out"],
    [
      "contract: 42",
      "1:1",
      "contract: expected a contract name (lower-case letters and digits, joined by single - or _, beginning with a letter, at most 48 characters, and no Windows device name (con, nul, …)), found the number 42",
      "for example: contract: support",
    ],
    [
      "{ model: { temperature: '0.2' } }",
      "1:12",
      'model › temperature: expected a number, found the text "0.2"',
      "write it without quotes: 0.2",
    ],
    [
      "{ model: { seed: 1.5 } }",
      "1:12",
      "model › seed: expected a whole number, found the number 1.5",
      "for example: seed: 7",
    ],
    [
      "sessions: { attended: yes }",
      "1:13",
      'sessions › attended: expected true or false, found the text "yes"',
      "write true: in YAML 1.2, yes is text",
    ],
    [
      "stop_reasons: transferred",
      "1:1",
      'stop_reasons: expected a list, found the text "transferred"',
      "write it as a list: [transferred]",
    ],
    [
      "budgets: [3]",
      "1:1",
      "budgets: expected a mapping or { file: path to YAML }, found a list",
      "for example: budgets: { max_steps: 8, max_tool_calls: 6, max_tokens: 9000 }",
    ],
    [
      "tools: [5]",
      "1:9",
      "tools › item 1: expected a mapping or { file: path to YAML }, found the number 5",
      "for example: { name: get_order }",
    ],
    [
      "tools: [{ name: x, input: text }]",
      "1:20",
      'tools › x › input: expected a JSON Schema or { file: path to YAML }, found the text "text"',
      "for example: input: { type: object, required: [order_id], properties: { order_id: { type: string } }, additionalProperties: false }",
    ],
    [
      "system: 3",
      "1:1",
      "system: expected text, { literal: text }, a list of these or { file: path }, found the number 3",
      'put quotes round it: "3"',
    ],
    [
      "system: [a, 3]",
      "1:13",
      "system › item 2: expected text, { literal: text } or { file: path }, found the number 3",
      'put quotes round it: "3"',
    ],

    // Values
    [
      "tools: [{ name: x, effect: reads }]",
      "1:20",
      'tools › x › effect: expected read, write or destructive, found "reads"',
      "did you mean read?",
    ],
    [
      "tools: [{ name: x, effect: dest }]",
      "1:20",
      'tools › x › effect: expected read, write or destructive, found "dest"',
      "did you mean destructive?",
    ],
    [
      "guardrails: [{ id: x, decision: maybe }]",
      "1:23",
      'guardrails › x › decision: expected allow, confirm or deny, found "maybe"',
      "for example: decision: confirm",
    ],
    [
      "guardrails: [{ id: x, effect: all, decision: deny }]",
      "1:23",
      'guardrails › x › effect: expected read, write or destructive, found "all"',
      "for example: effect: [write, destructive]",
    ],
    [
      "guardrails: [{ id: x, effect: [reed], decision: deny }]",
      "1:32",
      'guardrails › x › effect › item 1: expected read, write or destructive, found "reed"',
      "did you mean read?",
    ],
    [
      "tools: [{ name: get order }]",
      "1:11",
      'tools › get order › name: expected a tool name (letters, digits, _ and -, not beginning with -, at most 64 characters), found "get order"',
      "for example: name: get_order",
    ],
    [
      "guardrails: [{ id: A, decision: deny }]",
      "1:16",
      'guardrails › A › id: expected a guardrail id (lower-case letters and digits, joined by single - or _, at most 64 characters, and no Windows device name (con, nul, …)), found "A"',
      "for example: id: big-refund",
    ],
    [
      "{ model: { provider: '' } }",
      "1:12",
      'model › provider: expected text that is not empty, found ""',
      "for example: provider: openai",
    ],
    [
      "budgets: { max_steps: 0 }",
      "1:12",
      "budgets › max_steps: expected at least 1, found 0",
      "for example: max_steps: 8",
    ],
    [
      "budgets: { max_seconds: 0 }",
      "1:12",
      "budgets › max_seconds: expected more than 0, found 0",
      "for example: max_seconds: 60",
    ],
    ["{ model: { top_p: 2 } }", "1:12", "model › top_p: expected at most 1, found 2", "for example: top_p: 0.9"],
    [
      "variables: { customer-name: {} }",
      "1:14",
      'variables: expected the name of a variable (letters, digits and _) as a key, found "customer-name"',
      null,
    ],
    [
      "budgets: { max_calls_per_tool: { 'a b': 1 } }",
      "1:34",
      'budgets › max_calls_per_tool: expected a tool name (letters, digits, _ and -, not beginning with -, at most 64 characters) as a key, found "a b"',
      null,
    ],

    // Keys
    ["toolz: []", "1:1", 'the key "toolz" is not known here', "did you mean tools?"],
    ["temperature: 0.2", "1:1", 'the key "temperature" is not known here', "it belongs under `model`"],
    ["max_tokens: 5", "1:1", 'the key "max_tokens" is not known here', "it belongs under `budgets`"],
    ["unless_called: [x]", "1:1", 'the key "unless_called" is not known here', "it belongs in an item of `guardrails`"],
    ["prompt: Hello", "1:1", 'the key "prompt" is not known here', "this is called `system` here"],
    ["name: support", "1:1", 'the key "name" is not known here', "this is called `contract` here"],
    ["modelParameters: {}", "1:1", 'the key "modelParameters" is not known here', "settings belong under `model`"],
    [
      "tools: [{ name: x, parameters: {} }]",
      "1:20",
      'tools › x: the key "parameters" is not known here',
      "this is called `input` here",
    ],
    [
      "tools: [{ name: x, input_schema: {} }]",
      "1:20",
      'tools › x: the key "input_schema" is not known here',
      "this is called `input` here",
    ],
    [
      "{ model: { max_tokens: 5 } }",
      "1:12",
      'model: the key "max_tokens" is not known here',
      "this is called `max_output_tokens` here",
    ],
    [
      "{ model: { api_key: x } }",
      "1:12",
      'model: the key "api_key" is not known here',
      "URLs and keys are the application's: no file in a repository holds them",
    ],
    [
      "{ model: { budgets: {} } }",
      "1:12",
      'model: the key "budgets" is not known here',
      "it belongs further out, beside `model`",
    ],
    [
      "knowledge: [{ index: kb, version: '1', colour: red }]",
      "1:40",
      'knowledge › kb: the key "colour" is not known here',
      "all that is known here is written already",
    ],
    [
      "sessions: { colour: red }",
      "1:13",
      'sessions: the key "colour" is not known here',
      "known here: on_change and attended",
    ],
    [
      "output: { schema: {}, shema: {} }",
      "1:23",
      'output: the key "shema" is not known here',
      "did you mean schema? It stands here already",
    ],
    [
      "colour: red",
      "1:1",
      'the key "colour" is not known here',
      "known here: description, owner, variables, system, messages, tools, output, guardrails, budgets, stop_reasons, knowledge, sessions, …",
    ],
    [
      "budgets: { file: 5 }",
      "1:12",
      'budgets: the key "file" is not known here',
      "what stands in another file is written { file: ./part.yaml }, and nothing beside it",
    ],
  ];
  test.each(cases)("%s", async (written, at, message, hint) => {
    const text =
      written.startsWith("{ model: {") || written === "{}" || written === "" || written.startsWith("- ")
        ? written
        : `${written}\n${written.startsWith("contract") ? "" : "contract: support\n"}${model}\n`;
    const found = await ofContract(text);
    expect(found).toContainEqual({ at, message, hint });
  });

  test("one slip is said once: what was misspelt is not missing too", async () => {
    expect(await ofContract(`nmae: support\n${model}\n`)).toHaveLength(2);
    expect(await ofContract(`name: support\n${model}\n`)).toEqual([
      { at: "1:1", message: 'the key "name" is not known here', hint: "this is called `contract` here" },
    ]);
    expect(await ofContract(`name: support\ncontract: 5\n${model}\n`)).toHaveLength(2);
  });

  test("nothing else is said than what is wrong", async () => {
    expect(await ofContract(`contract: support\n${model}\ntoolz: []\nowner: 42\n`)).toHaveLength(2);
  });

  test("everything is said at once, in the order of the file", async () => {
    const found = await ofContract(
      "nmae: x\ntools:\n  - { name: x, effect: 1 }\n  - { nmae: y }\nbudgets: { max_steps: 0, max_stepz: 1 }\ncontract: Support\nmodel: 5\n",
    );
    expect(found.map(({ at }) => at)).toEqual(["1:1", "3:16", "4:7", "5:12", "5:26", "6:1", "7:1"]);
  });
});

describe("golden tasks", () => {
  const called = "{ tool: issue_refund }";
  const cases: readonly Case[] = [
    [
      "on_confirm: aprove",
      "3:14",
      'tasks › a › on_confirm: expected stop, approve or deny, found "aprove"',
      "did you mean approve?",
    ],
    [
      "turns: []",
      "3:14",
      "tasks › a › turns: expected a list of at least 1 item, found an empty list",
      "for example: turns: [I want a refund., It is order 4711.]",
    ],
    ["vars: {}", "3:14", 'tasks › a: the key "vars" is not known here', "this is called `variables` here"],
    ["assert: []", "3:14", 'tasks › a: the key "assert" is not known here', "this is called `expect` here"],
    [
      "contains: x",
      "3:14",
      'tasks › a: the key "contains" is not known here',
      "it belongs in an item of `expect › output`",
    ],
    [
      "max_increase: { tokens: many }",
      "3:30",
      'tasks › a › max_increase › tokens: expected a number or a percentage (20%), found "many"',
      null,
    ],
    ["max_increase: { tokens: -1 }", "3:30", "tasks › a › max_increase › tokens: expected at least 0, found -1", null],
    [
      "max_increase: { tokenz: 1 }",
      "3:30",
      'tasks › a › max_increase: the key "tokenz" is not known here',
      "did you mean tokens?",
    ],
    ["repeat: { runs: 5 }", "3:14", "tasks › a › repeat: `pass` is missing", "for example: pass: 4"],
    [
      "expect_stop_reason: 5",
      "3:14",
      "tasks › a › expect_stop_reason: expected a stop reason or a list of stop reasons, found the number 5",
      'put quotes round it: "5"',
    ],
    [
      "expect: { called: issue_refund }",
      "3:24",
      'tasks › a › expect › called: expected a list, found the text "issue_refund"',
      "write it as a list: [issue_refund]",
    ],
    [
      "expect: { called: [5] }",
      "3:33",
      "tasks › a › expect › called › item 1: expected the name of a tool or { tool, args, schema, times }, found the number 5",
      'put quotes round it: "5"',
    ],
    [
      "expect: { called: [[]] }",
      "3:33",
      "tasks › a › expect › called › item 1: expected the name of a tool or { tool, args, schema, times }, found an empty list",
      `for example: ${called}`,
    ],
    [
      "expect: { called: ['a b'] }",
      "3:33",
      'tasks › a › expect › called › item 1: expected a tool name (letters, digits, _ and -, not beginning with -, at most 64 characters), found "a b"',
      `for example: ${called}`,
    ],
    [
      "expect: { called: [{ args: {} }] }",
      "3:33",
      "tasks › a › expect › called › item 1: `tool` is missing",
      "for example: tool: issue_refund",
    ],
    [
      "expect: { called: [{ name: x }] }",
      "3:35",
      'tasks › a › expect › called › x: the key "name" is not known here',
      "this is called `tool` here",
    ],
    [
      "expect: { output: [{ contain: x }] }",
      "3:35",
      'tasks › a › expect › output › item 1: the key "contain" is not known here',
      "did you mean contains?",
    ],
    [
      "expect: { output: [{ any: [{ contain: x }] }] }",
      "3:43",
      'tasks › a › expect › output › item 1 › any › item 1: the key "contain" is not known here',
      "did you mean contains?",
    ],
    [
      "expect: { output: [contains] }",
      "3:33",
      'tasks › a › expect › output › item 1: expected { any: [check, …] } or { contains: text } or another check, found the text "contains"',
      "for example: { any: [{ icontains: refund }, { icontains: money back }] }",
    ],
    [
      "expect: { output: [{ path: total, contains: x }] }",
      "3:35",
      'tasks › a › expect › output › item 1 › path: expected a JSONPath ($.field.list[0]), found "total"',
      "for example: path: $.order.total",
    ],
    [
      "expect: { max_tokens: 5 }",
      "3:24",
      'tasks › a › expect: the key "max_tokens" is not known here',
      "it belongs further out, beside `expect`",
    ],
    [
      "tools: { get_order: [{ result: 1 }] }",
      "3:37",
      'tasks › a › tools › get_order › item 1: the key "result" is not known here',
      "this is called `return` here",
    ],
    [
      "tools: { get_order: { return: 1 } }",
      "3:23",
      "tasks › a › tools › get_order: expected a list, found a mapping with return",
      null,
    ],
  ];
  test.each(cases)("%s", async (written, at, message, hint) => {
    const text = `contract: support\ntasks:\n  - { id: a, ${written} }\n`;
    expect(await ofGoldens(text)).toContainEqual({ at, message, hint });
  });

  test("what belongs to a task, and stands beside the tasks", async () => {
    expect(await ofGoldens("contract: support\ntasks: [{ id: a }]\ninput: Hello\n")).toEqual([
      { at: "3:1", message: 'the key "input" is not known here', hint: "it belongs in an item of `tasks`" },
    ]);
  });

  test("what the defaults say is a task's", async () => {
    const text = "contract: support\ndefaults: { vars: {} }\ntasks: [{ id: a }]\n";
    expect(await ofGoldens(text)).toEqual([
      { at: "2:13", message: 'defaults: the key "vars" is not known here', hint: "this is called `variables` here" },
    ]);
  });
});

describe("promptctl.yaml", () => {
  const cases: readonly Case[] = [
    ["promptctl: 2", "1:1", "promptctl: expected 1, found 2", "for example: promptctl: 1"],
    [
      "runner: { command: node agent.mjs }",
      "1:11",
      'runner › command: expected a list, found the text "node agent.mjs"',
      "for example: command: [node, agent.mjs]",
    ],
    [
      "runner: { command: [] }",
      "1:11",
      "runner › command: expected a list of at least 1 item, found an empty list",
      "for example: command: [node, agent.mjs]",
    ],
    [
      "runner: node",
      "1:1",
      'runner: expected { command: [program, …] }, { http: { url } } or { model: {} }, found the text "node"',
      "for example: runner: { command: [node, agent.mjs] }",
    ],
    ["runner: { cmd: [x] }", "1:11", 'runner: the key "cmd" is not known here', "this is called `command` here"],
    [
      "runner: { http: { url: 'https://me:secret@x.example' } }",
      "1:19",
      'runner › http › url: expected an http or https address without a password in it, found "https://me:secret@x.example"',
      'for example: url: "https://agent.example.com/golden"',
    ],
    [
      "runner: { http: { url: https://x.example, headers: { A: { enc: K } } } }",
      "1:59",
      'runner › http › headers › A: the key "enc" is not known here',
      "did you mean env?",
    ],
    [
      "release: { poll: { interval: 15 } }",
      "1:20",
      "release › poll › interval: expected a duration (15s, 30m, 2h, 7d), found the number 15",
      "for example: interval: 15s",
    ],
    [
      "release: { poll: { interval: 5sec } }",
      "1:20",
      'release › poll › interval: expected a duration (15s, 30m, 2h, 7d), found "5sec"',
      "for example: interval: 15s",
    ],
    [
      "labels: { prod: { requires: [gold] } }",
      "1:30",
      'labels › prod › requires › item 1: expected golden or security, found "gold"',
      "did you mean golden?",
    ],
    [
      "labels: { prod: { ramp: { of: x, weight: 101 } } }",
      "1:34",
      "labels › prod › ramp › weight: expected at most 100, found 101",
      "for example: weight: 5",
    ],
    [
      "prices: { 'openai/x': { input: 1 } }",
      "1:11",
      "prices › openai/x: `output` is missing",
      "for example: output: 2",
    ],
    [
      "severities: { X: errr }",
      "1:15",
      'severities › X: expected off, note, warning, error, safe, dangerous or breaking, found "errr"',
      "did you mean error?",
    ],
    [
      "runner: { model: { name: x } }",
      "1:20",
      'runner › model: the key "name" is not known here',
      "no key is known here: leave it empty",
    ],
    [
      "require_prompt_id: yes",
      "1:1",
      'require_prompt_id: expected true or false, found the text "yes"',
      "write true: in YAML 1.2, yes is text",
    ],
    ["poll: {}", "1:1", 'the key "poll" is not known here', "it belongs under `release`"],
  ];
  test.each(cases)("%s", (written, at, message, hint) => {
    expect(said(readConfig("promptctl.yaml", written).findings)).toEqual([{ at, message, hint }]);
  });
});

test("waivers", () => {
  expect(
    said(readWaivers("w.yaml", "- { fingerprint: 1a, rule: X, reason: y, expires: 2027-02-30 }").findings),
  ).toEqual([
    {
      at: "1:5",
      message:
        'item 1 › fingerprint: expected a fingerprint (16 hex digits, as `promptctl check --waivers` prints it), found "1a"',
      hint: "for example: fingerprint: 1a2b3c4d5e6f7a8b",
    },
    {
      at: "1:42",
      message: 'item 1 › expires: expected a day (2027-01-31), found "2027-02-30"',
      hint: 'for example: expires: "2027-01-31"',
    },
  ]);
});

describe("whatever zod finds is said in words of our own", () => {
  const fingers: z.ZodType = z.set(z.number());
  /** One for each code there is: a new one does not compile until it stands here. */
  const codes: Readonly<
    Record<z.core.$ZodIssue["code"], readonly [schema: z.ZodType, value: unknown, message: string]>
  > = {
    invalid_type: [z.array(z.string()), 5, "part: expected a list, found the number 5"],
    invalid_value: [z.enum(["a", "b"]), "c", 'part: expected a or b, found "c"'],
    invalid_format: [z.string().regex(/^a$/, "the letter a"), "b", 'part: expected the letter a, found "b"'],
    too_big: [z.number().lt(3), 3, "part: expected less than 3, found 3"],
    too_small: [z.string().min(1), "", 'part: expected text that is not empty, found ""'],
    not_multiple_of: [z.number().multipleOf(5), 3, "part: expected a multiple of 5, found 3"],
    unrecognized_keys: [z.strictObject({}), { x: 1 }, 'part: the key "x" is not known here'],
    invalid_union: [z.union([z.string(), z.boolean()]), 5, "part: expected text or true or false, found the number 5"],
    invalid_key: [
      z.record(z.string().regex(/^a$/, "the letter a"), z.json()),
      { b: 1 },
      'part: expected the letter a as a key, found "b"',
    ],
    // Of sets and maps, which no file holds.
    invalid_element: [fingers, 5, ""],
    custom: [z.string().refine(() => false, "a better idea"), "x", 'part: expected a better idea, found "x"'],
  };
  test.each(Object.entries(codes).filter(([, [, , message]]) => message !== ""))(
    "%s",
    (code, [schema, value, message]) => {
      const shape: Shape = {
        kind: "test",
        title: "",
        description: "",
        schema: z.strictObject({ part: schema }),
        fragments: [],
      };
      const { error } = shape.schema.safeParse({ part: value });
      expect(error?.issues.map((issue) => issue.code)).toEqual([code]);
      expect(
        error === undefined ? [] : shapeFaults(error, { part: value as Json }, shape).map((fault) => fault.message),
      ).toEqual([message]);
    },
  );
});

describe(`of thousands of broken documents (seed ${seed})`, () => {
  test.each(schemaKinds)("%s: each fault has a place, words of our own, and one thing to say", (kind) => {
    const shape = shapes[kind];
    fc.assert(
      fc.property(arbitraryMutation(jsonSchemaOf({ ...shape, fragments: [] })), (document) => {
        const { error } = shape.schema.safeParse(document);
        if (error === undefined) return;
        const faults = shapeFaults(error, document, shape);
        expect(faults.length).toBeGreaterThan(0);
        expect(new Set(faults.map(({ path }) => JSON.stringify(path))).size).toBe(faults.length);
        for (const { message, hint } of faults) {
          expect(withoutQuotes(message)).not.toMatch(zodWords);
          expect(message).toMatch(/: expected .+, found .+|^expected .+, found .+|is not known here$|is missing$/su);
          expect(hint).not.toBe("");
        }
      }),
      { numRuns: 400 * times },
    );
  });
});

test("a file of nothing but faults is answered quickly, and not with all of them", async () => {
  const keys = Array.from({ length: 50_000 }, (_, index) => `key_${index}: 1`).join("\n");
  const wide = await ofContract(`contract: support\n${model}\n${keys}\n`);
  expect(wide).toHaveLength(101);
  expect(wide.at(-1)?.message).toBe("and 49,900 more faults of shape");
  const items = Array.from({ length: 20_000 }, () => "  - 5").join("\n");
  expect(await ofContract(`contract: support\n${model}\nsystem:\n${items}\ntools:\n${items}\n`)).toHaveLength(101);
});

/** What zod would have said. */
const zodWords =
  /Invalid (?:input|key|value|option|element|string|union)|Unrecognized key|Too (?:small|big)|received|to (?:be|have) [<>]|nonoptional|undefined|must match/;

function withoutQuotes(message: string): string {
  return message.replaceAll(/"(?:[^"\\]|\\.)*"/g, "").replace(/^.*?: (?=expected|the key|`)/su, "");
}

async function ofContract(text: string): Promise<readonly Said[]> {
  const path = "prompts/support/contract.yaml";
  return said((await readContract(memoryTree({ [path]: text }), path)).findings);
}

async function ofGoldens(text: string): Promise<readonly Said[]> {
  const path = "goldens/support/tasks.yaml";
  return said((await readGoldens(memoryTree({ [path]: text }), path)).findings);
}

interface Said {
  readonly at: string;
  readonly message: string;
  readonly hint: string | null;
}

function said(findings: readonly Finding[]): readonly Said[] {
  return findings.map(({ rule, place, frame, message, hint }) => {
    expect({ rule, frame }).toEqual({ rule: "SHAPE", frame: expect.any(String) });
    return { at: `${place?.line ?? 0}:${place?.column ?? 0}`, message, hint };
  });
}
