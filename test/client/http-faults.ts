import { gzipSync } from "node:zlib";
import type { RefusalReason } from "../../src/client/polling/accept.ts";
import type { Asked, Misanswer } from "../helpers/fault-server.ts";

/** Something that goes wrong while a label moves, and the reason that a client gives, in any language. */
export interface HttpFault {
  readonly name: string;
  readonly at: "pointer" | "bundle";
  readonly reason: RefusalReason;
  readonly how: Misanswer;
  /** The answer never ends: a client of this one is given little time. */
  readonly isSlow?: true;
}

/** A good head, and not the body that it promises: where the ETag is believed, a 304 is the last word for ever. */
const body =
  (broken: (bytes: Buffer) => Buffer, headers: Readonly<Record<string, string>> = {}): Misanswer =>
  ({ response, file }) => {
    response.writeHead(200, { etag: tagOf(file), "content-type": "application/json", ...headers });
    response.end(broken(file?.bytes ?? Buffer.of()));
  };

const status =
  (code: number, headers: Readonly<Record<string, string>> = {}, text = ""): Misanswer =>
  ({ response }) => {
    response.writeHead(code, headers).end(text);
  };

function tagOf(file: Asked["file"]): string {
  return file?.tag ?? '"none"';
}

const half = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length / 2);
const bomb = gzipSync(Buffer.alloc(40 * 1024 * 1024, " "));

/** Bytes written by hand, below what a server of node would ever send. */
const raw =
  (bytes: (file: Buffer) => string | Buffer, ends = true): Misanswer =>
  ({ response, file }) => {
    const { socket } = response;
    socket?.write(bytes(file?.bytes ?? Buffer.of()), () => ends && socket.end());
  };

const head = (lines: readonly string[]): string => ["HTTP/1.1 200 OK", ...lines, "", ""].join("\r\n");

export const httpFaults: readonly HttpFault[] = [
  ...(["pointer", "bundle"] as const).flatMap((at): readonly HttpFault[] => [
    { at, name: "half a body with the new ETag", reason: "bad_content", how: body(half) },
    { at, name: "an empty body with the new ETag", reason: "bad_content", how: body(() => Buffer.of()) },
    {
      at,
      name: "a page of HTML with status 200",
      reason: "bad_content",
      how: body(() => Buffer.from("<!doctype html><title>Sign in</title>"), { "content-type": "text/html" }),
    },
    { at, name: "status 204", reason: "bad_content", how: status(204) },
    { at, name: "status 203, from somebody between", reason: "bad_content", how: status(203, {}, "{}") },
    { at, name: "status 206, a part", reason: "bad_content", how: status(206, {}, "{") },
    { at, name: "status 401", reason: "unreachable", how: status(401) },
    { at, name: "status 403", reason: "unreachable", how: status(403) },
    { at, name: "status 500", reason: "unreachable", how: status(500, {}, "oh") },
    {
      at,
      name: "status 503 that wants ten years",
      reason: "unreachable",
      how: status(503, { "retry-after": "315360000" }),
    },
    {
      at,
      name: "a body that is shorter than it says",
      reason: "unreachable",
      how: raw((file) => Buffer.concat([Buffer.from(head([`content-length: ${file.length}`])), half(file)])),
    },
    {
      at,
      name: "a body that is longer than it says",
      reason: "bad_content",
      how: raw((file) => Buffer.concat([Buffer.from(head(["content-length: 3", "connection: close"])), file])),
    },
    {
      at,
      name: "no length, and cut off",
      reason: "bad_content",
      how: raw((file) => Buffer.concat([Buffer.from(head(["connection: close"])), half(file)])),
    },
    {
      at,
      name: "chunks that are cut off",
      reason: "unreachable",
      how: raw((file) => `${head(["transfer-encoding: chunked"])}${file.length.toString(16)}\r\n${half(file)}`),
    },
    {
      at,
      name: "a small body that unpacks to forty megabytes",
      reason: "unreachable",
      how: body(() => bomb, { "content-encoding": "gzip" }),
    },
    {
      at,
      name: "a body that is not compressed as it says",
      reason: "bad_content",
      how: body((bytes) => bytes, { "content-encoding": "gzip" }),
    },
    {
      at,
      name: "a body that is compressed twice",
      reason: "bad_content",
      how: body((bytes) => gzipSync(gzipSync(bytes)), { "content-encoding": "gzip" }),
    },
    {
      at,
      name: "an encoding that nobody asked for",
      reason: "bad_content",
      how: body((bytes) => bytes, { "content-encoding": "zstd" }),
    },
    {
      at,
      name: "a body without end",
      reason: "unreachable",
      how: ({ response }) => {
        response.writeHead(200, { "content-type": "application/json" });
        const timer = setInterval(() => response.write(" ".repeat(1_024 * 1_024)), 1);
        response.on("close", () => clearInterval(timer));
      },
    },
    {
      at,
      name: "a byte now and then",
      reason: "unreachable",
      isSlow: true,
      how: ({ response }) => {
        response.writeHead(200, { "content-type": "application/json" });
        const timer = setInterval(() => response.write(" "), 20);
        response.on("close", () => clearInterval(timer));
      },
    },
    {
      at,
      name: "a head that drips",
      reason: "unreachable",
      isSlow: true,
      how: ({ response: { socket } }) => {
        socket?.write("HTTP/1.1 200 OK\r\nx-slow: ");
        const timer = setInterval(() => socket?.write("a"), 20);
        socket?.on("close", () => clearInterval(timer));
      },
    },
    { at, name: "no answer at all", reason: "unreachable", isSlow: true, how: () => undefined },
    { at, name: "a connection that is cut", reason: "unreachable", how: ({ request }) => void request.destroy() },
    {
      at,
      name: "a switch to another protocol",
      reason: "unreachable",
      how: raw(() => "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n", false),
    },
    { at, name: "something that is not HTTP", reason: "unreachable", how: raw(() => "SSH-2.0-OpenSSH_9.2\r\n") },
    {
      at,
      name: "a redirect to another origin",
      reason: "unreachable",
      how: ({ request, response, url }) =>
        void response.writeHead(302, { location: `${url.replace("127.0.0.1", "localhost")}${request.url}` }).end(),
    },
    { at, name: "a redirect to a file", reason: "unreachable", how: status(301, { location: "file:///etc/hostname" }) },
    { at, name: "a redirect to nowhere", reason: "unreachable", how: status(308) },
    {
      at,
      name: "a redirect that leads in a circle",
      reason: "unreachable",
      how: ({ request, response }) => void response.writeHead(307, { location: request.url ?? "" }).end(),
    },
  ]),
  { at: "pointer", name: "status 404", reason: "pointer_missing", how: status(404) },
  { at: "pointer", name: "status 410", reason: "pointer_missing", how: status(410) },
  { at: "bundle", name: "status 404", reason: "bundle_unavailable", how: status(404) },
  { at: "bundle", name: "status 304, which nobody asked for", reason: "unreachable", how: status(304) },
  {
    at: "bundle",
    name: "other bytes of the same length",
    reason: "bad_content",
    how: body((bytes) =>
      Buffer.from(
        bytes
          .toString("latin1")
          .replace(/"system":"/, `"system":"_`)
          .slice(0, bytes.length),
        "latin1",
      ),
    ),
  },
  {
    at: "pointer",
    name: "the pointer of another contract",
    reason: "wrong_pointer",
    how: body((bytes) => Buffer.from(bytes.toString("utf8").replace('"contract": "support"', '"contract": "sales"'))),
  },
];
