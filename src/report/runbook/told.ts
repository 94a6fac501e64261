import { type Contract, systemText } from "../../core/contract/contract.ts";
import { type Block, code, list, paragraph, toned } from "../report.ts";
import { sayDescribed } from "./described.ts";

/** The whole text, as it is written. */
export function toldBlocks(contract: Contract): readonly Block[] {
  const text = systemText(contract).trim();
  if (text === "") return [paragraph(toned("warn", "Nothing: there is no text yet."))];
  const holes = contract.system.some(({ text: part, literal }) => !literal && part.includes("{{"));
  return [
    ...(holes ? [paragraph("What stands in {{…}} is filled in for each conversation.")] : []),
    code(systemText(contract).trimEnd()),
  ];
}

export function messageBlocks({ messages }: Contract): readonly Block[] {
  return messages.flatMap(({ role, content }) => [
    paragraph(role === "user" ? "The user says:" : "The agent answers:"),
    code(content.trimEnd()),
  ]);
}

export function variableBlocks({ variables }: Contract): readonly Block[] {
  const items = Object.entries(variables).map(([name, schema]) => `${name}: ${sayDescribed(schema)}`);
  return items.length === 0 ? [] : [list(items)];
}
