import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Client, connect } from "../../src/client/connect.ts";
import { bundlePath, digestOf } from "../../src/core/bundle/digest.ts";
import { pointerPath } from "../../src/core/label/pointer.ts";
import { handDrivenDoors } from "../helpers/doors.ts";
import { temporaryFolder } from "../helpers/repository.ts";
import { bytesOf, type Step, vectors } from "./vectors.ts";

/** A published folder that says what a step says. */
async function publish(folder: string, step: Step): Promise<void> {
  const { pointer, bundles = Object.keys(vectors.given) } = step;
  await rm(folder, { recursive: true, force: true });
  for (const name of bundles) {
    const bytes = Buffer.from(vectors.given[name] ?? "");
    await write(join(folder, bundlePath(digestOf(bytes))), bytes);
  }
  if (pointer !== null) await write(join(folder, pointerPath("support", "prod")), bytesOf(step, pointer));
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}

describe("a client takes and refuses pointers", () => {
  test.each(vectors.sequences)("$name", async ({ steps, floor, environment }) => {
    const folder = await temporaryFolder();
    const given = { ...(floor === undefined ? {} : { floor }), ...(environment === undefined ? {} : { environment }) };
    const options = {
      source: `file:${join(folder, "live")}`,
      cache: join(folder, "cache"),
      contract: "support",
      label: "prod",
    };
    const ready = async (): Promise<Client> => {
      const client = await connect({ ...options, ...given }, handDrivenDoors());
      onTestFinished(() => client.close());
      return client;
    };
    let client: Client | null = null;
    for (const step of steps) {
      await publish(join(folder, "live"), step);
      if (step.restart === true) {
        client?.close();
        client = null;
      }
      if (step.serial === null) {
        await expect(ready()).rejects.toMatchObject({ code: "NOT_READY" });
        continue;
      }
      const before: number | null = client?.state().serial ?? null;
      client ??= await ready();
      const { serial, refusal } = await client.refresh();
      expect(serial).toBe(step.serial);
      expect(refusal?.reason ?? null).toBe(["accepted", "unchanged"].includes(step.then) ? null : step.then);
      if (step.then === "unchanged") expect(serial).toBe(before);
      const open = (): string => client?.open("session-1").system() ?? "";
      if (step.serves !== undefined) expect(open()).toBe(step.serves);
      if (step.opens === false) expect(open).toThrow(expect.objectContaining({ code: "HALTED" }));
      if (step.opens === true) expect(open).not.toThrow();
    }
  });
});
