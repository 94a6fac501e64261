import { Failure } from "../../../core/failure.ts";
import type { World } from "../../../world/world.ts";
import { type Project, repositoryIn } from "../project.ts";
import { defaultBase } from "./default-base.ts";
import { commitSide, namedSide, workingSide } from "./named.ts";
import type { Side } from "./side.ts";

/**
 * Which two sides are meant. Nothing: what this work adds to the default branch. One name: from there to the working
 * tree. Two, or `A..B`: just those.
 *
 * @throws Failure USAGE, and what `namedSide` and `defaultBase` throw
 */
export async function sidesOf(
  world: World,
  project: Project,
  { base, head }: { readonly base: string | null; readonly head: string | null },
): Promise<{ readonly base: Side; readonly head: Side }> {
  if (base === null) {
    repositoryIn(project);
    const { commit, how } = await defaultBase(world, project);
    return { base: await commitSide(project, commit, how), head: workingSide(project) };
  }
  if (base === "" || head === "" || /^\.\.(?![/\\]|$)/.test(base))
    throw new Failure("USAGE", {
      message: `'${base}' names no base`,
      hint: "a variable may be empty: promptctl diff A..B",
    });
  if (base.includes("...")) {
    throw new Failure("USAGE", {
      message: `'${base}': three dots are git's; name both sides with two`,
      hint: "promptctl diff A..B",
    });
  }
  const range = head === null ? /^(?!\.{1,2}(?:[/\\]|$))(.*)\.\.(?![/\\])(.*)$/.exec(base) : null;
  const [from, to] = range === null ? [base, head] : [range[1] ?? "", range[2] ?? ""];
  const side = (name: string): Promise<Side> => namedSide(world, project, name === "" ? "HEAD" : name);
  return { base: await side(from), head: to === null ? workingSide(project) : await side(to) };
}
