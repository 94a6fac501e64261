import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { askGithub, askGithubForAll, type GithubServer } from "../../src/world/github.ts";

interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A server that gives one answer after the other, the last one again and again, and writes down what it was asked. */
async function answering(...answers: readonly ((url: string) => Said)[]): Promise<GithubServer & { asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const said = (answers[asked.length] ?? answers.at(-1))?.(`http://${request.headers.host ?? ""}`) ?? {};
    asked.push(`${request.method ?? ""} ${request.url ?? ""} ${request.headers.authorization ?? ""}`);
    request.resume();
    response.writeHead(said.status ?? 200, said.headers).end(JSON.stringify(said.body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v3/`);
  return { url, token: "t0ken", signal: new AbortController().signal, asked };
}

const get = { method: "GET", path: "/user", repeatable: true } as const;
const create = { method: "POST", path: "/user", body: {}, repeatable: false } as const;

describe("a refusal is a value, with its reason", () => {
  test.each<[string, Said, object]>([
    ["a wrong token", { status: 401, body: { message: "Bad credentials" } }, { reason: "token" }],
    [
      "a token that may only read",
      { status: 403, body: { message: "Resource not accessible by integration" } },
      { reason: "read only" },
    ],
    [
      "a lock",
      { status: 403, body: { message: "Unable to create comment because issue is locked." } },
      { reason: "other" },
    ],
    ["nothing there", { status: 404, body: { message: "Not Found" } }, { reason: "not found" }],
    [
      "a text that is too long",
      {
        status: 422,
        body: { message: "Validation Failed", errors: [{ message: "Body is too long (maximum is 65536 characters)" }] },
      },
      {
        reason: "too long",
        why: "GitHub answered 422: Validation Failed; Body is too long (maximum is 65536 characters)",
      },
    ],
    ["a text that is wrong", { status: 422, body: { message: "Validation Failed" } }, { reason: "other" }],
    [
      "a limit that ends in an hour",
      {
        status: 403,
        headers: {
          date: "Fri, 20 Nov 2026 12:00:00 GMT",
          "x-ratelimit-remaining": "0",
          "x-ratelimit-reset": String(Date.parse("2026-11-20T13:00:00Z") / 1_000),
        },
        body: { message: "API rate limit exceeded" },
      },
      { reason: "busy", why: "GitHub answered 403: API rate limit exceeded; it asks to wait 3600 s" },
    ],
    [
      "a limit that asks for more than there is",
      { status: 429, headers: { "retry-after": "61" }, body: { message: "Slow down" } },
      { reason: "busy" },
    ],
    [
      "a redirect to somebody else",
      { status: 301, headers: { location: "https://example.com/user" } },
      { reason: "other" },
    ],
    [
      "a token in the answer",
      { status: 400, body: { message: "t0ken \u001B[2J" } },
      { why: "GitHub answered 400: *** \uFFFD[2J" },
    ],
    ["no reason at all", { status: 418, body: [] }, { reason: "other" }],
  ])("%s", async (_what, said, refusal) => {
    const server = await answering(() => said);
    expect(await askGithub(server, get)).toMatchObject({ kind: "refused", ...refusal });
    expect(server.asked).toEqual(["GET /api/v3/user Bearer t0ken"]);
  });

  test("nobody there", async () => {
    const server = { ...(await answering()), url: new URL("http://127.0.0.1:1") };
    expect(await askGithub(server, create)).toMatchObject({ kind: "refused", reason: "unreachable" });
  });
});

describe("what passes is waited for", () => {
  test.each<[string, Said]>([
    ["a fault of the server", { status: 503 }],
    ["a secondary limit", { status: 403, headers: { "retry-after": "1" }, body: { message: "secondary rate limit" } }],
    ["a repository that moved", { status: 307, headers: { location: "/api/v3/user" } }],
  ])("%s", async (_what, said) => {
    const server = await answering(
      () => said,
      () => ({ body: { login: "ada" } }),
    );
    expect(await askGithub(server, get)).toMatchObject({ kind: "answer", value: { login: "ada" } });
    expect(server.asked).toHaveLength(2);
  });

  test("nothing is made twice: nobody knows whether it was", async () => {
    const server = await answering(() => ({ status: 502 }));
    expect(await askGithub(server, create)).toMatchObject({ kind: "refused", reason: "unreachable" });
    expect(server.asked).toHaveLength(1);
  });
});

describe("pages", () => {
  const links = (next: string) => ({ link: `<${next}/first>; rel="first", <${next}/more?page=2>; rel="next"` });

  test("all of them", async () => {
    const server = await answering(
      (url) => ({ body: [1, 2], headers: links(url) }),
      () => ({ body: [3] }),
    );
    expect(await askGithubForAll(server, "/list")).toEqual({ kind: "items", items: [1, 2, 3] });
    expect(server.asked[1]).toBe("GET /more?page=2 Bearer t0ken");
  });

  test("a link to another origin is no page", async () => {
    const server = await answering(() => ({ body: [1], headers: links("https://example.com") }));
    expect(await askGithubForAll(server, "/list")).toEqual({ kind: "items", items: [1] });
  });

  test("a list without an end has one", async () => {
    const server = await answering((url) => ({ body: [1], headers: links(url) }));
    expect(await askGithubForAll(server, "/list")).toMatchObject({
      kind: "refused",
      why: "there are more than 50 pages",
    });
  });

  test("no list", async () => {
    expect(await askGithubForAll(await answering(), "/list")).toMatchObject({ kind: "refused" });
  });
});
