import { randomUUID } from "node:crypto";

/** What lets a git tell what its configuration says, and what reads that. */
export interface Telling {
  readonly env: Readonly<Record<string, string>>;
  /** @param give called once: with lines as `git var -l` prints them, or `null` where the end comes before the last one */
  reader(give: (settings: string | null) => void): (bytes: Uint8Array | null) => void;
}

/**
 * Any git does so on the side, for who traces it: https://git-scm.com/docs/api-trace2. Of its forms the one for people is
 * read, because the others let git before 2.43 crash at a setting without a value.
 */
export function tellsSettings(): Telling {
  // After the settings it names variables. No value of a setting can pretend to be this last line.
  const last = `PROMPTCTL_TOLD=${randomUUID()}`;
  const [name = "", value = ""] = last.split("=");
  return {
    env: {
      GIT_TRACE2: "3",
      GIT_TRACE2_BRIEF: "1",
      GIT_TRACE2_CONFIG_PARAMS: wanted.join(","),
      GIT_TRACE2_ENV_VARS: name,
      [name]: value,
    },
    reader: (give) => {
      const decoder = new TextDecoder();
      let text = "";
      return (bytes) => {
        text += bytes === null ? "" : decoder.decode(bytes, { stream: true });
        if (bytes === null) give(null);
        else if (text.includes(last)) give(text.replaceAll(/^def_param (?:scope:\w+ )?/gm, ""));
      };
    },
  };
}

const wanted = [
  "core.repositoryformatversion",
  "core.worktree",
  "core.bare",
  "remote.*.url",
  "remote.*.pushurl",
  "remote.*.vcs",
  "filter.*",
  "user.*",
  "committer.*",
];
