import { Failure } from "../../core/failure.ts";
import { mergeTranslations } from "../../core/import/merge.ts";
import type { SourcedNote } from "../../core/import/note-groups.ts";
import { type ImportPlan, planImport } from "../../core/import/plan.ts";
import { isEmpty, translateSource } from "../../core/import/translate.ts";
import type { ImportFormat, Target, Translation } from "../../core/import/translation.ts";
import type { World } from "../../world/world.ts";
import type { ImportSources, NamedSource } from "./import-sources.ts";
import { type ImportTarget, targetOf } from "./import-target.ts";
import type { ImportWish } from "./import-wish.ts";
import type { Project } from "./project.ts";

/** What would be written, and what is to be said about it. */
export interface ImportPlans {
  readonly plans: readonly ImportPlan[];
  readonly notes: readonly SourcedNote[];
}

/** @throws Failure USAGE where nothing says what the contract is called */
export async function planImports(
  project: Project,
  { sources, unreadable }: ImportSources,
  wish: ImportWish,
  world: World,
): Promise<ImportPlans> {
  const { format } = wish;
  const missing = unreadable.map(({ source, why }) => refused(source, "", why));
  const targetFor = (...called: readonly (string | null)[]): Promise<ImportTarget> =>
    targetOf(project, called, wish, world);
  const { plans, notes } =
    format.gives === "contract"
      ? await planEach(format, sources, wish, targetFor)
      : await planTogether(format, sources, targetFor);
  return { plans, notes: [...missing, ...notes] };
}

type TargetFor = (...called: readonly (string | null)[]) => Promise<ImportTarget>;

const noTarget: Target = { variables: [], oneShot: false };

/** Every file is a contract of its own. */
async function planEach(
  format: ImportFormat,
  sources: readonly NamedSource[],
  wish: ImportWish,
  targetFor: TargetFor,
): Promise<ImportPlans> {
  const named = wish.contract === null ? wish.out : wish.contract;
  if (named !== null && sources.length > 1) {
    const message = `each of these ${sources.length} files becomes a contract of its own, and ${named} is one name`;
    throw new Failure("USAGE", { message, hint: "import them one by one, or leave the name to the files" });
  }
  const plans = new Map<string, ImportPlan>();
  const notes: SourcedNote[] = [];
  for (const source of sources) {
    const translation = translateSource(format, source, noTarget);
    notes.push(...translation.notes.map((note) => ({ ...note, source: source.name })));
    if (isEmpty(translation)) continue;
    const target = await targetFor(translation.name, source.called);
    if (plans.has(target.contract))
      notes.push(refused(source.name, "", `another file is called ${target.contract} too: name it with --contract`));
    else plans.set(target.contract, planImport(translation, { ...target, existing: false }));
  }
  return { plans: [...plans.values()], notes };
}

/** Tools and golden tasks of all files are for one contract. */
async function planTogether(
  format: ImportFormat,
  sources: readonly NamedSource[],
  targetFor: TargetFor,
): Promise<ImportPlans> {
  const known = format.gives === "tasks" ? await targetFor() : null;
  const translated = sources.map((source) => ({
    source: source.name,
    translation: translateSource(format, source, known ?? noTarget),
  }));
  const { translation, notes } = mergeTranslations(translated);
  if (isEmpty(translation)) return { plans: [], notes };
  const target = known ?? (await targetFor(translation.name, ...sources.map(({ called }) => called)));
  const { tools, twins } = withoutTwins(translation, target);
  const plan = planImport({ ...translation, tools }, target);
  return { plans: Object.keys(plan.files).length === 0 ? [] : [plan], notes: [...notes, ...twins] };
}

/** A name that the contract answers to already cannot be given twice. */
function withoutTwins({ tools }: Translation, target: ImportTarget) {
  const taken = new Set(target.tools);
  return {
    tools: tools.filter(({ name }) => !taken.has(name)),
    twins: tools
      .filter(({ name }) => taken.has(name))
      .map(({ name }) => refused(target.contract, name, `${target.contract} has a tool of this name already`)),
  };
}

function refused(source: string, of: string, says: string): SourcedNote {
  return { source, kind: "refused", of, field: "", says };
}
