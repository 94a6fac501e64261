import type { Contract } from "../core/contract/contract.ts";
import type { GuardedIncident, Proof } from "../core/golden/proof.ts";
import type { BlamedPart } from "../core/label/first-release.ts";
import type { Service } from "../core/label/service.ts";
import { type Block, heading, list, paragraph, section } from "./report.ts";
import { answerBlocks } from "./runbook/answer.ts";
import { changeBlocks } from "./runbook/changes.ts";
import { endItems, limitBlocks } from "./runbook/limits.ts";
import { proofBlocks } from "./runbook/proof.ts";
import { factItems } from "./runbook/facts.ts";
import { messageBlocks, toldBlocks, variableBlocks } from "./runbook/told.ts";
import { permissionBlocks, toolBlocks } from "./runbook/tools.ts";

/** A contract, and what is known around it; `null` is what is not known. */
export interface Runbook {
  readonly contract: Contract;
  readonly description: string;
  readonly owner: string | null;
  /** How the label that was asked for serves it. */
  readonly service: Service | null;
  readonly proof: { readonly kinds: readonly Proof[]; readonly incidents: readonly GuardedIncident[] } | null;
  readonly blame: readonly BlamedPart[] | null;
}

/** A contract as the runbook of a business process: for somebody who owns it and does not code. */
export function runbookBlocks(runbook: Runbook): readonly Block[] {
  const { contract, description, proof, blame } = runbook;
  return [
    heading(contract.name, 1),
    ...(description === "" ? [] : [paragraph(description)]),
    list(factItems(runbook)),
    ...section("What it may do", permissionBlocks(contract), 2),
    ...toolBlocks(contract),
    ...section("Limits of one run", limitBlocks(contract), 2),
    ...section("What ends a run", [list(endItems(contract))], 2),
    ...section("What it answers with", answerBlocks(contract), 2),
    ...section("What keeps it right", proof === null ? [] : proofBlocks(proof), 2),
    ...section("Who changed what last", blame === null ? [] : changeBlocks(blame), 2),
    ...section("What the application fills in", variableBlocks(contract), 2),
    ...section("How every conversation begins", messageBlocks(contract), 2),
    ...section("What it is told", toldBlocks(contract), 2),
  ];
}
