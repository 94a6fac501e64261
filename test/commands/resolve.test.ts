import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { connect } from "../../src/client/connect.ts";
import { hasPython, startPython } from "../clients/python.ts";
import { documentOf } from "../helpers/cli.ts";
import { runMain } from "../helpers/main.ts";
import type { Repository } from "../helpers/repository.ts";
import { commitWords, expectYes, sharedRelease, shop } from "../helpers/shop.ts";

interface Resolved {
  readonly bundles: { readonly current: string; readonly ramp: string };
  readonly sessions: readonly { readonly session: string; readonly variant: string; readonly bucket: number }[];
}

let released: Repository;
beforeAll(async () => {
  released = await sharedRelease(shop(), ["canary", "prod"]);
  await commitWords(released, "Be brief.");
  await expectYes(released.folder, "promote", "canary", "--weight", "25", "--yes");
});

describe("the sessions of a file", () => {
  const scripts = ["session-", "é", "語", "😀", "e\u0301", " "];
  const ids = Array.from({ length: 100_000 }, (_, index) => `${scripts[index % scripts.length] ?? ""}${index}`);
  let resolved: Resolved;
  beforeAll(async () => {
    await writeFile(join(released.folder, "ids.txt"), `${ids.join("\r\n")}\n\n`);
    const result = await runMain(released.folder, "resolve", "support", "--sessions", "ids.txt", "--format", "json");
    resolved = documentOf(result).data as unknown as Resolved;
  });

  test("are answered one by one, about a quarter of them with the ramp", () => {
    expect(resolved.sessions.map(({ session }) => session)).toEqual(ids);
    const ramped = resolved.sessions.filter(({ variant }) => variant === "ramp");
    expect(Math.abs(ramped.length - 25_000)).toBeLessThan(700);
    expect(ramped.every(({ bucket }) => bucket < 2_500)).toBe(true);
    expect(resolved.bundles.current).not.toBe(resolved.bundles.ramp);
  });

  test("get the same from the TypeScript client", async () => {
    const source = `file:${join(released.folder, ".promptctl/live")}`;
    const client = await connect({ source, contract: "support", label: "prod" });
    onTestFinished(() => client.close());
    const differ = resolved.sessions.filter(({ session, variant }) => {
      const { pin } = client.open(session);
      return pin.variant !== variant || pin.bundle !== resolved.bundles[pin.variant];
    });
    expect(differ).toEqual([]);
  });

  test.skipIf(!hasPython)("get the same from the Python client (skipped where there is no Python)", async () => {
    const python = startPython();
    onTestFinished(() => python.stop());
    const pointer = await readFile(join(released.folder, ".promptctl/live/labels/support/prod.json"), "utf8");
    const answers = await python.routes(pointer, ids);
    const differ = resolved.sessions.filter(
      ({ variant, bucket }, index) => answers[index]?.[0] !== variant || answers[index]?.[2] !== bucket,
    );
    expect([answers.length, differ]).toEqual([ids.length, []]);
  });

  test("are counted for a person", async () => {
    await writeFile(join(released.folder, "few.txt"), "a\nb\nb\n\n");
    const { exit, stdout } = await runMain(released.folder, "resolve", "support", "--sessions", "few.txt");
    expect([exit, stdout]).toEqual([
      0,
      expect.stringMatching(/2 sessions: \d get support@\w{12} \(current\), \d get /),
    ]);
  });
});

test.each([
  ["no such file", ["--sessions", "nowhere.txt"], "there is no file nowhere.txt"],
  ["one and many", ["--session", "a", "--sessions", "ids.txt"], "--session is one, --sessions are many"],
])("%s", async (_name, flags, message) => {
  const { exit, stderr } = await runMain(released.folder, "resolve", "support", ...flags);
  expect([exit, stderr]).toEqual([2, expect.stringContaining(message)]);
});
