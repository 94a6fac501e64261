import { execFile } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";

const run = promisify(execFile);

/** A real repository in a temporary folder, gone when the test is over. */
export interface Repository {
  readonly folder: string;
  write(files: Readonly<Record<string, string>>): Promise<void>;
  /** stdout of git, trimmed. */
  git(...args: readonly string[]): Promise<string>;
  commit(message?: string): Promise<string>;
}

/** Nobody's configuration but ours: a fixed user, no signing, no hooks of the machine. */
export const gitEnvironment = {
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.com",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.com",
} as const;

export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "promptctl-test-")));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function temporaryRepository(
  files: Readonly<Record<string, string>> = {},
  { branch = "main", folder }: { branch?: string; folder?: string } = {},
): Promise<Repository> {
  const repository = openRepository(folder ?? (await temporaryFolder()));
  await repository.git("init", "--quiet", "--initial-branch", branch);
  await repository.write(files);
  if (Object.keys(files).length > 0) await repository.commit("first");
  return repository;
}

/** A clone of another repository or of a bare one. */
export async function cloneOf(source: string): Promise<Repository> {
  const folder = await temporaryFolder();
  await run("git", ["clone", "--quiet", source, folder], { env: { ...process.env, ...gitEnvironment } });
  return openRepository(folder);
}

export function openRepository(folder: string): Repository {
  const git = async (...args: readonly string[]): Promise<string> => {
    const { stdout } = await run("git", [...args], { cwd: folder, env: { ...process.env, ...gitEnvironment } });
    return stdout.trim();
  };
  return {
    folder,
    git,
    write: async (files) => {
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), content);
      }
    },
    commit: async (message = "change") => {
      await git("add", "--all");
      await git("commit", "--quiet", "--allow-empty", "-m", message);
      return git("rev-parse", "HEAD");
    },
  };
}
