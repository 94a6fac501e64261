import type { Finding } from "../finding.ts";
import { findingsOf } from "../issues.ts";
import type { Path } from "../place.ts";
import type { Tree } from "../ports.ts";
import { prune } from "../prune.ts";
import { readSource, unreadable } from "../source.ts";
import { parseYaml } from "../yaml/parse.ts";
import type { Contract } from "./contract.ts";
import { folderOf } from "./folder-of.ts";
import { type ResolvedDocument, resolveFragments } from "./fragments.ts";
import { normaliseContract } from "./normalise.ts";
import { type ContractFile, contractSchema } from "./schema.ts";
import { contractShape } from "./shape.ts";

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

/** What can be judged of a contract: all of it, or what is left beside its broken parts. */
export interface Draft {
  readonly authored: AuthoredContract;
  /** Empty where the shape is right. */
  readonly broken: readonly Path[];
}

export interface ReadContract {
  readonly path: string;
  /** `null` where nothing of the file can be understood. */
  readonly draft: Draft | null;
  /** There is no such file. */
  readonly missing: boolean;
  /** What is wrong with its YAML, its fragments and its shape. */
  readonly findings: readonly Finding[];
}

/** Reads one `contract.yaml` with its fragments. Faults are values: all of them come back at once. */
export async function readContract(tree: Tree, path: string): Promise<ReadContract> {
  const source = await readSource(tree, path);
  if (source.text === null) return { path, draft: null, missing: source.missing, findings: [unreadable(path, source)] };
  const document = await resolveFragments(tree, parseYaml(path, source.text));
  const { value, broken } = document;
  const parsed = broken.length === 0 ? contractSchema.safeParse(value) : null;
  if (parsed?.success === true) {
    const authored = author(path, parsed.data, document);
    return { path, draft: { authored, broken: [] }, missing: false, findings: document.findings };
  }
  if (value === null && document.findings.length > 0)
    return { path, draft: null, missing: false, findings: document.findings };
  const { error } = parsed ?? contractSchema.safeParse(value);
  const shape =
    error === undefined
      ? []
      : findingsOf(error, contractShape, { ...document, contract: null }).filter(
          (finding) => !inside(finding.path, broken),
        );
  const rest = prune(contractSchema, value, { ...standIns, contract: folderOf(path) }, broken);
  return {
    path,
    draft: rest === null ? null : { authored: author(path, rest.value, document), broken: rest.broken },
    missing: false,
    findings: [...document.findings, ...shape],
  };
}

/** What stands for a part that has to be there, so that its neighbours can be judged. */
const standIns = {
  model: { provider: "?", name: "?" },
  "model.provider": "?",
  "model.name": "?",
  "messages.[].role": "user",
  "messages.[].content": "",
  "tools.[].name": "unnamed",
  "guardrails.[].id": "unnamed",
  "guardrails.[].decision": "deny",
  "knowledge.[].index": "?",
  "knowledge.[].version": "?",
};

/** The contract, where nothing of it is broken. */
export function soundContract({ draft }: ReadContract): AuthoredContract | null {
  return draft === null || draft.broken.length > 0 ? null : draft.authored;
}

function author(path: string, written: ContractFile, document: ResolvedDocument): AuthoredContract {
  return {
    contract: normaliseContract(written),
    path,
    description: written.description,
    owner: written.owner ?? null,
    renamedFrom: written.renamed_from ?? null,
    written,
    document,
  };
}

function inside(path: Path, parts: readonly Path[]): boolean {
  return parts.some((part) => part.every((step, index) => path[index] === step));
}
