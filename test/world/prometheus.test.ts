import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { readPrometheus } from "../../src/commands/gather/prometheus.ts";
import type { PrometheusRequest } from "../../src/core/analysis/prometheus/request.ts";
import { baseBundle as base, headBundle as head } from "../helpers/analysis.ts";
import { serve } from "../helpers/web.ts";
import { worldAt } from "../helpers/world.ts";

const now = new Date("2026-11-20T12:00:00Z");
const request: PrometheusRequest = {
  contract: "support",
  label: "prod",
  compared: {
    kind: "ramp",
    base,
    head,
    since: new Date("2026-11-20T11:00:00Z"),
    stages: [{ serials: [7], weight: 500 }],
  },
  metrics: [],
  stopReasons: [],
  limits: { tokensPerRun: null, toolCallsPerRun: null, spendPerDay: null, actionsPerHour: null },
  now,
};
const nothing = JSON.stringify({ status: "success", data: { resultType: "vector", result: [] } });

async function failing(address: string, env: Readonly<Record<string, string>> = {}): Promise<unknown> {
  return readPrometheus(worldAt("/", { env }), address, request).catch(({ kind, message, hint }) => [
    kind,
    message.replaceAll(/127.0.0.1:\d+/g, "here"),
    hint,
  ]);
}

describe("why a server cannot be asked, in words", () => {
  const query = '{"status":"error","errorType":"timeout","error":"query timed out in expression evaluation"}';
  test.each([
    ["no credentials", 401, {}, "", "it answered with status 401", "PROMETHEUS_TOKEN"],
    ["wrong ones", 403, {}, "{}", "it answered with status 403", "PROMETHEUS_TOKEN"],
    [
      "a way in",
      302,
      { location: "/login?next=/secret" },
      "",
      "sends us to http://here/login, which",
      "the server itself",
    ],
    ["a web page", 200, {}, "<html>", "is not what Prometheus answers", "before /api/v1/query"],
    ["another service", 404, {}, "not found", "it answered with status 404", "before /api/v1/query"],
    ["a gateway", 502, {}, "<html>", "it answered with status 502", "before /api/v1/query"],
    ["a refusal", 503, {}, query, "timeout: query timed out in expression evaluation", null],
    ["a bad request", 400, {}, query.replace("timeout", "bad_data"), "bad_data: query timed out", null],
  ] as const)("%s", async (_, status, headers, body, says, hints) => {
    const url = await serve((_request, response) => void response.writeHead(status, headers).end(body));
    const [kind, message, hint] = (await failing(`${url}/`)) as readonly [string, string, string | null];
    expect(kind).toBe("world");
    expect(message.replaceAll(/127.0.0.1:\d+/g, "here")).toContain("http://here could not be asked: ");
    expect(message.replaceAll(/127.0.0.1:\d+/g, "here")).toContain(says);
    expect(message).not.toContain("secret");
    if (hints === null) expect(hint).toBeNull();
    else expect(hint).toContain(hints);
  });

  test("nobody there", async () => {
    expect(await failing("http://127.0.0.1:9")).toEqual([
      "world",
      "http://here could not be asked: connect ECONNREFUSED here",
      null,
    ]);
  });

  test("an answer that ends in the middle", async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { "content-length": 1_000 }).write(nothing.slice(0, 20));
      setTimeout(() => response.destroy(), 10);
    });
    expect(await failing(url)).toMatchObject(["world", expect.stringContaining("could not be asked: aborted"), null]);
  });

  test.each([
    ["prometheus:9090", "is the address of a server"],
    ["", "is the address of a server"],
    ["http://me:secret@prometheus:9090", "holds a password"],
  ])("%s is no address", async (address, says) => {
    expect(await failing(address)).toMatchObject(["input", expect.stringContaining(says), expect.anything()]);
  });

  test("what no header can hold", async () => {
    expect(await failing("http://127.0.0.1:9", { PROMETHEUS_TOKEN: "a\nb" })).toMatchObject([
      "input",
      expect.stringContaining("PROMETHEUS_TOKEN"),
      expect.anything(),
    ]);
  });

  test("--offline asks nobody", async () => {
    const asked = readPrometheus(worldAt("/", { offline: true }), "http://127.0.0.1:9", request);
    await expect(asked).rejects.toMatchObject({ code: "USAGE" });
  });
});

describe("how it is asked", () => {
  async function asked(env: Readonly<Record<string, string>>, path = "/"): Promise<readonly IncomingMessage[]> {
    const seen: IncomingMessage[] = [];
    const url = await serve((message, response) => {
      seen.push(message);
      response.end(nothing);
    });
    await readPrometheus(worldAt("/", { env }), `${url}${path}`, request);
    return seen;
  }

  test.each([
    [{}, undefined, undefined],
    [{ PROMETHEUS_TOKEN: " t0ken\n" }, "Bearer t0ken", undefined],
    [{ PROMETHEUS_USERNAME: "me", PROMETHEUS_PASSWORD: "pässword" }, "Basic bWU6cMOkc3N3b3Jk", undefined],
    [{ PROMETHEUS_TOKEN: "t", PROMETHEUS_ORG_ID: "team-1" }, "Bearer t", "team-1"],
  ])("with %j", async (env, authorization, tenant) => {
    const seen = await asked(env);
    expect(new Set(seen.map(({ headers }) => headers.authorization))).toEqual(new Set([authorization]));
    expect(new Set(seen.map(({ headers }) => headers["x-scope-orgid"]))).toEqual(new Set([tenant]));
  });

  test.each(["", "/", "/prometheus", "/prometheus/"])("under the path '%s'", async (path) => {
    const seen = await asked({}, path);
    const paths = new Set(seen.map(({ url = "" }) => new URL(url, "http://here").pathname));
    const prefix = path.replace(/\/$/, "");
    expect(paths).toEqual(new Set([`${prefix}/api/v1/query`, `${prefix}/api/v1/query_range`]));
  });

  test("warnings are said, and nothing is done on a part", async () => {
    const url = await serve(
      (_request, response) => void response.end(nothing.replace("}}", '},"warnings":["store a is away"]}')),
    );
    const { notes, isPartial } = await readPrometheus(worldAt("/", { env: {} }), url, request);
    expect(isPartial).toBe(true);
    expect(notes[0]).toBe("the server warns: store a is away");
  });

  test("an interrupted question ends", async () => {
    const control = new AbortController();
    const url = await serve(() => control.abort());
    const world = worldAt("/", { env: {}, signal: control.signal });
    await expect(readPrometheus(world, url, request)).rejects.toMatchObject({ code: "INTERRUPTED" });
  });
});
