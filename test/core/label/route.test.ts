import { expect, test } from "vitest";
import type { Pointer } from "../../../src/core/label/pointer.ts";
import { routeSession } from "../../../src/core/label/route.ts";
import { digest, pointer } from "./pointers.ts";

const [a, b] = [digest("a"), digest("b")];
const everybody = { bundle: b, weight: 10_000, salt: "r-1" };
const halted = { reason: "leak", at: "2026-11-20T12:00:00Z", by: "Ada" };
const revoked = (bundle: Pointer["current"]): Pointer["revoked"] => [
  { bundle, reason: "leak", at: "2026-11-20T12:00:00Z" },
];

const current = { kind: "bundle", variant: "current", digest: a };
const ramp = { kind: "bundle", variant: "ramp", digest: b };
const stopped = { kind: "halted" };

test.each<[string, Partial<Pointer>, string, object]>([
  ["no ramp", {}, "s", current],
  ["a ramp for everybody", { ramp: everybody }, "s", ramp],
  ["a ramp for nobody", { ramp: { ...everybody, weight: 0 } }, "s", current],
  ["no session id: never the canary", { ramp: everybody }, "", current],
  ["halted", { halted }, "s", stopped],
  ["halted, with a ramp", { halted, ramp: everybody }, "s", stopped],
  ["current revoked", { revoked: revoked(a) }, "s", stopped],
  ["current revoked, without a session id", { revoked: revoked(a), ramp: everybody }, "", stopped],
  ["current revoked, the ramp is not", { revoked: revoked(a), ramp: everybody }, "s", ramp],
  ["the ramp revoked", { revoked: revoked(b), ramp: everybody }, "s", current],
  ["both revoked", { revoked: [...revoked(a), ...revoked(b)], ramp: everybody }, "s", stopped],
])("%s", (_name, part, session, expected) => {
  expect(routeSession(pointer(part), session)).toMatchObject(expected);
});
