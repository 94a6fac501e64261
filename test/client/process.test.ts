import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { publishedFolder } from "../helpers/published.ts";
import { old } from "./source-faults.ts";

const run = promisify(execFile);
const client = new URL("../../dist/library/client.js", import.meta.url).href;

/** The built client in a process of its own, which has nothing else to do. */
async function host(folder: string, script: string): Promise<{ stdout: string; seconds: number }> {
  const program = `
    import { connect } from ${JSON.stringify(client)};
    const client = await connect({ source: ${JSON.stringify(`file:${folder}`)}, contract: "support", label: "prod" });
    ${script}
    console.log(client.open("s").system());`;
  const started = performance.now();
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program], { timeout: 20_000 });
  return { stdout, seconds: (performance.now() - started) / 1_000 };
}

test.each([
  ["closed", "client.close();"],
  ["forgotten", ""],
  ["closed in the middle of a poll", "void client.refresh(); client.close();"],
])("a process whose client is %s can exit", async (_name, script) => {
  const live = await publishedFolder();
  await live.publish(old);
  const { stdout, seconds } = await host(live.folder, script);
  expect(stdout).toBe("old\n");
  // The default interval is 15 s, the deadline 5 s.
  expect(seconds).toBeLessThan(4);
});

test("faults of the source never reach a process that handles no errors", async () => {
  const live = await publishedFolder();
  await live.publish(old, { poll: { interval: 0.02, deadline: 1, jitter: 0 } });
  const { stdout } = await host(
    live.folder,
    `
    import { writeFileSync, rmSync, mkdirSync } from "node:fs";
    const file = ${JSON.stringify(live.pointerFile)};
    for (const break_ of [() => writeFileSync(file, "{"), () => rmSync(file), () => mkdirSync(file)]) {
      const before = client.state().refusal?.reason;
      break_();
      while (client.state().refusal?.reason === before) await new Promise((resolve) => setTimeout(resolve, 5));
      console.log(client.state().refusal.reason);
    }`,
  );
  expect(stdout).toBe("bad_content\npointer_missing\nunreachable\nold\n");
});
