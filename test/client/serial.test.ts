import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RefusalReason } from "../../src/client/polling/accept.ts";
import type { Pointer } from "../../src/core/label/pointer.ts";
import { sampleBundle } from "../helpers/contracts.ts";
import { connected, pointerText, type Published, publishedFolder, served } from "../helpers/published.ts";
import { temporaryFolder } from "../helpers/repository.ts";

const [old, young] = [sampleBundle("old"), sampleBundle("young")];

/** What the folder says after a pointer with the serial 5 and the bundle `young` was seen. */
const refused: readonly (readonly [string, RefusalReason, Partial<Pointer>])[] = [
  ["a lower serial", "rollback_refused", { serial: 4 }],
  ["the very first serial", "rollback_refused", { serial: 1 }],
  ["the same serial, another bundle", "equivocation", { serial: 5 }],
  ["the same serial, only another reason", "equivocation", { serial: 5, current: young.digest, reason: "why not" }],
  ["the same serial, only another actor", "equivocation", { serial: 5, current: young.digest, actor: "Eve" }],
  ["another label", "wrong_pointer", { serial: 6, label: "canary" }],
  ["another contract", "wrong_pointer", { serial: 6, contract: "sales" }],
  ["a serial nobody could raise any more", "bad_content", { serial: 2 ** 53 }],
  ["a serial that is no whole number", "bad_content", { serial: 5.5 }],
  ["a negative serial", "bad_content", { serial: -6 }],
  ["the serial 0", "bad_content", { serial: 0 }],
];

async function seen(): Promise<{ live: Published; cache: string }> {
  const live = await publishedFolder();
  await live.publish(old);
  await live.publish(young, { serial: 5 });
  return { live, cache: join(await temporaryFolder(), "cache") };
}

describe.each(refused)("%s", (_name, reason, part) => {
  test("is refused, and a higher serial is taken again", async () => {
    const { live } = await seen();
    const { client } = await connected(live);
    await live.overwrite(pointerText(old, part));
    expect(await client.refresh()).toMatchObject({ serial: 5, refusal: { reason } });
    expect(served(client)).toBe("young");
    await live.overwrite(pointerText(old, { serial: 6 }));
    expect(await client.refresh()).toMatchObject({ serial: 6, refusal: null });
    expect(served(client)).toBe("old");
  });

  test("is refused after a restart too", async () => {
    const { live, cache } = await seen();
    (await connected(live, { cache })).client.close();
    await live.overwrite(pointerText(old, part));
    const { client } = await connected(live, { cache });
    expect(client.state()).toMatchObject({ serial: 5, refusal: { reason } });
    expect(served(client)).toBe("young");
  });
});

test("a rollback is a higher serial that names an older bundle", async () => {
  const { live } = await seen();
  const { client } = await connected(live);
  await live.publish(old, { serial: 6 });
  expect(await client.refresh()).toMatchObject({ serial: 6, refusal: null });
  expect(served(client)).toBe("old");
});

test("two replicas that disagree: the client stays on the newer one", async () => {
  const { live } = await seen();
  const { client } = await connected(live);
  const replicas = [pointerText(old, { serial: 4 }), pointerText(young, { serial: 5 })];
  for (let poll = 0; poll < 6; poll += 1) {
    await live.overwrite(replicas[poll % 2] ?? "");
    await client.refresh();
    expect([served(client), client.state().serial]).toEqual(["young", 5]);
  }
});
