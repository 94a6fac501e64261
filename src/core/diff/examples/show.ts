import type { Contract } from "../../contract/contract.ts";
import { readContract, soundContract } from "../../contract/read.ts";
import type { Tree } from "../../ports.ts";
import { type ChangeFinding, diffContracts } from "../judge.ts";
import { examples, usual } from "./table.ts";

/** A change that a rule speaks of, and what it says. */
export interface ShownExample {
  readonly before: string;
  readonly after: string;
  readonly finding: Pick<ChangeFinding, "message" | "severity" | "wayOut">;
}

/** `null` where a few lines cannot show it, as rules about long texts and golden tasks. */
export async function exampleOf(rule: string): Promise<ShownExample | null> {
  const example = examples[rule];
  if (example === undefined) return null;
  const [before, after] = example;
  const [was, is] = await Promise.all([contractOf(before), contractOf(after)]);
  const { findings } = diffContracts(was, is, { count: (text) => text.length });
  const finding = findings.find((one) => one.rule === rule);
  if (finding === undefined) return null;
  const { message, severity, wayOut } = finding;
  return { before, after, finding: { message, severity, wayOut } };
}

async function contractOf(part: string): Promise<Contract> {
  const written = new Set([...part.matchAll(/^(\w+):/gm)].map(([, key]) => key));
  const rest = Object.entries(usual).filter(([key]) => !written.has(key));
  const text = [...rest.map(([, line]) => line), part].join("\n");
  const name = /^contract: (\w+)/m.exec(text)?.[1] ?? "";
  const path = `prompts/${name}/contract.yaml`;
  const read = await readContract(treeOf(path, text), path);
  const authored = soundContract(read);
  if (authored === null) throw new Error(read.findings.map(({ message }) => message).join("; "));
  return authored.contract;
}

function treeOf(path: string, text: string): Tree {
  return {
    name: "example",
    list: async () => [path],
    read: async (asked) =>
      asked === path ? { kind: "file", bytes: new TextEncoder().encode(text) } : { kind: "absent" },
  };
}
