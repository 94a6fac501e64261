import { afterEach, expect, test, vi } from "vitest";
import { commandAgent } from "../../src/agents/command.ts";
import { runProcess } from "../../src/world/process.ts";
import { sampleRequest } from "../helpers/tasks.ts";

vi.mock("../../src/world/process.ts");

afterEach(() => vi.clearAllMocks());

const agent = commandAgent({ command: ["agent"], folder: "/", env: {}, signal: new AbortController().signal });

test.each([
  [null, 120_000],
  [5, 15_000],
  [0.5, 10_500],
])("a limit of %s s: the program is given up on after %d ms", async (seconds, timeout) => {
  vi.mocked(runProcess).mockResolvedValue({
    exitCode: null,
    stdout: new Uint8Array(),
    stderr: "",
    timedOut: true,
    tooMuch: false,
  });
  const outcome = await agent.run(sampleRequest({}, { seconds }));
  expect(vi.mocked(runProcess).mock.calls[0]?.[0]).toMatchObject({ command: "agent", args: [], timeout });
  // Without any limit nothing was exceeded: then nothing is known about the agent.
  if (seconds === null) expect(outcome).toEqual({ kind: "unmeasured", why: "it did not answer within 120 s" });
  else
    expect(outcome).toMatchObject({
      kind: "answer",
      answer: { stop_reason: "budget_exceeded", seconds: seconds + 10 },
    });
});
