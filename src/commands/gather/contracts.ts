import type { Bundle } from "../../core/bundle/bundle.ts";
import { sealBundle } from "../../core/bundle/seal.ts";
import type { Config } from "../../core/config.ts";
import { lintContract } from "../../core/contract/lint.ts";
import { type AuthoredContract, readContract } from "../../core/contract/read.ts";
import { Failure } from "../../core/failure.ts";
import type { Finding } from "../../core/finding.ts";
import type { Tree } from "../../core/ports.ts";
import { filesMatching } from "./project.ts";

/** What a tree says about agents, faults included. */
export interface Contracts {
  readonly tree: Tree;
  readonly paths: readonly string[];
  /** Those that can be understood; a finding may still make one invalid. */
  readonly authored: readonly AuthoredContract[];
  readonly findings: readonly Finding[];
}

export interface BuiltContract {
  readonly authored: AuthoredContract;
  readonly bundle: Bundle;
}

export async function readContracts(tree: Tree, prefix: string, config: Config): Promise<Contracts> {
  const paths = await filesMatching(tree, prefix, config.contracts);
  const read = await Promise.all(paths.map((path) => readContract(tree, path)));
  const authored = read.flatMap((one) => one.authored ?? []);
  const findings = read.flatMap((one) => [
    ...one.findings,
    ...(one.authored === null ? [] : lintContract(one.authored)),
  ]);
  return { tree, paths, authored, findings: [...findings, ...sameNames(authored)] };
}

/**
 * Valid contracts, sealed.
 *
 * @param names empty means all
 * @throws Failure NO_CONTRACTS, UNKNOWN_CONTRACT, INVALID_FILES
 */
export function buildContracts(
  { tree, paths, authored, findings }: Contracts,
  config: Config,
  names: readonly string[],
): readonly BuiltContract[] {
  if (paths.length === 0) throw new Failure("NO_CONTRACTS", { pattern: config.contracts, where: tree.name });
  const chosen = names.length === 0 ? authored : names.map((name) => chooseContract(authored, name, tree));
  const files = new Set(chosen.flatMap(({ document }) => document.files));
  const errors = findings.filter(
    ({ level, place }) => level === "error" && (names.length === 0 || (place !== null && files.has(place.file))),
  );
  if (errors.length > 0)
    throw new Failure("INVALID_FILES", { findings: errors.length, where: tree.name }, { findings: errors });
  return chosen
    .map((one) => ({ authored: one, bundle: sealBundle(one.contract) }))
    .toSorted((left, right) => (left.bundle.contract.name < right.bundle.contract.name ? -1 : 1));
}

function chooseContract(authored: readonly AuthoredContract[], name: string, tree: Tree): AuthoredContract {
  const found = authored.find(({ contract }) => contract.name === name);
  if (found !== undefined) return found;
  throw new Failure("UNKNOWN_CONTRACT", {
    name,
    known: authored.map(({ contract }) => contract.name),
    where: tree.name,
  });
}

function sameNames(authored: readonly AuthoredContract[]): readonly Finding[] {
  const seen = new Map<string, string>();
  return authored.flatMap(({ contract: { name }, path, document }): readonly Finding[] => {
    const first = seen.get(name);
    seen.set(name, first ?? path);
    if (first === undefined) return [];
    const place = document.locate(["contract"]);
    return [
      {
        rule: "NAME_TAKEN",
        level: "error",
        message: `${first} is called ${name} too`,
        hint: "give one of them another name",
        contract: name,
        path: ["contract"],
        place,
        frame: document.frame(place),
      },
    ];
  });
}
