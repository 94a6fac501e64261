import { isAbsolute, join } from "node:path";
import { bundlePath, type Digest } from "../../../core/bundle/digest.ts";
import { pointerPath } from "../../../core/label/pointer.ts";
import { type Source, sourceLimits } from "../../../client/source.ts";
import { openSource } from "../../../client/sources/index.ts";
import { Failure } from "../../../core/failure.ts";
import type { CacheWords } from "../../../report/propagation.ts";
import { get, type HttpResult } from "../../../world/http.ts";

/** Where one client polls; each has its own. */
export interface PolledSource extends Source {
  said(): CacheWords;
}

/**
 * A published place as a runtime names it: a folder, or where a web server serves one.
 *
 * @returns a new source for each client
 * @throws Failure USAGE
 */
export function placeAt(text: string, cwd: string, signal: AbortSignal): () => PolledSource {
  if (/^https?:\/\//i.test(text)) {
    if (!URL.canParse(text)) throw new Failure("USAGE", { message: `'${text}' is no address` });
    const base = new URL(text);
    return () => urlSource(base, signal);
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(text) && !text.startsWith("file://")) {
    const hint = "a folder, or an address that begins with https:// or http://";
    throw new Failure("USAGE", { message: `'${text}' cannot be polled from here`, hint });
  }
  const folder = text.replace(/^file:(?!\/\/)/, "");
  const url = folder.startsWith("file://") ? folder : `file:${isAbsolute(folder) ? folder : join(cwd, folder)}`;
  return () => ({ ...openSource(url), said: () => ({ control: null, age: null }) });
}

/** The same files from a web server: a pointer is asked for again only where it changed. */
function urlSource(base: URL, signal: AbortSignal): PolledSource {
  // A query may hold what nobody should read in a report, and so may what stands before an @.
  const name = `${base.origin}${base.pathname.replace(/\/$/, "")}`;
  let held: { readonly tag: string; readonly bytes: Uint8Array } | null = null;
  let said: CacheWords = { control: null, age: null };

  async function fetched(path: string, headers: Readonly<Record<string, string>>, most: number, deadline: AbortSignal) {
    const url = new URL(base);
    url.pathname = `${base.pathname.replace(/\/$/, "")}/${path}`;
    const both = AbortSignal.any([signal, deadline]);
    const result = await get({ url, headers, timeout: longest, most, signal: both }).catch((error: unknown) => {
      throw signal.aborted ? error : new Error(`${name}/${path} gave no answer within the deadline of the poll`);
    });
    return bytesOf(result, `${name}/${path}`);
  }

  return {
    name,
    said: () => said,
    pointer: async (contract, label, deadline) => {
      const headers: Record<string, string> = held === null ? {} : { "if-none-match": held.tag };
      const answer = await fetched(pointerPath(contract, label), headers, sourceLimits.pointer, deadline);
      const { "cache-control": control = null, age } = answer.headers;
      said = { control, age: Math.max(said.age ?? 0, Number(age ?? 0)) || null };
      if (answer.status === 304 && held !== null) return held.bytes;
      const { etag } = answer.headers;
      if (answer.bytes !== null) held = etag === undefined ? null : { tag: etag, bytes: answer.bytes };
      return answer.bytes;
    },
    bundle: async (digest: Digest, deadline) =>
      (await fetched(bundlePath(digest), {}, sourceLimits.bundle, deadline)).bytes,
  };
}

/** Milliseconds: the deadline of a poll is shorter, and ends a request through its signal. */
const longest = 2 ** 31 - 1;

type Answer = Pick<Extract<HttpResult, { kind: "response" }>, "status" | "headers"> & {
  /** `null` where there is no such file, and where it did not change. */
  readonly bytes: Uint8Array | null;
};

function bytesOf(result: HttpResult<Uint8Array>, where: string): Answer {
  switch (result.kind) {
    case "timed out":
      throw new Error(`${where} gave no answer`);
    case "too large":
      throw new Error(`${where} is larger than what runtimes read`);
    case "failed":
      throw new Error(`${where} could not be reached: ${result.why}`);
    case "response": {
      const { status, headers, body } = result;
      if (status === 200) return { status, headers, bytes: body };
      if (status === 304 || status === 404 || status === 410) return { status, headers, bytes: null };
      const to =
        status >= 300 && status < 400 ? ` and sends to ${headers.location ?? "nowhere"}, which is not followed` : "";
      throw new Error(`${where} answers with status ${status}${to}`);
    }
  }
}
