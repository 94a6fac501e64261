import { describe, expect, test } from "vitest";
import { readBundle } from "../../src/client/polling/bundle.ts";
import { readPin } from "../../src/client/pin.ts";
import { digestOf, isDigest } from "../../src/core/bundle/digest.ts";
import { bucketOf, murmur3 } from "../../src/core/label/bucket.ts";
import { decodePointer, type Pointer } from "../../src/core/label/pointer.ts";
import { routeSession } from "../../src/core/label/route.ts";
import { upgradeOf } from "../../src/core/label/upgrade.ts";
import { isName } from "../../src/core/name.ts";
import { bytesOf, changed, vectors } from "./vectors.ts";

// Frozen: a vector is added, and never edited. Clients in other languages were built on them.
const { hashes, buckets, digests, contract_names, bundles, pointers, routes, pin, pins } = vectors;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each(hashes)("the hash of %j", (text, hash) => expect(murmur3(utf8(text))).toBe(Number(hash)));

describe("a bucket", () => {
  test.each(buckets)("$name", ({ salt, session, times = 1, hash, bucket }) => {
    expect(murmur3(utf8(`${salt}\0${session.repeat(times)}`))).toBe(Number(hash));
    expect(bucketOf(salt, session.repeat(times))).toBe(bucket);
  });
});

test.each(digests)("whether %j is a digest", (value, answer) => expect(isDigest(value)).toBe(answer));

test.each(contract_names)("whether %j is a contract's name", (name, answer) =>
  expect(isName("contract", name)).toBe(answer),
);

describe("a bundle of support", () => {
  test.each(bundles)("$name", ({ digest, asked = digest, opens, ...written }) => {
    const bytes = bytesOf(written);
    expect(digestOf(bytes)).toBe(digest);
    expect(readBundle("support", bytes, asked)).toMatchObject(
      opens ? { digest } : { reason: expect.stringMatching(/^(?:bad_content|unknown_format)$/) },
    );
  });
});

describe("a pointer", () => {
  test.each(pointers)("$name", ({ pointer, reads, ...written }) => {
    expect(decodePointer(bytesOf(written, pointer)).kind).toBe(reads ? "pointer" : "bad");
  });
});

describe("a route", () => {
  // What a person reads is this client's own; which case it is, is everybody's.
  const words: Readonly<Record<string, RegExp>> = {
    no_ramp: /^no ramp/,
    no_session: /^no session id/,
    in_ramp: /is below the ramp's/,
    outside_ramp: /is not below the ramp's/,
    ramp_revoked: /^the ramp's bundle is revoked/,
    revoked: /^its bundle \S+ is revoked$/,
    halted: /^halted by/,
  };
  test.each(routes)("$name", ({ pointer, session, variant, bundle, bucket, why }) => {
    const route = routeSession(changed(vectors.pointer, pointer) as unknown as Pointer, session);
    expect(route).toMatchObject(
      variant === null ? { kind: "halted" } : { kind: "bundle", variant, digest: bundle, bucket },
    );
    expect(route.why).toMatch(words[why] ?? "a case that is known");
  });
});

describe("a pin", () => {
  test.each(pins)("$name", ({ reads, without, pin: part, value = changed(pin, part, without) }) => {
    const read = (): unknown => readPin(value, "support");
    if (reads) expect(read()).toEqual(value);
    else expect(read).toThrow(expect.objectContaining({ code: "BAD_PIN" }));
  });
});

describe("between two runs a session", () => {
  test.each(vectors.upgrades)("$name: $kind", ({ pointer, pin: part, on_change, kind, bundle }) => {
    const pinned = readPin(changed(pin, part), "support");
    const upgrade = upgradeOf(changed(vectors.pointer, pointer) as unknown as Pointer, pinned, on_change);
    expect(upgrade).toMatchObject(bundle === null ? { kind } : { kind, digest: bundle });
  });
});

test("every case has a name of its own, and both answers occur", () => {
  for (const table of [buckets, bundles, pointers, routes, pins, vectors.sequences, vectors.upgrades]) {
    const names = table.map(({ name }: { readonly name: string }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  }
  for (const answers of [pointers, pins]) expect(new Set(answers.map(({ reads }) => reads)).size).toBe(2);
});
