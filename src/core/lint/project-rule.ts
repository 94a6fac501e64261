import type { Config } from "../config/config.ts";
import type { Draft } from "../contract/read.ts";
import type { ReadGoldens } from "../golden/read.ts";
import type { Fault, RuleCard, Subject } from "../rule.ts";

/** Everything that a repository says about agents, read as far as it can be. */
export interface ReadProject {
  readonly config: Config;
  readonly drafts: readonly Draft[];
  /** Contracts of which nothing can be read, by folder. */
  readonly unreadable: readonly string[];
  readonly goldens: readonly ReadGoldens[];
  /** Every file in the folders of the contracts, referenced or not. */
  readonly files: readonly string[];
}

export interface ProjectFault {
  readonly subject: Subject;
  readonly fault: Fault;
}

/** A rule between several files, and what it sees of them. */
export interface ProjectRule<Sees extends keyof ReadProject = keyof ReadProject> extends RuleCard {
  judge(project: Pick<ReadProject, Sees>): readonly ProjectFault[];
}
