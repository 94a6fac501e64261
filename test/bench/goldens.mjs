import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** So many tasks are in one file: nobody reads a longer one. */
const inFile = 50;

/** A contract, and golden tasks of which the answer is the question. */
export function writeEchoSuite(folder, count) {
  return writeSuite(folder, count, { runner: { model: {} }, task: echoTask });
}

/** The same questions, for an agent that says yes to everything. */
export function writeSlowSuite(folder, count, runner) {
  return writeSuite(folder, count, { runner, task: yesTask });
}

async function writeSuite(folder, count, { runner, task }) {
  await mkdir(join(folder, "prompts", "support"), { recursive: true });
  await mkdir(join(folder, "goldens", "support"), { recursive: true });
  await writeFile(join(folder, "promptctl.yaml"), `runner: ${JSON.stringify(runner)}\n`);
  await writeFile(join(folder, "prompts", "support", "contract.yaml"), contract);
  for (let first = 0; first < count; first += inFile) {
    const tasks = Array.from({ length: Math.min(inFile, count - first) }, (_, at) => task(first + at)).join("");
    const name = `part-${String(first / inFile).padStart(3, "0")}.yaml`;
    await writeFile(join(folder, "goldens", "support", name), `contract: support\ntasks:\n${tasks}`);
  }
}

/** The same questions with the same two assertions, as promptfoo has them. */
export async function writePromptfooSuite(folder, count) {
  const tests = Array.from({ length: count }, (_, number) => promptfooTest(number)).join("");
  const head = `description: the same questions\nprompts: ["{{question}}"]\nproviders: [echo]\ntests:\n`;
  await writeFile(join(folder, "promptfooconfig.yaml"), head + tests);
}

const contract = `contract: support
model: { provider: openai-compatible, name: echo }
system: You answer questions about orders. Be brief, and never promise a date.
tools:
  - name: get_order
    description: Look one order up by its number.
    effect: read
    input: { type: object, required: [order_id], properties: { order_id: { type: string } } }
`;

const questionOf = (number) =>
  `Where is my order ${number}? I wrote ${(number % 7) + 2} days ago, and the parcel should be in region ${number % 30} by now.`;

const echoTask = (number) => `  - id: order_${number}
    input: ${questionOf(number)}
    expect:
      output:
        - equals: ${questionOf(number)}
        - icontains: ORDER ${number}
`;

const yesTask = (number) => `  - id: order_${number}
    input: ${questionOf(number)}
    expect_stop_reason: finish
    expect: { output: [{ equals: "yes" }] }
`;

const promptfooTest = (number) => `  - vars:
      question: ${questionOf(number)}
    assert:
      - { type: equals, value: ${JSON.stringify(questionOf(number))} }
      - { type: icontains, value: ORDER ${number} }
`;
