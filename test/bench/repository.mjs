import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { git } from "./processes.mjs";

/** A repository of contracts of about 75 lines each, no two alike; every tenth takes its policy from a file. */
export async function writeContracts(folder, count) {
  for (let number = 0; number < count; number += 1) {
    const name = nameOf(number);
    const place = join(folder, "prompts", name);
    await mkdir(place, { recursive: true });
    const inFile = number % 10 === 0;
    await writeFile(join(place, "contract.yaml"), contract(name, number, inFile));
    if (inFile) await writeFile(join(place, "policy.md"), policy(number));
  }
}

/** A description, a limit and a parameter: three kinds of change in one contract. */
export async function changeContract(folder, number) {
  const path = join(folder, "prompts", nameOf(number), "contract.yaml");
  const text = await readFile(path, "utf8");
  await writeFile(
    path,
    text
      .replace("Look up one order by its number.", "Look up one order by its number, and where it is.")
      .replace("max_steps: 25", "max_steps: 20")
      .replace("enum: [short, full]", "enum: [short, full, raw]"),
  );
}

/** All that is there, in a commit, and in a repository where there was none yet. */
export async function commitAll(folder, message) {
  if (!existsSync(join(folder, ".git"))) {
    await git(folder, ["init", "--quiet", "--initial-branch=main"]);
    await git(folder, ["config", "user.name", "Ada"]);
    await git(folder, ["config", "user.email", "ada@example.com"]);
  }
  await git(folder, ["add", "--all"]);
  await git(folder, ["commit", "--quiet", "-m", message]);
}

function nameOf(number) {
  return `agent-${String(number).padStart(5, "0")}`;
}

function contract(name, number, inFile) {
  const text = inFile ? "  - { file: ./policy.md }" : `  - |\n${policy(number).replaceAll(/^(?=.)/gm, "    ")}`;
  return `contract: ${name}
description: Answers questions of department ${number}.
owner: team-${number % 40}
model:
  provider: openai
  name: gpt-5-mini-2026-01-15
  max_output_tokens: 1024
variables:
  customer_name: { type: string }
  tier: { type: string, default: basic }
system:
  - You are agent ${number} of Acme, in {{environment.name}}. You speak with {{customer_name}}, who is {{tier}}.
${text}
tools:
${["order", "invoice", "parcel"].map((noun) => lookUp(noun, number)).join("")}${change("refund", number)}guardrails:
  - id: big-refund
    tool: refund_${number}
    when: { properties: { amount: { exclusiveMinimum: ${(number % 9) * 50 + 50} } } }
    decision: confirm
  - { id: know-who, effect: [destructive], unless_called: [get_order_${number}], decision: deny }
budgets:
  max_steps: 25
  max_tool_calls: ${(number % 20) + 5}
  max_tokens: 20000
  max_calls_per_tool: { get_parcel_${number}: 3 }
knowledge: [{ index: kb-${number % 7}, version: "2026-11-01" }]
`;
}

function lookUp(noun, number) {
  return `  - name: get_${noun}_${number}
    description: Look up one ${noun} by its number.
    effect: read
    input:
      type: object
      required: [${noun}_id]
      properties:
        ${noun}_id: { type: string, description: The number on the ${noun}. }
        detail: { type: string, enum: [short, full] }
    output: { type: object, properties: { status: { type: string } } }
`;
}

function change(noun, number) {
  return `  - name: ${noun}_${number}
    description: Pay money back. Amounts are in US dollars.
    effect: destructive
    input:
      type: object
      required: [order_id, amount]
      properties:
        order_id: { type: string }
        amount: { type: number, minimum: 0, maximum: 5000 }
        reason: { type: string }
`;
}

function policy(number) {
  return `A refund of more than ${(number % 9) * 50 + 50} dollars needs a second look.
Say what you did, in one sentence.
Never promise a date that the carrier did not give.
If the customer is angry, stay calm, and offer to hand over to a person.
Rule ${number}: parcels to region ${number % 30} take ${(number % 5) + 2} days.
`;
}
