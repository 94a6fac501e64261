import { configsOf } from "./own-config.ts";
import type { GitContext } from "./plumbing.ts";

/**
 * `Ada <ada@example.com>`: who commits, where that takes no git to say. The environment overrules every setting, and of settings
 * the last one counts.
 *
 * @returns `null` where git has to be asked
 */
export function plainCommitter(context: GitContext): string | null {
  const { GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email } = context.env;
  const said = name === undefined && email === undefined ? userIn(configsOf(context)) : { name, email };
  return isPlain(said?.name) && isPlain(said?.email) ? `${said?.name} <${said?.email}>` : null;
}

/** git takes signs away that begin or end a name: then it is asked what is left. */
function isPlain(name: string | undefined): boolean {
  return /^[\p{L}\p{N}](?:[^<>\p{Cc}]*[\p{L}\p{N})\]])?$/u.test(name ?? "");
}

interface User {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}

/** @returns `null` where settings take in others, name a committer of their own, or are written in an unusual way */
function userIn(texts: readonly string[] | null): User | null {
  const user: { name?: string; email?: string } = {};
  if (texts === null || texts.some((text) => /include|committer|\\/i.test(text))) return null;
  let isInside = false;
  for (const line of texts.flatMap((text) => ["[]", ...text.split("\n")])) {
    const isUsual = line === "[user]" || !/\[\s*user/i.test(line);
    if (/^\s*\[/.test(line)) isInside = line === "[user]";
    const [, key, value] = /^[ \t]+(name|email)[ \t]*=[ \t]*([^"#;]+?)[ \t]*$/.exec(line) ?? [];
    if (!isUsual || (isInside && key === undefined && /name|email/i.test(line))) return null;
    if (isInside && (key === "name" || key === "email")) user[key] = value;
  }
  return user;
}
