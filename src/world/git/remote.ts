import { Failure } from "../../core/failure.ts";
import { surelyHasNoRemote, surelyHasRemote } from "./own-config.ts";
import { git, gitAbroad, type GitContext, sayGit } from "./plumbing.ts";
import { porcelain } from "./porcelain.ts";
import { settingsOf } from "./settings.ts";

/** Whether the repository has a remote of that name. */
export async function hasRemote(context: GitContext, remote: string): Promise<boolean> {
  return surelyHasRemote(context, remote) || (await remotesOf(context)).includes(remote);
}

/** The names of all remotes. */
export async function remotesOf(context: GitContext): Promise<readonly string[]> {
  return surelyHasNoRemote(context) ? [] : (await settingsOf(context)).remotes;
}

/** `origin/main`: the default branch of a remote as this clone remembers it. */
export async function remoteHeadOf(context: GitContext, remote: string): Promise<string | null> {
  const { ok, stdout } = await git(context, ["symbolic-ref", "--quiet", "--short", `refs/remotes/${remote}/HEAD`]);
  return ok ? new TextDecoder().decode(stdout).trim() : null;
}

/** What a remote says of itself: its default branch, and where some branches stand. */
export interface RemoteHeads {
  readonly defaultBranch: string | null;
  readonly branches: ReadonlyMap<string, string>;
}

/** @throws Failure GIT_FAILED when the remote cannot be reached */
export async function remoteHeads(context: GitContext, remote: string): Promise<RemoteHeads> {
  const { ok, stdout, stderr } = await gitAbroad(context, ["ls-remote", "--symref", remote, "HEAD", "refs/heads/*"]);
  if (!ok) throw new Failure("GIT_FAILED", { doing: `ask ${remote} where it stands`, why: sayGit(stderr) });
  const branches = new Map<string, string>();
  let defaultBranch: string | null = null;
  for (const line of new TextDecoder().decode(stdout).split("\n")) {
    const [value = "", name = ""] = line.split("\t");
    const target = /^ref: refs\/heads\/(.+)$/.exec(value)?.[1];
    if (target !== undefined) defaultBranch = target;
    else if (name.startsWith("refs/heads/")) branches.set(name.slice("refs/heads/".length), value);
  }
  return { defaultBranch, branches };
}

/** @throws Failure GIT_FAILED */
export async function fetchBranches(context: GitContext, remote: string, branches: readonly string[]): Promise<void> {
  const refspecs = branches.map((branch) => `+refs/heads/${branch}:refs/remotes/${remote}/${branch}`);
  const { ok, text } = await porcelain(context, ["fetch", "--quiet", "--no-tags", remote, ...refspecs]);
  if (!ok) throw new Failure("GIT_FAILED", { doing: `fetch from ${remote}`, why: sayGit(text) });
}

/**
 * One commit by its id.
 *
 * @param alone without what came before it: for a shallow clone, which it would make of a whole one
 * @throws Failure GIT_FAILED
 */
export async function fetchCommit(context: GitContext, remote: string, commit: string, alone: boolean): Promise<void> {
  const { ok, text } = await porcelain(context, [
    "fetch",
    "--quiet",
    "--no-tags",
    "--no-write-fetch-head",
    ...(alone ? ["--depth=1"] : []),
    remote,
    commit,
  ]);
  if (!ok) throw new Failure("GIT_FAILED", { doing: `fetch ${commit} from ${remote}`, why: sayGit(text) });
}

/**
 * More of what came before some commits, in a shallow clone.
 *
 * @param more how many commits; `null` is all
 * @throws Failure GIT_FAILED
 */
export async function deepen(
  context: GitContext,
  remote: string,
  commits: readonly string[],
  more: number | null,
): Promise<void> {
  const depth = more === null ? "--unshallow" : `--deepen=${more}`;
  const { ok, text } = await porcelain(context, [
    "fetch",
    "--quiet",
    "--no-tags",
    "--no-write-fetch-head",
    depth,
    remote,
    ...commits,
  ]);
  if (!ok) throw new Failure("GIT_FAILED", { doing: `fetch more of the history from ${remote}`, why: sayGit(text) });
}

/**
 * All that came before a branch, in a shallow clone, and of no other branch: `--unshallow` would fetch the history of all
 * of them. The depth is the greatest that does not mean that.
 *
 * @throws Failure GIT_FAILED
 */
export async function fetchHistory(context: GitContext, remote: string, branch: string): Promise<void> {
  const { ok, text } = await porcelain(context, [
    "fetch",
    "--quiet",
    "--no-tags",
    "--no-write-fetch-head",
    "--depth=2147483646",
    remote,
    `refs/heads/${branch}`,
  ]);
  if (!ok)
    throw new Failure("GIT_FAILED", { doing: `fetch the history of ${branch} from ${remote}`, why: sayGit(text) });
}

/** A push is refused unless it goes forward: the remote's own compare-and-swap. `null` means taken. */
export async function pushCommit(
  context: GitContext,
  remote: string,
  commit: string,
  branch: string,
): Promise<string | null> {
  const refspec = `${commit}:refs/heads/${branch}`;
  const { ok, stdout, stderr } = await gitAbroad(context, ["push", "--porcelain", remote, refspec]);
  return ok ? null : sayPush(`${new TextDecoder().decode(stdout)}${stderr}`);
}

/** The remote's own words come first: a hook or a branch rule says there why it refused. */
function sayPush(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  const said = [...lines.filter((line) => line.startsWith("remote:")), ...lines.filter((line) => unpacking.test(line))]
    .map((line) => line.replace(/^(?:remote|error):\s*/, ""))
    .find((line) => line !== "");
  const rejected = lines.find((line) => line.includes("rejected]"))?.replace(/^!\s+\S+\s+/, "");
  return said === undefined ? (rejected ?? sayGit(text)) : `${said}${rejected === undefined ? "" : ` ${rejected}`}`;
}

/** Why a server could not store what it was sent. */
const unpacking = /^error: remote unpack failed/;
