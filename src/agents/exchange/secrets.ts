import { searchCredentials } from "../../core/credentials.ts";
import { isJsonArray, isJsonObject, type Json } from "../../core/json.ts";
import type { Path } from "../../core/place.ts";

/** Something that must not be in a file that everybody reads. */
export interface Secret {
  /** `messages.0.said.content` */
  readonly where: string;
  /** `a GitHub Token`, `the value of OPENAI_API_KEY` */
  readonly name: string;
}

/**
 * What looks like a credential in the texts of a value, or is one of this shell.
 *
 * @param seen texts that were looked through before; those of the value are added
 */
export async function findSecret(
  value: unknown,
  seen: Set<string>,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Secret | null> {
  const texts = [...textsIn(value as Json, [])].filter(({ text }) => !seen.has(text));
  const keys = Object.entries(env).filter(([name, key]) => telling.test(name) && (key?.length ?? 0) >= shortestKey);
  for (const { text, path } of texts) {
    const [name] = keys.find(([, key]) => text.includes(key ?? "")) ?? [];
    if (name !== undefined) return { where: path.join("."), name: `the value of ${name}` };
  }
  const found = await searchCredentials(texts.map(({ text }) => text));
  for (const [index, { text, path }] of texts.entries()) {
    const [credential] = found[index] ?? [];
    if (credential !== undefined) return { where: path.join("."), name: `a ${credential.name}` };
    seen.add(text);
  }
  return null;
}

/** What people call variables that hold secrets. */
const telling = /KEY|TOKEN|SECRET|PASSW|PASSPHRASE|CREDENTIAL|(?:^|_)(?:PASS|PAT)$/i;

/** Shorter ones (`true`, `none`) would be found everywhere, and no key is that short. */
const shortestKey = 12;

function* textsIn(value: Json, path: Path): Generator<{ readonly text: string; readonly path: Path }> {
  if (typeof value === "string") yield { text: value, path };
  else if (isJsonArray(value)) for (const [index, part] of value.entries()) yield* textsIn(part, [...path, index]);
  else if (isJsonObject(value))
    for (const [key, part] of Object.entries(value)) {
      yield { text: key, path };
      yield* textsIn(part, [...path, key]);
    }
}
