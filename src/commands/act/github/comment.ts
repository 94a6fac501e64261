import { isJsonObject, type Json, partAt } from "../../../core/json.ts";
import {
  askGithub,
  askGithubForAll,
  type GithubAnswer,
  type GithubRefusal,
  type GithubServer,
} from "../../../world/github.ts";

export interface CommentPlace {
  readonly server: GithubServer;
  /** Asks who the token belongs to; a server of its own, because GraphQL has no `/api/v3`. */
  readonly graphql: GithubServer;
  /** `octo/shop`. */
  readonly repository: string;
  /** Of the pull request. */
  readonly number: number;
}

export interface Wanted {
  /** The first line, which it is found again by. */
  readonly marker: string;
  /** The text, and shorter ones for a server that finds it too long. */
  readonly texts: readonly (() => string)[];
  /** Whether it is worth a comment of its own: what only takes back an older one is not. */
  readonly isNews: boolean;
}

/**
 * One comment, always current: the newest one of ours is changed in place. Ours is what begins with the marker and was
 * written by whom the token belongs to: anybody may write the marker.
 *
 * @returns why it could not be told, or `null`
 * @throws Failure INTERRUPTED
 */
export async function keepComment(place: CommentPlace, wanted: Wanted): Promise<GithubRefusal | null> {
  const { server, repository, number } = place;
  const found = await askGithubForAll(server, `/repos/${repository}/issues/${number}/comments?per_page=100`);
  if (found.kind === "refused") return found;
  const marked = found.items.flatMap((item) => readComment(item) ?? []).filter(({ first }) => first === wanted.marker);
  if (marked.length === 0) return wanted.isNews ? create(place, wanted) : null;
  const author = await whoAmI(place, marked);
  if (author === null)
    return { kind: "refused", reason: "other", why: "GitHub does not say whom the token belongs to" };
  const [newest] = marked
    .filter((comment) => comment.author.toLowerCase() === author.toLowerCase())
    .toSorted((left, right) => right.id - left.id);
  if (newest === undefined) return wanted.isNews ? create(place, wanted) : null;
  const refused = await update(place, wanted, newest);
  // Somebody may have deleted it meanwhile.
  return refused?.reason === "not found" && wanted.isNews ? create(place, wanted) : refused;
}

interface Comment {
  readonly id: number;
  readonly author: string;
  readonly body: string;
  readonly first: string;
}

function readComment(item: Json): Comment | null {
  if (!isJsonObject(item)) return null;
  const { id, body } = item;
  const author = partAt(item, ["user", "login"]);
  if (typeof id !== "number" || typeof body !== "string" || typeof author !== "string") return null;
  const text = body.replaceAll("\r\n", "\n");
  return { id, author, body: text, first: text.split("\n", 1)[0] ?? "" };
}

/**
 * The login of the token's owner. REST answers only for people; GraphQL for the tokens of apps too, such as the one
 * that a workflow has. Where neither says it, what only that one can have written is still known.
 */
async function whoAmI({ server, graphql }: CommentPlace, marked: readonly Comment[]): Promise<string | null> {
  const query = { query: "query { viewer { login } }" };
  const viewer = await askGithub(graphql, { method: "POST", path: "", body: query, repeatable: true });
  const login = loginIn(viewer, ["data", "viewer", "login"]);
  if (login !== null) return login;
  const user = loginIn(await askGithub(server, { method: "GET", path: "/user", repeatable: true }), ["login"]);
  return user ?? (marked.some(({ author }) => author === workflows) ? workflows : null);
}

/** Whom the token of a workflow belongs to. */
const workflows = "github-actions[bot]";

function loginIn(answer: GithubAnswer, path: readonly string[]): string | null {
  const login = answer.kind === "answer" && answer.value !== undefined ? partAt(answer.value, path) : undefined;
  return typeof login === "string" && login !== "" ? login : null;
}

function create({ server, repository, number }: CommentPlace, { texts }: Wanted): Promise<GithubRefusal | null> {
  // Twice would be two comments.
  return write(texts, (body) =>
    askGithub(server, {
      method: "POST",
      path: `/repos/${repository}/issues/${number}/comments`,
      body: { body },
      repeatable: false,
    }),
  );
}

function update({ server, repository }: CommentPlace, { texts }: Wanted, old: Comment): Promise<GithubRefusal | null> {
  return write(texts, async (body) => {
    if (body.trimEnd() === old.body.trimEnd()) return null;
    const path = `/repos/${repository}/issues/comments/${old.id}`;
    return askGithub(server, { method: "PATCH", path, body: { body }, repeatable: true });
  });
}

/** The longest text that is taken. */
async function write(
  texts: Wanted["texts"],
  send: (body: string) => Promise<GithubAnswer | null>,
): Promise<GithubRefusal | null> {
  let refused: GithubRefusal | null = null;
  for (const text of texts) {
    const answer = await send(text());
    if (answer === null || answer.kind === "answer") return null;
    refused = answer;
    if (answer.reason !== "too long") break;
  }
  return refused;
}
