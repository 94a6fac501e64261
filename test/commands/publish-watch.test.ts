import { spawnSync } from "node:child_process";
import { rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { startPromptctl } from "../helpers/cli.ts";
import { runMain } from "../helpers/main.ts";
import { pair, remoteOf } from "../helpers/remote.ts";
import { commitWords, contentsOf, sharedRepository, shop } from "../helpers/shop.ts";

const live = ".promptctl/live";

async function run(folder: string, ...args: readonly string[]): Promise<void> {
  const { exit, stdout, stderr } = await runMain(folder, ...args);
  if (exit !== 0) throw new Error(stdout + stderr);
}

/** Waits until somebody has said that. */
async function until(said: () => string, words: string | RegExp): Promise<void> {
  const heard = () => (typeof words === "string" ? said().includes(words) : words.test(said()));
  for (const end = performance.now() + 50_000; !heard(); await sleep(20)) {
    if (performance.now() > end) throw new Error(`nobody said ${words}:\n${said()}`);
  }
}

test("publish --watch publishes what moves elsewhere, says an outage once, and ends at Ctrl-C", async () => {
  const source = await sharedRepository(shop({ config: "labels: { staging: {}, prod: {} }\n" }));
  await run(source.folder, "promote", "prod", "--yes");
  const remote = await remoteOf(source);
  const [ada, bob] = await pair(remote);
  const child = startPromptctl(bob.folder, ["publish", "--watch", "--interval", "1s"]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  let [stderr, stdout] = ["", ""];
  child.stderr?.on("data", (chunk) => (stderr += String(chunk)));
  child.stdout?.on("data", (chunk) => (stdout += String(chunk)));

  await until(() => stderr, `${live}: wrote 1 pointer and 1 bundle; the highest serial is 1, prod of support`);
  await commitWords(ada, "Be kind and brief.");
  await run(ada.folder, "promote", "prod", "--to", "HEAD", "--yes");
  await until(() => stderr, `${live}: wrote 1 pointer and 1 bundle; the highest serial is 2, prod of support`);

  await rename(remote.folder, `${remote.folder}-away`);
  await until(() => stderr, /git could not ask origin where it stands: .*; it is tried again\n/);
  await sleep(2_200);
  await rename(`${remote.folder}-away`, remote.folder);
  await until(() => stderr, "all is well again");
  expect(stderr.match(/it is tried again/g)?.length).toBe(1);

  await run(ada.folder, "rollback", "prod");
  await until(() => stderr, `${live}: wrote 1 pointer; the highest serial is 3, prod of support`);
  expect(await contentsOf(join(bob.folder, live, "labels"))).toEqual(
    await contentsOf(join(ada.folder, live, "labels")),
  );
  await expect(stat(join(bob.folder, live, ".lock"))).rejects.toMatchObject({ code: "ENOENT" });

  // Between two looks nobody is there but the one who waits.
  const children = () => spawnSync("ps", ["--no-headers", "--ppid", String(child.pid)], { encoding: "utf8" }).stdout;
  for (const end = performance.now() + 10_000; children() !== ""; await sleep(10))
    if (performance.now() > end) throw new Error(children());
  child.kill("SIGINT");
  expect(await ended).toBe(130);
  expect(stdout).toContain("watched until now: 3 publications");
  expect(stderr.split("\n").length).toBe(7);
});
