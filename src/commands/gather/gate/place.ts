import { realpath } from "node:fs/promises";
import { join, posix, relative, sep } from "node:path";
import { configName } from "../../../core/config/config.ts";
import { isThere } from "../../../world/files.ts";
import type { World } from "../../../world/world.ts";
import type { Side } from "../diff/side.ts";
import { inPrefix, type Project } from "../project.ts";

/** Where the base has the promptctl.yaml that counts here, and the change counts another one. */
export interface OtherPlace {
  /** From the top of the repository. */
  readonly file: string;
  readonly folder: string;
  /** The change took it away. */
  readonly isGone: boolean;
}

/** A promptctl.yaml that a change adds nearer by, or takes away, would have other contracts looked at than those of its base. */
export async function otherPlace(world: World, project: Project, base: Side): Promise<OtherPlace | null> {
  const { repository, prefix } = project;
  if (repository === null || base.kind !== "tree" || (base.state?.commit ?? null) === null) return null;
  const top = repository.folder;
  const from = relative(await realpath(top), await realpath(world.cwd))
    .split(sep)
    .join("/");
  for (let folder = from; ; folder = posix.dirname(folder)) {
    const place = folder === "." ? "" : folder;
    const file = inPrefix(place, configName);
    if ((await base.tree.read(file)).kind !== "absent") {
      if (place === prefix) return null;
      return { file, folder: join(top, place), isGone: !(await isThere(join(top, file))) };
    }
    if (place === "") return null;
  }
}
