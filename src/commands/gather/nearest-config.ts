import { dirname, join } from "node:path";
import { configName } from "../../core/config/config.ts";
import { isThere } from "../../world/files.ts";

/**
 * The nearest folder upward that has a promptctl.yaml.
 *
 * @param top the last folder that is looked at; `null` goes on to where nothing is above
 */
export async function nearestConfig(from: string, top: string | null): Promise<string | null> {
  for (let folder = from; ; folder = dirname(folder)) {
    if (await isThere(join(folder, configName))) return folder;
    if (folder === top || folder === dirname(folder)) return null;
  }
}
