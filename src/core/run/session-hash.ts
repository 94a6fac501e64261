import { createHash } from "node:crypto";

/**
 * A session's id as run records and traces say it. Without a salt it is what `printf %s <id> | sha256sum` prints, so
 * that whoever knows the id finds its runs; ids that can be guessed (a phone number, an e-mail address) need a salt.
 * `null` where there is no id.
 */
export function hashSession(id: string, salt: string): string | null {
  if (id === "") return null;
  return createHash("sha256")
    .update(salt === "" ? id : `${salt}\0${id}`)
    .digest("hex");
}
