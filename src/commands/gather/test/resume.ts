import { resolve } from "node:path";
import { type Defined, nameOfResult, keyOfDefined } from "../../../core/golden/results/definition.ts";
import { decodeLine, type ResultsHeader } from "../../../core/golden/results/file.ts";
import type { KeptResult } from "../../../core/golden/results/kept.ts";
import { isThere, moveFile, removeFile } from "../../../world/files.ts";
import { linesOf } from "../../../world/lines.ts";
import type { World } from "../../../world/world.ts";
import type { Project } from "../project.ts";
import { earlierResults } from "./store.ts";

/** What an earlier run measured and is still true, line by line as it was written. */
export interface Earlier {
  readonly lines: AsyncIterable<{ readonly line: string; readonly result: KeptResult }>;
  /** Takes away what is only there to be read. */
  forget(): Promise<void>;
}

export const noEarlier: Earlier = { lines: none(), forget: async () => undefined };

/**
 * What an earlier run measured with the same bundles, the same tasks and the same runner. What it could not measure
 * is run again.
 *
 * @param named the file that results go to, which may hold those of before; `null` is the newest run
 */
export async function resumable(
  world: World,
  project: Project,
  header: ResultsHeader,
  tasks: readonly Defined[],
  named: string | null,
): Promise<Earlier> {
  const wanted = new Map(tasks.map((one) => [keyOfDefined(one), one]));
  const isWanted = (result: KeptResult): boolean => {
    const one = wanted.get(nameOfResult(result));
    return (
      result.outcome !== "unmeasured" &&
      result.base?.outcome !== "unmeasured" &&
      one?.definition === result.definition &&
      one.bundle === result.bundle &&
      (one.beside?.before?.bundle.digest ?? null) === (result.base?.bundle ?? null)
    );
  };
  const path = named === null ? null : resolve(world.cwd, named);
  if (path !== null && (await isThere(path))) {
    // The file is written anew: what it held is beside it as long as it is read.
    const aside = `${path}.earlier`;
    await moveFile(path, aside);
    return { lines: sameRun(aside, header, isWanted), forget: () => removeFile(aside) };
  }
  const [newest] = await earlierResults(project);
  if (newest === undefined) {
    world.terminal.progress("there is no earlier run to go on with: everything is run");
    return noEarlier;
  }
  return { lines: sameRun(newest, header, isWanted), forget: async () => undefined };
}

async function* sameRun(
  path: string,
  { runner, mode, base }: ResultsHeader,
  isWanted: (result: KeptResult) => boolean,
): Earlier["lines"] & AsyncGenerator<{ line: string; result: KeptResult }> {
  for await (const line of linesOf(path)) {
    const decoded = decodeLine(line);
    if (decoded?.kind === "header") {
      const { header } = decoded;
      if (header.runner !== runner || header.mode !== mode || header.base !== base) return;
    }
    if (decoded?.kind === "result" && isWanted(decoded.result)) yield { line, result: decoded.result };
  }
}

async function* none(): AsyncGenerator<{ line: string; result: KeptResult }> {}
