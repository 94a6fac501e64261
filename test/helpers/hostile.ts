import { chmod, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Repository } from "./repository.ts";
import { sharedFolder } from "./shop.ts";

/** Programs that leave a mark when somebody runs them. */
export interface Traps {
  /** A program to name in a configuration. */
  program(name: string): Promise<string>;
  /** Which of them were run. */
  sprung(): Promise<readonly string[]>;
}

export async function setTraps(): Promise<Traps> {
  const folder = await sharedFolder();
  const marks = join(folder, "marks");
  await mkdir(marks);
  return {
    program: async (name) => {
      const path = join(folder, name);
      await writeFile(path, `#!/bin/sh\ntouch '${marks}/${name}'\n`);
      await chmod(path, 0o755);
      return path;
    },
    sprung: async () => (await readdir(marks)).toSorted(),
  };
}

/** Every way in which a repository's own configuration starts programs when git is used in it. */
export async function boobyTrap({ git, folder }: Repository, traps: Traps): Promise<void> {
  const hooks = join(folder, ".git", "trapped-hooks");
  await mkdir(hooks);
  for (const hook of [
    "pre-push",
    "post-commit",
    "pre-commit",
    "reference-transaction",
    "post-checkout",
    "pre-auto-gc",
    "post-index-change",
  ]) {
    const program = await traps.program(`hook-${hook}`);
    await writeFile(join(hooks, hook), `#!/bin/sh\nexec '${program}'\n`);
    await chmod(join(hooks, hook), 0o755);
  }
  const settings: readonly (readonly [string, string])[] = [
    ["core.fsmonitor", "fsmonitor"],
    ["diff.external", "external-diff"],
    ["diff.loud.textconv", "textconv"],
    ["diff.loud.command", "diff-driver"],
    ["core.pager", "pager"],
    ["core.editor", "editor"],
    ["gpg.program", "gpg"],
    ["interactive.diffFilter", "diff-filter"],
    ["filter.loud.clean", "filter-clean"],
    ["filter.loud.smudge", "filter-smudge"],
    ["filter.loud.process", "filter-process"],
    ["merge.loud.driver", "merge-driver"],
    ["sequence.editor", "sequence-editor"],
    ["gpg.ssh.program", "gpg-ssh"],
    ["core.alternateRefsCommand", "alternate-refs"],
    // Programs that reach a remote: they are for one that asks, or that ssh leads to, and a folder does neither.
    ["core.sshCommand", "ssh"],
    ["core.gitProxy", "git-proxy"],
    ["core.askPass", "ask-pass"],
    ["credential.helper", "credential"],
  ];
  for (const [name, program] of settings) await git("config", name, await traps.program(program));
  for (const name of ["push", "log", "show", "ls-tree"])
    await git("config", `alias.${name}`, `!${await traps.program("alias")}`);
  for (const name of ["log.showSignature", "commit.gpgSign", "tag.gpgSign"]) await git("config", name, "true");
  const included = join(folder, ".git", "included");
  await git("config", "--file", included, "core.fsmonitor", await traps.program("included-fsmonitor"));
  await git("config", "--file", included, "core.hooksPath", hooks);
  await git("config", "include.path", included);
  await git("config", "core.hooksPath", hooks);
  await mkdir(join(folder, ".git/info"), { recursive: true });
  await writeFile(join(folder, ".git/info/attributes"), "* diff=loud filter=loud merge=loud\n");
  // Whoever fetches may ask the repository that objects are borrowed from, by a program.
  const lender = await sharedFolder();
  await git("init", "--quiet", "--bare", lender);
  await git("-C", lender, "fetch", "--quiet", folder, "HEAD:refs/heads/main");
  await writeFile(join(folder, ".git/objects/info/alternates"), `${join(lender, "objects")}\n`);
}
