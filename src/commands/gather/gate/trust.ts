import { Failure } from "../../../core/failure.ts";
import { waiversName } from "../../../core/lint/waivers-name.ts";
import { readSource } from "../../../core/source.ts";
import { commitOf } from "../../../world/git/repository.ts";
import type { World } from "../../../world/world.ts";
import type { Side } from "../diff/side.ts";
import { overlayTree } from "../overlay.ts";
import { inPrefix, type Project, repositoryIn } from "../project.ts";
import { type Asked, baseOfChange } from "./event.ts";

/** The label of a pull request with which a maintainer lets what a fork brings run, once. */
export const standardTrustLabel = "promptctl:run";

/** Whether what a change brings may run, and why not. */
export type Trust = { readonly kind: "trusted" } | { readonly kind: "data"; readonly why: string };

export function trustIn(asked: Asked, trustLabel: string): Trust {
  if (asked.kind === "own" || asked.label === trustLabel) return { kind: "trusted" };
  const wayOut = `a maintainer who has read it adds the label ${trustLabel}`;
  return { kind: "data", why: `this comes from a fork (${asked.from}), of which nothing is run; ${wayOut}` };
}

/**
 * The project as a change may be judged by it: the severities are those of its base, because who asks for a change does not
 * weigh it; and where it is only data, so are the waivers.
 */
export async function judgedBy(project: Project, base: Side, trust: Trust): Promise<Project> {
  if (base.kind !== "tree") return project;
  const { prefix, workingTree } = project;
  const weighed = { ...project, config: { ...project.config, severities: base.config.severities } };
  if (trust.kind === "trusted") return weighed;
  const path = inPrefix(prefix, waiversName);
  const { text } = await readSource(base.tree, inPrefix(base.prefix, waiversName));
  return { ...weighed, workingTree: overlayTree(workingTree, { [path]: text ?? "[]\n" }) };
}

/**
 * `pull_request_target` has the secrets of the repository: what is checked out there has to be what GitHub checks out there,
 * and not the change, in whatever state and merged with whatever.
 * https://docs.github.com/en/actions/reference/security/secure-use
 *
 * @throws Failure USAGE
 */
export async function refuseTarget(world: World, project: Project): Promise<void> {
  if (world.env["GITHUB_EVENT_NAME"] !== "pull_request_target") return;
  const head = await commitOf(repositoryIn(project), "HEAD");
  if (head !== null && [world.env["GITHUB_SHA"], await baseOfChange(world)].includes(head)) return;
  throw new Failure("USAGE", {
    message: "this runs under pull_request_target, with the repository's secrets, and a pull request is checked out",
    hint: "use `on: pull_request`, as `promptctl init --github` writes it",
  });
}
