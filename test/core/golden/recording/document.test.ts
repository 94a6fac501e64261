import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ModelReply, ModelRequest } from "../../../../src/core/golden/exchange.ts";
import { messagesAt, nextExchange } from "../../../../src/core/golden/recording/conversation.ts";
import { encodeRecording } from "../../../../src/core/golden/recording/document.ts";
import { plainDocument } from "../../../../src/core/golden/recording/plain.ts";
import { documentBySchema } from "../../../../src/core/golden/recording/by-schema.ts";
import { readRecording } from "../../../../src/core/golden/recording/read.ts";
import { isJsonArray, isJsonObject, type Json } from "../../../../src/core/json.ts";
import type { RecordedExchange, Recording } from "../../../../src/core/golden/recording/recording.ts";
import { arbitraryReply, arbitraryRequest } from "./arbitrary.ts";

const where = { contract: "support", task: "refund_small" };

function recordingOf(trials: readonly (readonly (readonly [ModelRequest, ModelReply])[])[]): Recording {
  return {
    ...where,
    trials: trials.map((exchanges, repeat) => ({
      repeat,
      exchanges: exchanges.reduce<readonly RecordedExchange[]>(
        (before, [request, reply]) => [...before, nextExchange({ ...where, repeat }, before, request, reply)],
        [],
      ),
    })),
  };
}

/** What may stand where something else was written. */
const odd = fc.constantFrom<readonly Json[]>(
  ...[undefined, null, true, -1, 0.5, 2 ** 60, "", "user", "sha256:", [], ["a", "b"], [1], {}, { a: 1 }].map((one) => [
    one as Json,
  ]),
);

/** One value somewhere in it is another one, is gone, or has company. */
function changedAt(document: Json, steps: Iterator<number>, [value]: readonly Json[]): Json {
  const step = Number(steps.next().value);
  if ((!isJsonObject(document) && !isJsonArray(document)) || step === 0) return value ?? null;
  if (isJsonArray(document)) {
    const at = step % Math.max(1, document.length);
    return document.map((part, index) => (index === at ? changedAt(part, steps, [value ?? null]) : part));
  }
  const keys = [...Object.keys(document), "more"];
  const key = keys[step % keys.length] ?? "more";
  if (step % 7 === 0) return Object.fromEntries(Object.entries(document).filter(([name]) => name !== key));
  return { ...document, [key]: changedAt(document[key] ?? null, steps, [value ?? null]) };
}

describe("laws", () => {
  const exchanges = fc.array(fc.tuple(arbitraryRequest, arbitraryReply), { minLength: 1, maxLength: 3 });
  const trials = fc.array(exchanges, { maxLength: 3 });

  test("what is written is what is read", () => {
    fc.assert(
      fc.property(trials, (drawn) => {
        const recording = recordingOf(drawn);
        expect(readRecording(encodeRecording(recording), where)).toEqual({ recording });
      }),
    );
  });

  test("what is written is plain, and the schema reads the same of it, to the byte", () => {
    fc.assert(
      fc.property(trials, (drawn) => {
        const document = JSON.parse(encodeRecording(recordingOf(drawn))) as Json;
        const plain = plainDocument(document);
        expect(plain).not.toBeNull();
        expect(JSON.stringify({ document: plain })).toBe(JSON.stringify(documentBySchema(document)));
      }),
    );
  });

  test("what is plain, is so for the schema too, whatever was changed in it", () => {
    fc.assert(
      fc.property(trials, fc.infiniteStream(fc.nat(40)), odd, (drawn, steps, value) => {
        const document = changedAt(JSON.parse(encodeRecording(recordingOf(drawn))) as Json, steps, value);
        const plain = plainDocument(document);
        if (plain !== null)
          expect(JSON.stringify({ document: plain })).toBe(JSON.stringify(documentBySchema(document)));
      }),
      { numRuns: 1_000 },
    );
  });

  test("every exchange has the messages that were asked", () => {
    const conversation = fc.tuple(arbitraryRequest, fc.array(fc.tuple(arbitraryRequest, arbitraryReply)));
    fc.assert(
      fc.property(conversation, ([first, steps]) => {
        let messages = first.messages;
        const exchanges: RecordedExchange[] = [];
        for (const [{ messages: added }, reply] of steps) {
          const { text, calls, opaque } = reply;
          exchanges.push(nextExchange({ ...where, repeat: 0 }, exchanges, { ...first, messages }, reply));
          expect(messagesAt(exchanges, exchanges.length - 1)).toEqual(messages);
          const said = { role: "assistant" as const, content: text };
          messages = [...messages, { said: calls.length === 0 ? said : { ...said, calls }, opaque }, ...added];
        }
        expect(exchanges.slice(1).every(({ continues }) => continues)).toBe(true);
      }),
    );
  });

  test("a line that was changed by hand is found, whichever it is", () => {
    fc.assert(
      fc.property(trials, fc.nat(), fc.constantFrom("x", "1", '"', " x", ","), (drawn, at, more) => {
        const recording = recordingOf(drawn);
        const text = encodeRecording(recording);
        const offset = at % text.length;
        const read = readRecording(text.slice(0, offset) + more + text.slice(offset), where);
        if ("recording" in read) expect(read.recording).toEqual(recording);
        else expect(read.fault).toEqual({ line: expect.any(Number), message: expect.any(String) });
      }),
      { numRuns: 300 },
    );
  });
});

