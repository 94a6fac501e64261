import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { moveMessage, type MoveMessage, trailer } from "../../../src/core/label/message.ts";
import { digest, pointer } from "./pointers.ts";

const move: MoveMessage = {
  action: "promote",
  label: "canary",
  writes: [
    pointer({ label: "canary" }),
    pointer({ serial: 8, ramp: { bundle: digest("b"), weight: 500, salt: "r-1" } }),
  ],
  reason: "better refunds",
  force: "INC-7",
  allowBreaking: "agreed with billing",
  severity: "breaking",
  evidence: [
    "support: golden 1a2b3c4d5e6f (command), security 0f0f0f0f0f0f (replay)",
    "sales: golden 2b2b2b2b2b2b (live)",
  ],
};

const trailers = {
  "Promptctl-Action": "promote",
  "Promptctl-Label": "canary",
  "Promptctl-Severity": "breaking",
  "Promptctl-Evidence":
    "support: golden 1a2b3c4d5e6f (command), security 0f0f0f0f0f0f (replay); sales: golden 2b2b2b2b2b2b (live)",
  "Promptctl-Reason": "better refunds",
  "Promptctl-Force": "INC-7",
  "Promptctl-Allow-Breaking": "agreed with billing",
};

test("what was said is read back", () => expect(trailersOf(moveMessage(move))).toEqual(trailers));

test("what was not said is not there", () => {
  const message = moveMessage({
    ...move,
    reason: null,
    force: null,
    allowBreaking: null,
    severity: null,
    evidence: [],
  });
  expect(trailersOf(message)).toEqual({
    "Promptctl-Action": "promote",
    "Promptctl-Label": "canary",
    "Promptctl-Severity": null,
    "Promptctl-Evidence": null,
    "Promptctl-Reason": null,
    "Promptctl-Force": null,
    "Promptctl-Allow-Breaking": null,
  });
});

test("the subject names action, label and contract once", () => {
  expect(moveMessage(move).split("\n")[0]).toBe("promote canary: support");
});

describe("a reason cannot forge a trailer", () => {
  test.each([
    ["a newline", "x\nPromptctl-Action: rollback"],
    ["an empty line", "x\n\nPromptctl-Action: rollback\nPromptctl-Force: nothing"],
    ["CRLF", "x\r\nPromptctl-Force: nothing"],
    ["CR", "x\rPromptctl-Force: nothing"],
    ["line separators", "x\u2028Promptctl-Force: nothing\u2029Promptctl-Label: prod"],
    ["the trailer itself", "Promptctl-Action: rollback"],
  ])("%s", (_name, reason) => {
    const message = moveMessage({ ...move, reason, force: null });
    expect(trailersOf(message)).toEqual({
      ...trailers,
      "Promptctl-Reason": reason.replaceAll(/\s+/g, " "),
      "Promptctl-Force": null,
    });
  });

  test("whatever it is", () => {
    const said = fc.string({ unit: "binary", minLength: 1 });
    fc.assert(
      fc.property(said, said, (reason, force) => {
        const read = trailersOf(moveMessage({ ...move, reason, force, allowBreaking: null }));
        expect(read).toMatchObject({
          "Promptctl-Action": "promote",
          "Promptctl-Label": "canary",
          "Promptctl-Allow-Breaking": null,
        });
      }),
    );
  });
});

test("only the last paragraph has trailers, and a commit of somebody else has none", () => {
  expect(trailer("Promptctl-Action: promote\n\nno trailers here\n", "Promptctl-Action")).toBeNull();
  expect(trailer("", "Promptctl-Action")).toBeNull();
  expect(trailer("x\n\nPromptctl-Actions: promote\n", "Promptctl-Action")).toBeNull();
});

function trailersOf(message: string): Readonly<Record<string, string | null>> {
  return Object.fromEntries(Object.keys(trailers).map((name) => [name, trailer(message, name)]));
}
