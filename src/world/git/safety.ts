/**
 * What every git process of ours is started with. A repository is untrusted input: its configuration
 * must not start programs (fsmonitor, hooks), an embedded folder that looks like a repository must not be
 * taken for one, and what git prints must not depend on anybody's settings.
 */
export const safeConfig: readonly string[] = [
  "core.fsmonitor=false",
  "core.hooksPath=/dev/null",
  "core.quotePath=false",
  "color.ui=false",
  "safe.bareRepository=explicit",
  "gc.auto=0",
  // Showing a signature runs gpg.program; leaving out the first commit loses the first move.
  "log.showSignature=false",
  "log.showRoot=true",
  // Fetching asks a repository that objects are borrowed from what it has, by this program: ours says nothing.
  "core.alternateRefsCommand=:",
];

/** How the command line of every git process of ours begins. */
export const safeArguments: readonly string[] = [
  "--literal-pathspecs",
  ...safeConfig.flatMap((setting) => ["-c", setting]),
];

/** Replaced objects are not what was committed; a hook's `GIT_DIR` is not where we are. */
export function safeEnvironment(
  inherited: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  const cleared = Object.keys(inherited)
    .filter((name) => name.startsWith("GIT_") && !kept.has(name))
    .map((name): [string, undefined] => [name, undefined]);
  return {
    ...Object.fromEntries([...cleared, ...programs.map((name): [string, undefined] => [name, undefined])]),
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_OPTIONAL_LOCKS: "0",
    LC_ALL: "C",
  };
}

/** Nothing here opens an editor or a pager. */
const programs = ["EDITOR", "VISUAL", "PAGER"];

/** How the user reaches remotes and who they are; none of it says which repository is meant. */
const kept = new Set([
  "GIT_SSH",
  "GIT_SSH_COMMAND",
  "GIT_ASKPASS",
  "GIT_TERMINAL_PROMPT",
  "GIT_SSL_CAINFO",
  "GIT_SSL_NO_VERIFY",
  "GIT_AUTHOR_NAME",
  "GIT_AUTHOR_EMAIL",
  "GIT_COMMITTER_NAME",
  "GIT_COMMITTER_EMAIL",
  "GIT_CONFIG_GLOBAL",
  "GIT_CONFIG_SYSTEM",
  "GIT_CONFIG_NOSYSTEM",
]);
