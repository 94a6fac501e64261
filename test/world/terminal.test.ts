import { describe, expect, test } from "vitest";
import { setTimeout as sleep } from "node:timers/promises";
import { openTerminal } from "../../src/world/terminal.ts";

function terminal({ isTTY, quiet = false }: { readonly isTTY: boolean; readonly quiet?: boolean }) {
  let written = "";
  const stderr = { isTTY, columns: 20, write: (text: string) => (written += text) };
  const streams = { stdin: { isTTY }, stderr, say: () => "blocks", quiet, signal: new AbortController().signal };
  return { ...openTerminal(streams as never), written: () => written };
}

describe("how far it has come", () => {
  test("is one line on a terminal, that changes, fits, and goes away", async () => {
    const { status, progress, written } = terminal({ isTTY: true });
    status("1 of 1,000 golden tasks");
    status("2 of 1,000 golden tasks");
    await sleep(120);
    status("3 of 1,000");
    progress("done");
    status(null);
    expect(written()).toBe("\r\u001b[2K1 of 1,000 golden t\r\u001b[2K3 of 1,000\r\u001b[2Kdone\n");
  });

  test("is no line at once in a log", () => {
    const { status, written } = terminal({ isTTY: false });
    status("1 of 2");
    status(null);
    expect(written()).toBe("");
  });

  test("is no command to a CI, whatever it quotes", () => {
    const { progress, written } = terminal({ isTTY: false });
    progress("no answer: \n::error::obeyed\n  ::add-mask::obeyed ##[error]obeyed");
    expect(written()).not.toMatch(/^\s*::|##\[/m);
  });

  test("is nothing where nobody wants it", () => {
    const { status, progress, written } = terminal({ isTTY: true, quiet: true });
    status("1 of 2");
    progress("running");
    status(null);
    expect(written()).toBe("");
  });
});
