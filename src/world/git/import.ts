import { resolve } from "node:path";
import { Failure } from "../../core/failure.ts";
import { removeFile } from "../files.ts";
import { git, type GitContext, sayGit } from "./plumbing.ts";

export interface CommitRequest {
  readonly parent: string | null;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly message: string;
  /** `Ada <ada@example.com>` */
  readonly author: string;
  readonly at: Date;
  /** Sets this write apart from any other that goes on at the same time. */
  readonly unique: string;
}

/**
 * Writes one commit into the object store with one process, touching neither working tree, index nor
 * any branch: files of the parent stay, the given ones are put on top.
 *
 * @returns the id of the commit
 * @throws Failure GIT_FAILED
 */
export async function writeCommit(context: GitContext, request: CommitRequest): Promise<string> {
  const options = ["--quiet", "--done", "--date-format=raw"];
  const { ok, stdout, stderr } = await git(context, [...unpacked(request), "fast-import", ...options], stream(request));
  if (ok) return new TextDecoder().decode(stdout).trim();
  // It writes a report for who debugs it into the repository, where nobody would ever take it away.
  const [, report] = /^fast-import: dumping crash report to (.+)$/m.exec(stderr) ?? [];
  if (report !== undefined) await removeFile(resolve(context.folder, report));
  throw new Failure("GIT_FAILED", { doing: "write the release commit", why: sayGit(stderr) });
}

/**
 * A few objects git takes out of their pack again, each into a file of its own. To compress that pack is a third of the
 * work where a folder has 10,000 bundles.
 */
function unpacked({ files }: CommitRequest): readonly string[] {
  return files.size > aFew ? [] : ["-c", "fastimport.unpackLimit=100", "-c", "pack.compression=0"];
}

/** With their folders fewer objects than that limit. */
const aFew = 20;

/** https://git-scm.com/docs/git-fast-import#_input_format */
function stream({ parent, files, message, author, at, unique }: CommitRequest): Uint8Array {
  // fast-import writes to a ref. Reset to nothing in the same stream, it is never made: no crash leaves one behind.
  const ref = `refs/promptctl/writing/${unique}`;
  const date = `${author} ${Math.floor(at.getTime() / 1000)} +0000`;
  const parts: Uint8Array[] = [
    line(`commit ${ref}`),
    line("mark :1"),
    line(`author ${date}`),
    line(`committer ${date}`),
    data(new TextEncoder().encode(message)),
    ...(parent === null ? [] : [line(`from ${parent}`)]),
    ...[...files].flatMap(([path, bytes]) => [line(`M 100644 inline ${path}`), data(bytes)]),
    line("get-mark :1"),
    line(`reset ${ref}`),
    line("done"),
  ];
  return Buffer.concat(parts);
}

function line(text: string): Uint8Array {
  return new TextEncoder().encode(`${text}\n`);
}

function data(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([line(`data ${bytes.length}`), bytes, line("")]);
}
