import { expect, test } from "vitest";
import { readPin } from "../../src/client/pin.ts";
import { sampleBundle } from "../helpers/contracts.ts";
import { connected, publishedFolder } from "../helpers/published.ts";

const pin = {
  format: "promptctl/pin/1",
  contract: "support",
  label: "prod",
  serial: 7,
  variant: "ramp",
  bundle: sampleBundle("old").digest,
  environment: { name: "production", region: "eu" },
  session: "s-1",
  opened_at: "2026-11-20T12:00:00.000Z",
};

test.each([
  ["as it was stored", pin],
  ["without an environment", { ...pin, environment: null }],
  ["without a session id", { ...pin, session: "" }],
  ["with a field of a later client", { ...pin, variety: 1 }],
])("a pin %s is read", (_name, value) => {
  expect(readPin(JSON.parse(JSON.stringify(value)), "support")).toEqual(value);
});

const bad: readonly (readonly [string, unknown])[] = [
  ["nothing", undefined],
  ["null", null],
  ["a text", JSON.stringify(pin)],
  ["a list", [pin]],
  ["a number", 7],
  ["an empty object", {}],
  ["an older format", { ...pin, format: "promptctl/pin/0" }],
  ["a later format", { ...pin, format: "promptctl/pin/2" }],
  ["no format", { ...pin, format: undefined }],
  ["another contract", { ...pin, contract: "sales" }],
  ["a contract that is no text", { ...pin, contract: ["support"] }],
  ["no bundle", { ...pin, bundle: null }],
  ["a digest in upper case", { ...pin, bundle: pin.bundle.toUpperCase() }],
  ["a digest that is too short", { ...pin, bundle: pin.bundle.slice(0, -1) }],
  ["a digest with an end", { ...pin, bundle: `${pin.bundle}\n` }],
  ["a path for a digest", { ...pin, bundle: "sha256:../../labels/support/prod" }],
  ["no label", { ...pin, label: undefined }],
  ["a serial that is text", { ...pin, serial: "7" }],
  ["no serial", { ...pin, serial: undefined }],
  ["an unknown variant", { ...pin, variant: "canary" }],
  ["no session", { ...pin, session: undefined }],
  ["no time", { ...pin, opened_at: null }],
  ["no environment at all", { ...pin, environment: undefined }],
  ["an environment without a name", { ...pin, environment: { region: "eu" } }],
  ["an environment that is text", { ...pin, environment: "production" }],
];

test.each(bad)("%s is a BAD_PIN", (_name, value) => {
  expect(() => readPin(value, "support")).toThrow(expect.objectContaining({ name: "Failure", code: "BAD_PIN" }));
});

test("a client refuses what readPin refuses", async () => {
  const live = await publishedFolder();
  await live.publish(sampleBundle("old"));
  const { client } = await connected(live);
  for (const [, value] of bad) await expect(client.resume(value)).rejects.toMatchObject({ code: "BAD_PIN" });
});
