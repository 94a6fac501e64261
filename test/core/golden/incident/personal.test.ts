import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findPersonal } from "../../../../src/core/golden/incident/personal.ts";
import { placeholdersFor, replaceIn } from "../../../../src/core/golden/incident/replace.ts";
import type { Json } from "../../../../src/core/json.ts";

describe("personal", () => {
  test.each<[string, Json, readonly (readonly [string, string])[]]>([
    ["an e-mail", "write to ada.l+x@lovelace.co.uk.", [["e-mail", "ada.l+x@lovelace.co.uk"]]],
    ["a phone with its country", "call +49 (30) 901-820 now", [["phone", "+49 (30) 901-820"]]],
    ["a phone as it is dialled", "call 030 901820", [["phone", "030 901820"]]],
    [
      "a phone in America",
      "(212) 736-5000 or 212-736-5000",
      [
        ["phone", "(212) 736-5000"],
        ["phone", "212-736-5000"],
      ],
    ],
    ["a card", "4111 1111 1111 1111", [["card", "4111 1111 1111 1111"]]],
    ["a card that is a number", { pan: 4111111111111111 }, [["card", "4111111111111111"]]],
    ["an IBAN", "to DE89 3704 0044 0532 0130 00, please", [["IBAN", "DE89 3704 0044 0532 0130 00"]]],
    ["an IBAN in one word", "GB82WEST12345698765432", [["IBAN", "GB82WEST12345698765432"]]],
    ["a name by its field", { customer_name: "Ada Lovelace" }, [["name", "Ada Lovelace"]]],
    [
      "half of a name, elsewhere",
      [{ first_name: "X" }, { fullName: "Ada Lovelace" }, "Hello Ada!"],
      [
        ["name", "X"],
        ["name", "Ada Lovelace"],
        ["name", "Ada"],
      ],
    ],
    ["once, however often it is said", ["a@b.org", "a@b.org"], [["e-mail", "a@b.org"]]],
  ])("%s", async (_name, value, found) => {
    expect((await findPersonal(value)).map(({ kind, text }) => [kind, text])).toEqual(found);
  });

  test("a credential", async () => {
    // Put together here, so that no scanner takes this file for a leak.
    const token = ["ghp", "w3FxH7kQz9LmN2bV4cX6dS8fG1hJ5pR0tYuA"].join("_");
    expect(await findPersonal(`use ${token}`)).toMatchObject([{ kind: "credential", text: token }]);
  });

  test("where it stands", async () => {
    expect(await findPersonal({ tools: [{ mail: "a@b.org" }] })).toEqual([
      { kind: "e-mail", text: "a@b.org", where: "tools › 0 › mail" },
    ]);
  });
});

test.each<[string, Json]>([
  ["an order number", "order 4711-0815-12 of 2026-11-20"],
  ["a time", "2026-11-20T10:01:00.123Z"],
  ["sixteen digits that are no card", "4111 1111 1111 1112"],
  ["a price", { total: 1299.99, ids: [123456789012] }],
  ["a digest", "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
  ["an example domain", "ada@example.com, bob@mail.example.org, eve@shop.test"],
  ["a number for films", "+1 202 555 0101"],
  ["a product", { name: "Ada Lamp", status: "open" }],
  ["a field without letters", { user_name: "4711" }],
  ["an IBAN with a slip", "DE89 3704 0044 0532 0130 01"],
  ["an address of the network", "10.0.12.255 and 192.168.100.200"],
])("%s is not personal", async (_name, value) => {
  expect(await findPersonal(value)).toEqual([]);
});

test("a text is replaced as a whole word, wherever it stands, and only once", () => {
  const value = { Ada: ["Ada, Adapter, Ada.", 4111], b: "a+b" };
  const replacements = [
    { from: "Ada", to: "Bob" },
    { from: "Bob", to: "Eve" },
    { from: "4111", to: "x" },
    { from: "a+b", to: "$&" },
  ];
  expect(replaceIn(value, replacements)).toEqual({ Bob: ["Bob, Adapter, Bob.", "x"], b: "$&" });
});

test("what placeholders are put for is gone, and none of them looks personal", async () => {
  const piece = fc.constantFrom(
    "ada@lovelace.org",
    "+49 30 901820",
    "4111 1111 1111 1111",
    "DE89370400440532013000",
    "bob@x.org",
    "hello",
    "4711",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
      const value = { input: pieces.join(", "), customer_name: "Ada Lovelace", said: "Hi Ada!" };
      const replaced = replaceIn(value, placeholdersFor(await findPersonal(value)));
      const left = (await findPersonal(replaced)).filter(({ kind }) => kind !== "name");
      expect(left).toEqual([]);
      expect(JSON.stringify(replaced)).not.toMatch(/Ada|Lovelace|@x\.org|901820/);
    }),
    { numRuns: 100 },
  );
});