const request: ModelRequest = {
  model: { provider: "scripted", name: "m", temperature: 0.2 },
  system: "Be kind.",
  tools: [{ name: "get_order", description: "Finds one.", input: { type: "object" }, provider_tool: null }],
  output: null,
  messages: [{ said: { role: "user", content: "Where is it?\nIt is order 1." }, opaque: null }],
  repeat: 0,
};

const reply: ModelReply = {
  text: "",
  calls: [{ id: "call_1", name: "get_order", arguments: { id: "1" } }],
  stop_reason_raw: "tool_calls",
  tokens: { input: 100, output: 20, cached: 0, cache_write: null, reasoning: null },
  seconds: 0.412,
  opaque: null,
};

const last: ModelReply = { ...reply, text: "It is shipped.", calls: [], stop_reason_raw: "stop" };

const second: ModelRequest = {
  ...request,
  messages: [
    ...request.messages,
    { said: { role: "assistant", content: "", calls: reply.calls }, opaque: null },
    { said: { role: "tool", content: '{"status":"shipped"}', call_id: "call_1" }, opaque: null },
  ],
};

const text = encodeRecording(
  recordingOf([
    [
      [request, reply],
      [second, last],
    ],
  ]),
);

test("a recording is read by people: what is new in each exchange, a line for each line of a text", () => {
  expect(text).toMatchInlineSnapshot(`
    "{
      "format": "promptctl/recording/1",
      "contract": "support",
      "task": "refund_small",
      "setups": [
        {
          "model": {"provider":"scripted","name":"m","temperature":0.2},
          "system": "sha256:5499befb38dbf3fcc08107141cb2a9e7f42a6aae403361dc3601b8296d7967ea",
          "tools": [{"name":"get_order","digest":"sha256:21f349b7e3343bac9fa417aaafdf326a8fd2bc7a0c6bf14e93bf74311771c217"}],
          "output": null
        }
      ],
      "trials": [
        {
          "repeat": 0,
          "exchanges": [
            {
              "asks": "sha256:6cde3de4ce39e873f284d2f07a284f01c333a0a641a9bb68dca049220a9b12dd",
              "setup": 0,
              "messages": [{"role":"user","content":["Where is it?","It is order 1."]}],
              "reply": {
                "text": "",
                "calls": [{"id":"call_1","name":"get_order","arguments":{"id":"1"}}],
                "stop_reason_raw": "tool_calls",
                "tokens": {"input":100,"output":20,"cached":0,"cache_write":null,"reasoning":null},
                "seconds": 0.412
              },
              "seal": "sha256:adb27fb055fcef0121e3b66d6f92fdf7baf3630d45195446b3d80376eb2665f1"
            },
            {
              "asks": "sha256:16c0fe55bb11ca4113d56006a9c5ff87bca5a6edacd610ef656414a431c364a5",
              "setup": 0,
              "continues": true,
              "messages": [{"role":"tool","call_id":"call_1","content":"{\\"status\\":\\"shipped\\"}"}],
              "reply": {
                "text": "It is shipped.",
                "stop_reason_raw": "stop",
                "tokens": {"input":100,"output":20,"cached":0,"cache_write":null,"reasoning":null},
                "seconds": 0.412
              },
              "seal": "sha256:724fd80b51e36b34bb75160e1a912e747bed8659c1031e718a738b08e952bd03"
            }
          ]
        }
      ]
    }
    "
  `);
});

describe("a file that is no recording says where", () => {
  const edited = (from: string | RegExp, to: string): string => text.replace(from, to);
  test.each<[string, string, number, string]>([
    ["an edited answer", edited("It is shipped.", "It is lost."), 31, "it was changed after it was recorded"],
    ["an edited number of tokens", edited('"output":20', '"output":2'), 18, "it was changed after it was recorded"],
    ["an edited question", edited("It is order 1.", "It is order 2."), 18, "it was changed after it was recorded"],
    ["another model", edited('"name":"m"', '"name":"n"'), 18, "it was changed after it was recorded"],
    ["a merge conflict", edited('      "exchanges"', '<<<<<<< HEAD\n      "exchanges"'), 16, "merge conflict"],
    ["half a file", text.slice(0, 300), 9, "it is not JSON from here on"],
    ["nothing", "", 1, "it is not JSON from here on"],
    ["a later format", edited("recording/1", "recording/2"), 2, "format"],
    ["a field of ours that is gone", edited(/^.*"seal".*$/m, '"x": 1'), 17, "seal"],
    ["a setup that is gone", edited(/"setup": 0/, '"setup": 7'), 18, "there is no setup 7"],
    ["another task's", edited('"refund_small"', '"refund_large"'), 4, "it is of the task refund_large of support"],
    ["a number that no double holds", edited('{"id":"1"}', '{"id":1e9999}'), 23, "a number in it is too large"],
    ["the same of ours", edited('"seconds": 0.412', '"seconds": 5e412'), 26, "a number in it is too large"],
    ["a list", "[]", 1, ""],
    [
      "brackets without an end",
      edited('"seconds": 0.412', `"seconds": 0.412, "opaque": ${"[".repeat(2e5)}${"]".repeat(2e5)}`),
      1,
      "it is nested too deeply",
    ],
  ])("%s", (_name, broken, line, message) => {
    const read = readRecording(broken, where);
    expect(read).toMatchObject({ fault: { message: expect.stringContaining(message) } });
    expect("fault" in read && read.fault.line).toBe(line);
  });
});
