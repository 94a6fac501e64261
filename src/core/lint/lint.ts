import { lintContract } from "../contract/lint.ts";
import type { Draft } from "../contract/read.ts";
import { contractAdvice, contractLaws } from "../contract/rules/index.ts";
import type { Finding } from "../finding.ts";
import { lintGoldens } from "../golden/lint.ts";
import { goldenRules } from "../golden/rules/index.ts";
import { findingOf } from "../rule.ts";
import type { SourceFile } from "../source.ts";
import { findCredentials } from "./credentials.ts";
import { subjectOfFile } from "./file-rule.ts";
import { fileRules } from "./file-rules/index.ts";
import type { ReadProject } from "./project-rule.ts";
import { projectAdvice, projectLaws } from "./project-rules/index.ts";

/** What makes contracts invalid, beside what is wrong with the shape of their files: nothing is built against it. */
export function judgeLaws(drafts: readonly Draft[]): readonly Finding[] {
  return [
    ...drafts.flatMap((draft) => lintContract(draft, contractLaws)),
    ...projectLaws.flatMap((rule) =>
      rule.judge({ drafts }).map(({ subject, fault }) => findingOf(rule, fault, subject)),
    ),
  ];
}

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
    ...projectAdvice.flatMap((rule) =>
      rule.judge(project).map(({ subject, fault }) => findingOf(rule, fault, subject)),
    ),
    ...sources.flatMap(askFile),
    ...(await findCredentials(sources)),
  ];
}

function isSound({ broken }: Draft): boolean {
  return broken.length === 0;
}

function askFile(source: SourceFile): readonly Finding[] {
  const subject = subjectOfFile(source);
  return fileRules.flatMap((rule) =>
    rule.judge(source).map((fault) => findingOf(rule, { ...fault, path: [] }, subject)),
  );
}

/** Each file once, however many contracts take it in. */
function sourcesOf({ drafts, goldens }: ReadProject): readonly SourceFile[] {
  const all = [
    ...drafts.flatMap(({ authored }) => authored.document.sources),
    ...goldens.flatMap(({ source }) => source ?? []),
  ];
  return [...new Map(all.map((source) => [source.file, source])).values()];
}
