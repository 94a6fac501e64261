import type { Finding } from "../finding.ts";
import { findingsOf } from "../issues.ts";
import type { Tree } from "../ports.ts";
import { readSource } from "../source.ts";
import { parseYaml } from "../yaml/parse.ts";
import type { Contract } from "./contract.ts";
import { type ResolvedDocument, resolveFragments } from "./fragments.ts";
import { normaliseContract } from "./normalise.ts";
import { type ContractFile, contractSchema } from "./schema.ts";

/** A contract as its author knows it: what goes into the bundle, and what is said around it. */
export interface AuthoredContract {
  readonly contract: Contract;
  readonly path: string;
  readonly description: string;
  readonly owner: string | null;
  readonly renamedFrom: string | null;
  /** As written, defaults not filled in: for rules about what was said and what was not. */
  readonly written: ContractFile;
  readonly document: ResolvedDocument;
}

export interface ReadContract {
  readonly path: string;
  /** `null` where the file cannot be understood; the findings say why. */
  readonly authored: AuthoredContract | null;
  readonly findings: readonly Finding[];
}

/** Reads one `contract.yaml` with its fragments. Faults are values: all of them come back at once. */
export async function readContract(tree: Tree, path: string): Promise<ReadContract> {
  const { text, why } = await readSource(tree, path);
  if (text === null) return { path, authored: null, findings: [unreadable(path, `this is ${why}`)] };
  const document = await resolveFragments(tree, parseYaml(path, text));
  const broken = document.findings.some(({ level }) => level === "error");
  if (broken) return { path, authored: null, findings: document.findings };
  const parsed = contractSchema.safeParse(document.value);
  if (!parsed.success) return { path, authored: null, findings: findingsOf(parsed.error, document) };
  return { path, findings: [], authored: authoredContract(path, parsed.data, document) };
}

function authoredContract(path: string, written: ContractFile, document: ResolvedDocument): AuthoredContract {
  return {
    contract: normaliseContract(written),
    path,
    description: written.description,
    owner: written.owner,
    renamedFrom: written.renamed_from,
    written,
    document,
  };
}

function unreadable(path: string, message: string): Finding {
  const place = { file: path, line: 1, column: 1 };
  return { rule: "SHAPE", level: "error", message, hint: null, contract: null, path: [], place, frame: null };
}
