import { resolve } from "node:path";
import { Failure } from "../../core/failure.ts";
import { removeFile } from "../files.ts";
import { type GitContext, processOf, sayGit } from "./plumbing.ts";
import { type GitServant, serveGit, type ServantEnd } from "./process.ts";

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

/** A commit that nothing names yet; and the git that wrote it, which has to be told how it goes on. */
export interface WrittenCommit {
  readonly id: string;
  /** Lets a branch name it, unless that has commits of its own; says whether it does. */
  moveBranch(branch: string): Promise<boolean>;
  /** Lets it be: something else names it, or nothing ever will. */
  leave(): Promise<void>;
}

/**
 * Writes one commit into the object store with one process, touching neither working tree, index nor
 * any branch: files of the parent stay, the given ones are put on top. The process stays, and moves a branch to it when it
 * is told to: another one would have to be started for that.
 *
 * @throws Failure GIT_FAILED, GIT_MISSING, INTERRUPTED
 */
export async function writeCommit(context: GitContext, request: CommitRequest): Promise<WrittenCommit> {
  if (context.signal.aborted) throw new Failure("INTERRUPTED", {});
  const options = ["--quiet", "--date-format=raw"];
  const servant = serveGit(processOf(context, [...unpacked(request), "fast-import", ...options]));
  const ended = new Promise<ServantEnd>((resolve) => servant.onEnd(resolve));
  servant.write(stream(request));
  const said = await Promise.race([idFrom(servant), ended]);
  if (typeof said !== "string") throw await failureOf(context, said);
  const finish = async (): Promise<boolean> => {
    servant.dismiss();
    return (await ended).ok;
  };
  return {
    id: said,
    moveBranch: (branch) => {
      servant.write(`reset refs/heads/${branch}\nfrom ${said}\n\n`);
      return finish();
    },
    leave: async () => void (await finish()),
  };
}

/** It says the id first, and then that everything is in the object store. */
function idFrom(servant: GitServant): Promise<string> {
  let text = "";
  return new Promise((resolve) => {
    servant.onBytes((bytes) => {
      text += new TextDecoder().decode(bytes);
      const [, id] = /^([0-9a-f]+)\nprogress written\n/.exec(text) ?? [];
      if (id !== undefined) resolve(id);
    });
  });
}

async function failureOf({ folder, signal }: GitContext, { isMissing, stderr }: ServantEnd): Promise<Failure> {
  if (signal.aborted) return new Failure("INTERRUPTED", {});
  if (isMissing) return new Failure("GIT_MISSING", {});
  // It writes a report for who debugs it into the repository, where nobody would ever take it away.
  const [, report] = /^fast-import: dumping crash report to (.+)$/m.exec(stderr) ?? [];
  if (report !== undefined) await removeFile(resolve(folder, report));
  return new Failure("GIT_FAILED", { doing: "write the release commit", why: sayGit(stderr) });
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
  const blobs = [...files].map(([path, bytes], at) => ({ path, bytes, mark: at + 2 }));
  const parts: Uint8Array[] = [
    // Before the commit, which is then so short that it is read as a whole with its reset, or not at all.
    ...blobs.flatMap(({ bytes, mark }) => [line("blob"), line(`mark :${mark}`), data(bytes)]),
    line(`commit ${ref}`),
    line("mark :1"),
    line(`author ${date}`),
    line(`committer ${date}`),
    data(new TextEncoder().encode(message)),
    ...(parent === null ? [] : [line(`from ${parent}`)]),
    ...blobs.map(({ path, mark }) => line(`M 100644 :${mark} ${path}`)),
    line("get-mark :1"),
    line(`reset ${ref}`),
    line("checkpoint"),
    line("progress written"),
  ];
  return Buffer.concat(parts);
}

function line(text: string): Uint8Array {
  return new TextEncoder().encode(`${text}\n`);
}

function data(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([line(`data ${bytes.length}`), bytes, line("")]);
}
