import { readBlob } from "./objects.ts";
import { type GitContext, gitText } from "./plumbing.ts";

/** Who wrote a line, as a commit says it. */
export interface BlamedCommit {
  readonly commit: string;
  /** `Ada <ada@example.com>` */
  readonly author: string;
  readonly at: Date;
  readonly subject: string;
  /** The history of this clone ends here: the line may be older, and of somebody else. */
  readonly orEarlier: boolean;
}

/** Every line of a file, with the commit that it came with. */
export interface Blame {
  readonly lines: readonly { readonly text: string; readonly commit: string }[];
  readonly commits: ReadonlyMap<string, BlamedCommit>;
}

/**
 * Asks who wrote the lines of a committed file. The file is read as it was committed: with the one on disk git
 * would start the filters that the repository names.
 *
 * @param ignored commits that only moved text about
 */
export async function blameFile(
  context: GitContext,
  commit: string,
  path: string,
  ignored: readonly string[],
): Promise<Blame> {
  const text = await gitText(context, `ask who wrote ${path}`, [
    "-c",
    "blame.showRoot=false",
    "-c",
    "diff.algorithm=default",
    "blame",
    "--porcelain",
    // Nobody's program turns the file into another text first.
    "--no-textconv",
    "--encoding=UTF-8",
    // An empty name forgets the lists that anybody's settings name.
    "--ignore-revs-file=",
    ...ignored.flatMap((id) => ["--ignore-rev", id]),
    commit,
    "--",
    path,
  ]);
  const { lines, commits } = readPorcelain(text);
  const ends = await endsOfHistory(
    context,
    [...commits.values()].filter(({ root }) => root).map(({ id }) => id),
  );
  return {
    lines,
    commits: new Map(
      [...commits].map(([id, { author, mail, time, subject }]) => [
        id,
        { commit: id, author: `${author} ${mail}`, at: new Date(time * 1000), subject, orEarlier: ends.has(id) },
      ]),
    ),
  };
}

interface Header {
  readonly id: string;
  author: string;
  mail: string;
  /** Seconds. */
  time: number;
  subject: string;
  root: boolean;
}

/** https://git-scm.com/docs/git-blame#_the_porcelain_format: a line of the file is behind a tab, and is all that is. */
function readPorcelain(text: string): Pick<Blame, "lines"> & { readonly commits: ReadonlyMap<string, Header> } {
  const lines: { text: string; commit: string }[] = [];
  const commits = new Map<string, Header>();
  let header: Header | null = null;
  for (const line of text.split("\n")) {
    if (line.startsWith("\t")) {
      // As texts are read elsewhere: without a byte order mark, and a carriage return ends a line too.
      const bare = lines.length === 0 ? line.slice(1).replace(/^\uFEFF/, "") : line.slice(1);
      if (header !== null)
        for (const one of bare.replace(/\r$/, "").split("\r")) lines.push({ text: one, commit: header.id });
      header = null;
    } else if (header === null) {
      const id = /^([0-9a-f]{40,64}) \d+ \d+/.exec(line)?.[1];
      if (id === undefined) continue;
      header = commits.get(id) ?? { id, author: "", mail: "", time: 0, subject: "", root: false };
      commits.set(id, header);
    } else readField(header, line);
  }
  return { lines, commits };
}

function readField(header: Header, line: string): void {
  const space = line.indexOf(" ");
  const [name, value] = space < 0 ? [line, ""] : [line.slice(0, space), line.slice(space + 1)];
  if (name === "author") header.author = value;
  if (name === "author-mail") header.mail = value;
  if (name === "committer-time") header.time = Number(value);
  if (name === "summary") header.subject = value;
  if (name === "boundary") header.root = true;
}

/** A first commit has no parent; one whose parents this clone does not have is no beginning. */
async function endsOfHistory(context: GitContext, roots: readonly string[]): Promise<ReadonlySet<string>> {
  const commits = await Promise.all(roots.map((root) => readBlob(context, root)));
  return new Set(
    roots.filter((_, at) =>
      /^parent /m.test(new TextDecoder().decode(commits[at] ?? undefined).split("\n\n")[0] ?? ""),
    ),
  );
}
