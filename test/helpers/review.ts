import type { Review } from "../../src/core/diff/review.ts";
import { workingSide } from "../../src/commands/gather/diff/named.ts";
import { gatherReview } from "../../src/commands/gather/diff/review.ts";
import { sidesOf } from "../../src/commands/gather/diff/sides.ts";
import { openProject } from "../../src/commands/gather/project.ts";
import type { World } from "../../src/world/world.ts";

/** What `diff` learns, as it gathers it. */
export async function reviewIn(
  world: World,
  {
    base = null,
    head = null,
    only = [],
  }: { base?: string | null; head?: string | null; only?: readonly string[] } = {},
): Promise<Review> {
  const project = await openProject(world, "use the rest");
  const sides = await sidesOf(world, project, { base, head });
  return gatherReview(world, project, { ...sides, only, standing: workingSide(project) });
}

/** `support TOOL_RENAMED`, sorted. */
export function rulesIn({ contracts }: Review): readonly string[] {
  return contracts.flatMap(({ contract, diff }) => diff.findings.map(({ rule }) => `${contract} ${rule}`)).toSorted();
}
