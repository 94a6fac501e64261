import { execFile } from "node:child_process";
import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { plainCommitter } from "../../src/world/git/committer.ts";
import { repositoryOf } from "../../src/world/git/repository.ts";
import { temporaryFolder, temporaryRepository } from "../helpers/repository.ts";

interface Written {
  readonly system?: string;
  readonly user?: string;
  readonly elsewhere?: string;
  readonly own?: string;
  /** Whether the machine may say anything. */
  readonly silent?: string;
}

const ada = "[user]\n\tname = Ada\n\temail = ada@example.com\n";

/** What stands in which file, and whether that is plain enough to be read without git. */
const settings: Readonly<Record<string, readonly [written: Written, isPlain: boolean]>> = {
  "of the user": [{ user: ada }, true],
  "of the user, in the other place": [{ elsewhere: ada }, true],
  "of the user, in both places": [{ elsewhere: ada, user: "[user]\n\tname = Grace\n" }, true],
  "of the repository": [{ user: ada, own: "[user]\n    name=Grace H.  \n" }, false],
  "of the repository, and of the user": [{ user: ada, own: "[user]\n    name = Grace  Hopper\n" }, true],
  "of the machine": [{ system: ada }, true],
  "of a machine that is not to be heard": [{ system: `${ada}\tname = Eve\n`, user: ada, silent: "1" }, true],
  "of a machine that may not be to be heard": [{ user: ada, silent: "yes" }, false],
  "of the machine, and of the user": [{ system: ada, user: "[user]\n\temail = a@b.example\n" }, true],
  "said twice": [{ user: `${ada}[core]\n\teditor = vi\n[user]\n\tname = Eve\n` }, true],
  "beside a name of something else": [{ user: `${ada}[branch "main"]\n\tname = Eve\n` }, true],
  "with line ends of another system": [{ user: ada.replaceAll("\n", "\r\n") }, false],
  "in quotes": [{ user: '[user]\n\tname = "Ada "\n\temail = ada@example.com\n' }, false],
  "in front of a comment": [{ user: "[user]\n\tname = Ada # the first\n\temail = ada@example.com\n" }, false],
  "over two lines": [{ user: "[user]\n\tname = Ada \\\n  Lovelace\n\temail = ada@example.com\n" }, false],
  "in another case": [{ user: `${ada}[User]\n\tName = Eve\n` }, false],
  "in a line with its section": [{ user: `${ada}[user] name = Eve\n` }, false],
  "in a line with another section": [{ user: `${ada}[core] [user]\n\tname = Eve\n` }, false],
  "that are included": [{ user: `${ada}[include]\n\tpath = eve\n` }, false],
  "of who commits alone": [{ user: `${ada}[committer]\n\tname = Eve\n` }, false],
};

test.each(Object.entries(settings))("who commits by settings %s", async (_, [written, isPlain]) => {
  const { plain, said } = await committers(written);
  expect(plain).toBe(isPlain ? said : null);
});

test("law: who commits is who git says, or git has to be asked", async () => {
  const sections = [
    "[user]",
    "[core]",
    "[user]\r",
    '[user "x"]',
    "[committer]",
    "[core][user]",
    "[core]\r[user]",
    "\t[user]",
    "[alias]",
    "",
  ];
  const names = [
    "\tname = Ada",
    "  name=Eve ",
    "\tname =  Grace  H",
    '\tname = "Q"',
    "\tname",
    "\tname = A\\",
    "\tname = .A.",
    "\tname = A\u00A0",
  ];
  const others = [
    "\temail = ada@example.com",
    "\temail = e@v.e ; no",
    "\tusername = U",
    "# name = C",
    "\tname = Zoë\tU",
  ];
  const line = fc.constantFrom(...sections, ...names, ...others);
  const config = fc.array(line, { maxLength: 6 }).map((lines) => `${lines.join("\n")}\n`);
  await fc.assert(
    fc.asyncProperty(config, config, async (user, own) => {
      const { plain, said } = await committers({ user: ada + user, own });
      expect([said, null]).toContain(plain);
    }),
    { numRuns: 60 },
  );
});

async function committers({ system = "", user = "", elsewhere = "", own = "", silent }: Written) {
  const [{ folder }, home] = [await temporaryRepository(), await temporaryFolder()];
  await mkdir(dirname(join(home, ".config/git/config")), { recursive: true });
  await writeFile(join(home, ".config/git/config"), elsewhere);
  await writeFile(join(home, ".gitconfig"), user);
  await writeFile(join(home, "eve"), "[user]\n\tname = Eve\n");
  await writeFile(join(home, "system"), system);
  await appendFile(join(folder, ".git/config"), own);
  const names = ["GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL", "GIT_CONFIG_GLOBAL"];
  const unset = Object.fromEntries([...names, "XDG_CONFIG_HOME"].map((name) => [name, undefined]));
  const env = {
    ...process.env,
    ...unset,
    GIT_CONFIG_NOSYSTEM: silent,
    HOME: home,
    GIT_CONFIG_SYSTEM: join(home, "system"),
  };
  // Settings that git cannot read are no repository.
  const opened = await repositoryOf({ folder, env, signal: new AbortController().signal }).catch(() => null);
  const asked = promisify(execFile)("git", ["var", "GIT_COMMITTER_IDENT"], { cwd: folder, env });
  const said = await asked.then(
    ({ stdout }) => stdout.replace(/ \d+ [+-]\d{4}\n$/, ""),
    () => "git refuses",
  );
  return { plain: opened === null ? null : plainCommitter(opened), said };
}
