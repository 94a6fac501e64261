import { describe, expect, test } from "vitest";
import { decodePointer, encodePointer, pointerBytes, pointerPath } from "../../../src/core/label/pointer.ts";
import { digest, pointer } from "./pointers.ts";

const full = pointer({
  serial: 42,
  previous: digest("b"),
  ramp: { bundle: digest("c"), weight: 500, salt: "r-7" },
  upgradableFrom: [digest("b")],
  revoked: [{ bundle: digest("d"), reason: "leak", at: "2026-11-20T12:00:00Z" }],
  halted: { reason: "leak", at: "2026-11-20T12:00:00Z", by: "Ada" },
  source: { commit: "c0ffee" },
  reason: "better refunds",
});

test.each([
  ["everything", full],
  ["nothing optional", pointer()],
])("a pointer with %s is read as it was written", (_name, written) => {
  expect(decodePointer(encodePointer(written))).toEqual({ kind: "pointer", pointer: written });
});

test("a field that a later promptctl adds is no reason to refuse", () => {
  expect(decode({ ...full, expires: "2027-01-01T00:00:00Z" }).kind).toBe("pointer");
});

describe("every field must be there", () => {
  test.each(Object.keys(full))("%s", (field) => {
    const { [field as keyof typeof full]: _, ...rest } = full;
    expect(decode(rest).kind).toBe("bad");
  });
});

describe("every field must be as promised", () => {
  const sha = digest("a");
  const wrong: readonly (readonly [string, readonly unknown[]])[] = [
    ["format", ["promptctl/pointer/2", "promptctl/bundle/1", null, 1]],
    ["contract", ["", "Support", "../escape", "a/b", "con", null, 1, "x".repeat(49)]],
    ["label", ["", "latest", "prod/x", "..", null, "x".repeat(37)]],
    ["serial", [0, -1, 1.5, "1", null, 2 ** 48 + 1, 2 ** 53, Number.POSITIVE_INFINITY]],
    ["issuedAt", [null, 0]],
    [
      "current",
      [
        null,
        "",
        "latest",
        sha.slice(7),
        sha.toUpperCase(),
        `${sha}0`,
        sha.slice(0, -1),
        `md5:${"a".repeat(32)}`,
        `sha256:${"A".repeat(64)}`,
        `${sha}\n`,
      ],
    ],
    ["previous", ["", "sha256:", 0, false]],
    [
      "ramp",
      [
        0,
        {},
        [],
        { ...full.ramp, weight: -1 },
        { ...full.ramp, weight: 10_001 },
        { ...full.ramp, weight: 0.5 },
        { ...full.ramp, weight: "500" },
        { ...full.ramp, bundle: "b" },
        { bundle: sha, weight: 1 },
        { ...full.ramp, salt: 7 },
      ],
    ],
    ["upgradableFrom", [null, {}, sha, ["x"], [sha, null]]],
    ["environment", ["production", [], {}, { name: 1 }]],
    [
      "poll",
      [
        null,
        {},
        { ...full.poll, interval: 0 },
        { ...full.poll, interval: -1 },
        { ...full.poll, interval: 1e9 },
        { ...full.poll, deadline: "5" },
        { ...full.poll, jitter: 1.1 },
        { interval: 15, deadline: 5 },
      ],
    ],
    ["revoked", [null, {}, [sha], [{ bundle: "x", reason: "", at: "" }], [{ bundle: sha, at: "" }]]],
    ["halted", [false, true, "leak", {}, { reason: "leak", at: "now" }]],
    ["source", [null, {}, { commit: 1 }]],
    ["actor", [null, 1]],
    ["reason", [1, {}]],
  ];
  const cases = wrong.flatMap(([field, values]) => values.map((value) => [field, value] as const));

  test.each(cases)("%s: %j", (field, value) => expect(decode({ ...full, [field]: value }).kind).toBe("bad"));

  test("and every field has its cases here", () =>
    expect(wrong.map(([field]) => field).toSorted()).toEqual(Object.keys(full).toSorted()));
});

describe("bytes that are no pointer", () => {
  test.each([
    ["nothing", ""],
    ["half of one", new TextDecoder().decode(encodePointer(full)).slice(0, 200)],
    ["a list", "[]"],
    ["null", "null"],
    ["text", '"promptctl/pointer/1"'],
    ["a page of a proxy", "<html>502</html>"],
    ["two documents", "{}{}"],
    ["NUL bytes", "\0".repeat(500)],
    ["NaN", '{"format":"promptctl/pointer/1","serial":NaN}'],
  ])("%s", (_name, text) => expect(decodePointer(new TextEncoder().encode(text)).kind).toBe("bad"));

  test("bytes that are not UTF-8", () => {
    const bytes = encodePointer(full).slice();
    bytes[bytes.indexOf(0x41)] = 0xff;
    expect(decodePointer(bytes).kind).toBe("bad");
  });

  test("more bytes than any pointer has, before anything is parsed", () => {
    expect(decode({ ...full, reason: "x".repeat(pointerBytes) }).kind).toBe("bad");
    expect(() => encodePointer({ ...full, reason: "x".repeat(pointerBytes) })).toThrow(
      expect.objectContaining({ code: "POINTER_TOO_LONG", kind: "input" }),
    );
    expect(decode({ ...full, reason: "x".repeat(pointerBytes / 2) }).kind).toBe("pointer");
  });

  test("a key that stands there twice", () => {
    const text = new TextDecoder().decode(encodePointer(full)).replace('"serial": 42', '"serial": 41,\n  "serial": 42');
    expect(decodePointer(new TextEncoder().encode(text)).kind).toBe("bad");
  });
});

test("a pointer lies where its label and contract say", () =>
  expect(pointerPath("support", "prod")).toBe("labels/support/prod.json"));

/** `JSON.stringify` cannot write 1e400: it stands in as text. */
function decode(value: object): ReturnType<typeof decodePointer> {
  const text = JSON.stringify(value, (_key, part: unknown) => (part === Infinity ? "1e400" : part)).replace(
    '"1e400"',
    "1e400",
  );
  return decodePointer(new TextEncoder().encode(text));
}
