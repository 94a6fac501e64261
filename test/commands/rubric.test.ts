import { afterEach, expect, test, vi } from "vitest";
import { chatStep } from "../helpers/chat.ts";
import { environmentFor } from "../helpers/live.ts";
import { runMain } from "../helpers/main.ts";
import { startProvider } from "../helpers/provider-server.ts";
import { temporaryRepository } from "../helpers/repository.ts";
import { contract } from "../helpers/shop.ts";

const agent = (says: string): string =>
  `process.stdin.resume().on("end", () => console.log(JSON.stringify({ stop_reason: "finish", calls: [], output: ${JSON.stringify(says)} })));\n`;

const files = {
  "promptctl.yaml": `runner: { command: [node, agent.mjs] }
judge: { provider: openai-compatible, name: scripted-by-a-test }
prices: { "openai-compatible/scripted-by-a-test": { input: 1, output: 1 } }
`,
  "agent.mjs": agent("Your refund is on its way."),
  "prompts/support/contract.yaml": contract("support"),
  "prompts/support/policy.md": "Be kind.\n",
  "goldens/support/refunds.yaml": `contract: support
tasks: [{ id: refund, input: Where is my refund?, expect: { writes: [], output: [{ rubric: Says that the refund is coming. }] } }]
`,
};

afterEach(() => {
  vi.unstubAllEnvs();
});

test("a rubric is asked once with --record, and answered from its recording ever after", async () => {
  const verdict = { reason: "It says so.", score: 1, pass: true };
  await using server = await startProvider(() =>
    chatStep({ text: JSON.stringify(verdict), input: 100, output: 20 }, 0),
  );
  for (const [name, value] of Object.entries(environmentFor(server.url))) vi.stubEnv(name, value);
  const repository = await temporaryRepository(files);
  const run = (...args: readonly string[]) => runMain(repository.folder, "test", ...args);

  // Nobody has recorded an opinion: that is no pass, whatever key the shell has.
  expect(await run()).toMatchObject({ exit: 3, stdout: expect.stringContaining("the rubric was not judged") });
  expect(server.arrived).toHaveLength(0);

  expect(await run("--record")).toMatchObject({
    exit: 0,
    stdout: expect.stringMatching(/a model judged 1 answer: 120 tokens, \$0.0001, beside[^]*spent \$0.0001/),
  });
  expect(server.arrived).toHaveLength(1);
  expect(JSON.stringify(server.arrived[0]?.body)).toContain("Says that the refund is coming.");

  const replay = await run();
  expect(replay).toMatchObject({ exit: 0 });
  expect((await run()).stdout).toBe(replay.stdout);
  expect(server.arrived).toHaveLength(1);

  // Another answer is another question.
  await repository.write({ "agent.mjs": agent("I cannot say.") });
  expect(await run()).toMatchObject({ exit: 3, stdout: expect.stringContaining("the rubric was not judged") });
});

test("a judge that says no fails the task, with its reason", async () => {
  const verdict = { reason: "It promises a refund.", score: 0.1, pass: false };
  await using server = await startProvider(() =>
    chatStep({ text: JSON.stringify(verdict), input: 100, output: 20 }, 0),
  );
  for (const [name, value] of Object.entries(environmentFor(server.url))) vi.stubEnv(name, value);
  const repository = await temporaryRepository(files);
  expect(await runMain(repository.folder, "test", "--live")).toMatchObject({
    exit: 1,
    stdout: expect.stringContaining("the judge says (score 0.1): It promises a refund."),
  });
});
