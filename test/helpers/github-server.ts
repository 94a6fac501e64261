import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Json, JsonObject } from "../../src/core/json.ts";

/** Whom a token belongs to, and what it may do. */
export interface Owner {
  readonly login: string;
  readonly type: "Bot" | "User";
  readonly may: "read" | "write";
}

export interface StoredComment {
  readonly id: number;
  readonly author: Pick<Owner, "login" | "type">;
  readonly body: string;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** An answer that is given once, in place of what would be: an overload, a fault, a redirect. */
export interface Interruption {
  readonly method: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Json;
}

export interface GithubServer extends AsyncDisposable {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** The comments of pull request 7 of octo/shop, the oldest first. */
  readonly comments: readonly StoredComment[];
  say(author: Pick<Owner, "login" | "type">, body: string): StoredComment;
  interrupt(...interruptions: readonly Interruption[]): void;
}

/**
 * GitHub as far as comments go, as it is documented: pages of 30 to 100 with links, tokens that may only read, bodies
 * that are too long, and who a token belongs to, which REST tells people only.
 *
 * https://docs.github.com/en/rest/issues/comments, https://docs.github.com/en/rest/using-the-rest-api
 */
export async function startGithub(tokens: Readonly<Record<string, Owner>>): Promise<GithubServer> {
  const comments: StoredComment[] = [];
  const asked: Asked[] = [];
  const interruptions: Interruption[] = [];
  const say: GithubServer["say"] = (author, body) => {
    const comment = { id: 1_000 + comments.length, author, body };
    comments.push(comment);
    return comment;
  };
  const server = createServer((request, response) => {
    void (async () => {
      const { method = "", url: path = "" } = request;
      const body = await bodyOf(request);
      const answer = (status: number, value: Json, headers: Readonly<Record<string, string>> = {}): void => {
        asked.push({ method, path, status });
        const all = { "content-type": "application/json; charset=utf-8", "x-ratelimit-remaining": "999", ...headers };
        response.writeHead(status, all).end(JSON.stringify(value));
      };
      const refuse = (status: number, message: string, errors: readonly JsonObject[] = []): void =>
        answer(status, {
          message,
          ...(errors.length === 0 ? {} : { errors }),
          documentation_url: "https://docs.github.com/rest",
          status: String(status),
        });

      const owner = tokens[(request.headers.authorization ?? "").replace(/^Bearer /, "")];
      const at = interruptions.findIndex((one) => one.method === method);
      const [interruption] = at === -1 ? [] : interruptions.splice(at, 1);
      if (interruption !== undefined) return answer(interruption.status, interruption.body, interruption.headers);
      if (owner === undefined) return refuse(401, "Bad credentials");
      if (request.headers["user-agent"] === undefined) return refuse(403, "Request forbidden by administrative rules.");
      if (request.headers["x-github-api-version"] !== "2022-11-28") return refuse(400, "Unknown version");

      const { pathname, searchParams } = new URL(path, "http://github");
      const forbidden = "Resource not accessible by integration";
      if (method === "POST" && pathname === "/graphql")
        return answer(200, { data: { viewer: { login: owner.login } } });
      if (pathname === "/user")
        return owner.type === "Bot" ? refuse(403, forbidden) : answer(200, { login: owner.login });

      const tooLong = typeof body["body"] !== "string" || body["body"].length > 65_536;
      const invalid = { resource: "IssueComment", code: "unprocessable", field: "data" };
      const errors = [{ ...invalid, message: "Body is too long (maximum is 65536 characters)" }];
      const [, one] = /^\/repos\/octo\/shop\/issues\/comments\/(\d+)$/.exec(pathname) ?? [];
      if (method === "PATCH" && one !== undefined) {
        const index = comments.findIndex(({ id }) => id === Number(one));
        const found = comments[index];
        if (found === undefined) return refuse(404, "Not Found");
        if (owner.may === "read") return refuse(403, forbidden);
        if (tooLong) return refuse(422, "Validation Failed", errors);
        comments[index] = { ...found, body: String(body["body"]) };
        return answer(200, shown(comments[index]));
      }
      if (pathname !== "/repos/octo/shop/issues/7/comments") return refuse(404, "Not Found");
      if (method === "GET") return list(searchParams, response);
      if (owner.may === "read") return refuse(403, forbidden);
      if (tooLong) return refuse(422, "Validation Failed", errors);
      return answer(201, shown(say({ login: owner.login, type: owner.type }, String(body["body"]))));

      function list(query: URLSearchParams, { req }: ServerResponse): void {
        const size = Math.min(100, Number(query.get("per_page") ?? 30));
        const page = Number(query.get("page") ?? 1);
        const last = Math.max(1, Math.ceil(comments.length / size));
        const link = (number: number, rel: string): string => {
          const target = new URL(req.url ?? "", `http://${req.headers.host ?? ""}`);
          target.searchParams.set("page", String(number));
          return `<${target.href}>; rel="${rel}"`;
        };
        const links = [
          ...(page > 1 ? [link(page - 1, "prev")] : []),
          ...(page < last ? [link(page + 1, "next"), link(last, "last")] : []),
          ...(page > 1 ? [link(1, "first")] : []),
        ];
        const shownHere = comments.slice((page - 1) * size, page * size).map(shown);
        answer(200, shownHere, links.length === 0 ? {} : { link: links.join(", ") });
      }
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    comments,
    say,
    interrupt: (...more) => void interruptions.push(...more),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function shown({ id, author, body }: StoredComment): JsonObject {
  return {
    id,
    user: { login: author.login, type: author.type },
    body,
    performed_via_github_app: author.type === "Bot" ? { slug: author.login.replace("[bot]", "") } : null,
  };
}

async function bodyOf(request: IncomingMessage): Promise<JsonObject> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  return text === "" ? {} : (JSON.parse(text) as JsonObject);
}
