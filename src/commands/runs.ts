import type { Report } from "../report/report.ts";
import { runsReport } from "../report/runs.ts";
import type { World } from "../world/world.ts";
import { readQuery, type RunsWish } from "./gather/runs/query.ts";
import { reproductionOf, searchRuns } from "./gather/runs/search.ts";
import { servedContracts } from "./gather/runs/served.ts";

/** Which prompt was used for this conversation? */
export async function runs(wish: RunsWish, world: World): Promise<Report> {
  const query = await readQuery(wish, world);
  const { found, searched } = await searchRuns(wish.runs, query, world);
  const isOne = found.isOneSession && (wish.session !== null || wish.run !== null);
  const [contracts, reproduction] = isOne
    ? await Promise.all([servedContracts(found.runs, world), reproductionOf(found, world)])
    : [[], null];
  return runsReport({ found, searched, contracts, reproduction, asked: wish });
}
