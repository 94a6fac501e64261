import type { Config } from "../config/config.ts";
import type { Finding } from "../finding.ts";
import type { Place } from "../place.ts";
import { type Fault, findingOf, type RuleCard, type Subject } from "../rule.ts";
import type { SourceFile } from "../source.ts";
import type { ContractSketch, GoldenSketch } from "./sketch.ts";

/** Everything that a repository says about agents, read as far as it can be. */
export interface ReadProject {
  readonly config: Config;
  /** promptctl.yaml and the waivers, as they are written; `null` where there is no such file. */
  readonly settings: SourceFile | null;
  readonly waivers: SourceFile | null;
  readonly contracts: readonly ContractSketch[];
  /** Contracts of which nothing can be read, by folder. */
  readonly unreadable: readonly string[];
  readonly goldens: readonly GoldenSketch[];
  /** Every file in the folders of the contracts, referenced or not. */
  readonly files: readonly string[];
  /** What models said in golden tasks, by path. */
  readonly recordings: readonly string[];
}

export interface ProjectFault {
  readonly subject: Subject;
  readonly fault: Fault;
}

/** A rule between several files, and what it sees of them. */
export interface ProjectRule<Sees extends keyof ReadProject = keyof ReadProject> extends RuleCard {
  judge(project: Pick<ReadProject, Sees>): readonly ProjectFault[];
}

/** What is known where contracts are built, without goldens and without advice. */
export type ReadContracts = Pick<ReadProject, "contracts" | "unreadable" | "files">;

/** What contracts cannot be built without, judged on the contracts alone. */
export type ProjectLaw = ProjectRule<keyof ReadContracts>;

export function askAcrossFiles<Sees extends keyof ReadProject>(
  project: Pick<ReadProject, Sees>,
  rules: readonly ProjectRule<Sees>[],
): readonly Finding[] {
  return rules.flatMap((rule) => rule.judge(project).map(({ subject, fault }) => findingOf(rule, fault, subject)));
}

/** A file as what a finding is about, where its name is at fault and not what it holds. */
export function subjectOfPath(file: string, contract: string | null): Subject {
  const place: Place = { file, line: 1, column: 1 };
  return { contract, value: null, locate: () => place, locateText: () => place, frame: () => null };
}
