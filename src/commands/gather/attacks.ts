import { join } from "node:path";
import { attackFile, type WrittenTask } from "../../core/attack/file.ts";
import { type LeftOut, packFor } from "../../core/attack/pack.ts";
import type { Target } from "../../core/attack/target.ts";
import { unwritable } from "../../core/import/writable.ts";
import { glob } from "../../core/glob.ts";
import { lintGoldens } from "../../core/golden/lint.ts";
import { readGoldens } from "../../core/golden/read.ts";
import { goldenRules } from "../../core/golden/rules/index.ts";
import { existing } from "../../world/new-files.ts";
import { contractsAt } from "./sealed.ts";
import { readAllGoldens } from "./goldens.ts";
import { overlayTree } from "./overlay.ts";
import { inPrefix, matcherIn, type Project } from "./project.ts";

/** Security tasks for one contract, as they would be written. */
export interface PlannedAttacks {
  readonly contract: string;
  /** Relative to the project. */
  readonly file: string;
  /** `null` where nothing is written. */
  readonly text: string | null;
  readonly tasks: readonly WrittenTask[];
  readonly left: readonly LeftOut[];
}

/**
 * Reads contracts and tasks that are there, and writes nothing: each task has passed the rules of `check` beside them.
 *
 * @param names of contracts; empty means all
 * @throws Failure NO_CONTRACTS, UNKNOWN_CONTRACT, INVALID_FILES
 */
export async function planAttacks(project: Project, names: readonly string[]): Promise<readonly PlannedAttacks[]> {
  const { workingTree, prefix, config, root } = project;
  const built = await contractsAt(workingTree, prefix, config, names);
  const { tasks: known } = await readAllGoldens(workingTree, prefix, config);
  const { folder } = glob(config.goldens);
  const plans: PlannedAttacks[] = [];
  for (const { bundle } of built) {
    const { contract } = bundle;
    const file = [folder, contract.name, "attacks.yaml"].filter((part) => part !== "").join("/");
    const nothing = (why: string): PlannedAttacks => {
      return { contract: contract.name, file, text: null, tasks: [], left: [{ attack: "all", why }] };
    };
    if ((await existing([join(root, file)])).length > 0) {
      plans.push(nothing(`${file} is there already, and stays as it is`));
      continue;
    }
    if (!matcherIn(prefix, config.goldens)(inPrefix(prefix, file))) {
      plans.push(nothing(`promptctl would not look for golden tasks in ${file} (goldens: ${config.goldens})`));
      continue;
    }
    const pack = packFor(
      contract,
      known.filter((task) => task.contract === contract.name),
    );
    const judged = await Promise.all(pack.tasks.map((task) => faultOf(project, file, pack.target, task)));
    const tasks = pack.tasks.filter((_, index) => judged[index] === null);
    const refused = pack.tasks.flatMap(({ name }, index) => {
      const why = judged[index] ?? null;
      return why === null ? [] : [{ attack: name, why }];
    });
    const text = tasks.length === 0 ? null : attackFile(pack.target, tasks);
    plans.push({ contract: contract.name, file, text, tasks, left: [...pack.left, ...refused] });
  }
  return plans;
}

/** What `check` would say of a task; `null` where it says nothing. */
async function faultOf(
  { workingTree, prefix }: Project,
  file: string,
  target: Target,
  task: WrittenTask,
): Promise<string | null> {
  const fault = unwritable(task.task);
  if (fault !== null) return fault;
  const path = inPrefix(prefix, file);
  const { drafts, findings } = await readGoldens(
    overlayTree(workingTree, { [path]: attackFile(target, [task]) }),
    path,
  );
  const [first] = [...findings, ...lintGoldens(drafts, [target.contract], goldenRules)];
  return first?.message ?? null;
}
