import { adviseOnConfig } from "../config/read.ts";
import { lintContract } from "../contract/lint.ts";
import type { Draft } from "../contract/read.ts";
import { contractAdvice } from "../contract/rules/index.ts";
import type { Finding } from "../finding.ts";
import { lintGoldens } from "../golden/lint.ts";
import { goldenRules } from "../golden/rules/index.ts";
import { findingOf } from "../rule.ts";
import type { SourceFile } from "../source.ts";
import { weighable } from "./known-rules.ts";
import { findCredentials } from "./credentials.ts";
import { subjectOfFile } from "./file-rule.ts";
import { fileRules } from "./file-rules/index.ts";
import { askAcrossFiles, type ReadProject } from "./project-rule.ts";
import { projectAdvice } from "./project-rules/index.ts";
import { pathCollision } from "./project-rules/path-collision.ts";
import { judgeSeverities } from "./severity-unknown.ts";
import { findSlowPatterns } from "./slow-patterns.ts";

/** What the rules say about a repository, beside the laws of contracts. */
export async function lintProject(project: ReadProject): Promise<readonly Finding[]> {
  const { drafts, goldens, unreadable } = project;
  const sources = sourcesOf(project);
  const [sound, broken] = [drafts.filter(isSound), drafts.filter((draft) => !isSound(draft))];
  const contracts = sound.map(({ authored }) => authored.contract);
  // Of a contract that is not understood, a golden task can say nothing new.
  const silent = new Set([...unreadable, ...broken.map(({ authored }) => authored.contract.name)]);
  const tasks = goldens.flatMap((read) => read.drafts).filter(({ task }) => !silent.has(task.contract));
  return [
    ...drafts.flatMap((draft) => lintContract(draft, contractAdvice)),
    ...lintGoldens(tasks, contracts, goldenRules),
    ...askAcrossFiles(project, projectAdvice),
    // A law of contracts, which golden files have to keep too.
    ...askAcrossFiles({ drafts: [], files: goldens.map(({ file }) => file) }, [pathCollision]),
    ...askSettings(project),
    ...sources.flatMap(askFile),
    ...(await findSlowPatterns(drafts, tasks, sources)),
    ...(await findCredentials(sources)),
  ];
}

function isSound({ broken }: Draft): boolean {
  return broken.length === 0;
}

/** Advice on promptctl.yaml: where one of its laws is broken, there is no project to look at. */
function askSettings({ settings, config }: ReadProject): readonly Finding[] {
  const file = settings?.yaml ?? null;
  return file === null ? [] : [...adviseOnConfig(file), ...judgeSeverities(config.severities, weighable, file)];
}

function askFile(source: SourceFile): readonly Finding[] {
  const subject = subjectOfFile(source);
  return fileRules.flatMap((rule) =>
    rule.judge(source).map((fault) => findingOf(rule, { ...fault, path: [] }, subject)),
  );
}

/** Each file once, however many contracts take it in. */
function sourcesOf({ settings, waivers, drafts, goldens }: ReadProject): readonly SourceFile[] {
  const all = [
    ...(settings === null ? [] : [settings]),
    ...(waivers === null ? [] : [waivers]),
    ...drafts.flatMap(({ authored }) => authored.document.sources),
    ...goldens.flatMap(({ source }) => source ?? []),
  ];
  return [...new Map(all.map((source) => [source.file, source])).values()];
}
