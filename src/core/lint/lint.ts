import { adviseOnConfig } from "../config/read.ts";
import type { Contract } from "../contract/contract.ts";
import { lintContract } from "../contract/lint.ts";
import { folderOf } from "../contract/folder-of.ts";
import type { ReadContract } from "../contract/read.ts";
import { contractAdvice, contractLaws } from "../contract/rules/index.ts";
import type { Finding } from "../finding.ts";
import { lintGoldens, newJudged } from "../golden/lint.ts";
import type { ReadGoldens } from "../golden/read.ts";
import { goldenRules } from "../golden/rules/index.ts";
import { findingOf } from "../rule.ts";
import type { SourceFile } from "../source.ts";
import { weighable } from "./known-rules.ts";
import { findCredentials } from "./credentials.ts";
import { subjectOfFile } from "./file-rule.ts";
import { fileRules } from "./file-rules/index.ts";
import { askAcrossFiles, type ReadProject } from "./project-rule.ts";
import { projectAdvice, projectLaws } from "./project-rules/index.ts";
import { pathCollision } from "./project-rules/path-collision.ts";
import { judgeSeverities } from "./severity-unknown.ts";
import { type ContractSketch, type GoldenSketch, sketchContract, sketchGoldens } from "./sketch.ts";
import { findSlowPatterns } from "./slow-patterns.ts";

/**
 * What the rules say about a repository, piece by piece: of what was judged only a sketch is kept, so that ten thousand
 * contracts take little more memory than a hundred.
 */
export interface Lint {
  /** In the order of their paths. */
  addContracts(read: readonly ReadContract[]): Promise<void>;
  /** Their tasks are judged by `judgeTasks`. */
  addGoldens(read: readonly ReadGoldens[]): Promise<void>;
  /** Beside the contracts that they are about, which were added before, or all were. */
  judgeTasks(read: readonly ReadGoldens[], contracts: readonly Contract[]): Promise<void>;
  /** What was added so far. */
  readonly contracts: readonly ContractSketch[];
  readonly goldens: readonly GoldenSketch[];
  /** Contracts of which nothing can be read, by folder. */
  readonly unreadable: readonly string[];
  /** What is said of all that was added, and between its files. */
  end(rest: Omit<ReadProject, "contracts" | "goldens" | "unreadable">): Promise<readonly Finding[]>;
}

export function beginLint(): Lint {
  const contracts: ContractSketch[] = [];
  const goldens: GoldenSketch[] = [];
  const unreadable: string[] = [];
  // Of a contract that is not understood, a golden task can say nothing new.
  const silent = new Set<string>();
  const judged = newJudged();
  const seen = new Set<string>();
  // By who found them: so the answer is the same in whatever pieces a repository is read.
  const found = {
    shapes: [] as Finding[],
    laws: [] as Finding[],
    goldens: [] as Finding[],
    advice: [] as Finding[],
    tasks: [] as Finding[],
    files: [] as Finding[],
    slow: [] as Finding[],
    credentials: [] as Finding[],
  };

  /** Each file once, however many contracts take it in. */
  async function addSources(sources: readonly SourceFile[]): Promise<void> {
    const fresh = sources.filter(({ file }) => !seen.has(file) && seen.add(file));
    found.files.push(...fresh.flatMap(askFile));
    found.credentials.push(...(await findCredentials(fresh)));
  }

  return {
    contracts,
    goldens,
    unreadable,
    addContracts: async (read) => {
      const drafts = read.flatMap(({ draft }) => draft ?? []);
      const sources = drafts.flatMap(({ authored }) => authored.document.sources);
      found.shapes.push(...read.flatMap((one) => one.findings));
      found.laws.push(...drafts.flatMap((draft) => lintContract(draft, contractLaws)));
      found.advice.push(...drafts.flatMap((draft) => lintContract(draft, contractAdvice)));
      found.slow.push(...(await findSlowPatterns(drafts, [], sources)));
      unreadable.push(...read.flatMap(({ path, draft }) => (draft === null ? [folderOf(path)] : [])));
      contracts.push(...drafts.map(sketchContract));
      for (const { path, draft } of read) {
        if (draft === null) silent.add(folderOf(path));
        else if (draft.broken.length > 0) silent.add(draft.authored.contract.name);
      }
      await addSources(sources);
    },
    addGoldens: async (read) => {
      found.goldens.push(...read.flatMap(({ findings }) => findings));
      goldens.push(...read.map(sketchGoldens));
      await addSources(read.flatMap(({ source }) => source ?? []));
    },
    judgeTasks: async (read, beside) => {
      const drafts = read.flatMap((file) => file.drafts).filter(({ task }) => !silent.has(task.contract));
      if (drafts.length === 0) return;
      const names = (): readonly string[] => contracts.flatMap(({ isBroken, name }) => (isBroken ? [] : [name]));
      found.tasks.push(...lintGoldens(drafts, beside, goldenRules, judged, names));
      const sources = read.flatMap(({ source }) => source ?? []);
      found.slow.push(...(await findSlowPatterns([], drafts, sources)));
    },
    end: async (rest) => {
      const project = { ...rest, contracts, goldens, unreadable };
      const beside = [rest.settings, rest.waivers].flatMap((source) => source ?? []);
      return [
        ...found.shapes,
        ...found.laws,
        ...askAcrossFiles(project, projectLaws),
        ...found.goldens,
        ...found.advice,
        ...found.tasks,
        ...askAcrossFiles(project, projectAdvice),
        // A law of contracts, which golden files have to keep too.
        ...askAcrossFiles({ contracts: [], files: goldens.map(({ file }) => file) }, [pathCollision]),
        ...askSettings(project),
        ...beside.flatMap(askFile),
        ...found.files,
        ...found.slow,
        ...(await findCredentials(beside)),
        ...found.credentials,
      ];
    },
  };
}

/** Advice on promptctl.yaml: where one of its laws is broken, there is no project to look at. */
function askSettings({ settings, config }: Pick<ReadProject, "settings" | "config">): readonly Finding[] {
  const file = settings?.yaml ?? null;
  return file === null ? [] : [...adviseOnConfig(file), ...judgeSeverities(config.severities, weighable, file)];
}

function askFile(source: SourceFile): readonly Finding[] {
  const subject = subjectOfFile(source);
  return fileRules.flatMap((rule) =>
    rule.judge(source).map((fault) => findingOf(rule, { ...fault, path: [] }, subject)),
  );
}
