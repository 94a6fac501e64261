import { sayCause } from "../../core/failure.ts";

/** Whether trying again may help. */
export function isTransient(cause: unknown): boolean {
  const network = cause instanceof TypeError && /^(?:fetch failed|terminated)$/.test(cause.message);
  return network && !causes(cause).some((one) => lasting.test(codeOf(one)) || sayCause(one) === "bad port");
}

/**
 * What undici and the sockets below it call errors that stay: a name that does not exist will not exist soon, and who
 * needed five minutes to think would think, and cost, as long again.
 */
const lasting =
  /^(?:ENOTFOUND|CERT_|ERR_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT)/;

export function sayNetwork(cause: unknown): string {
  const last = causes(cause).at(-1);
  const code = codeOf(last);
  const said = sayCause(last);
  if (code === "UND_ERR_SOCKET" || said === "terminated") return "the connection was cut";
  return said === "" ? `it cannot be reached${code === "" ? "" : ` (${code})`}` : `it cannot be reached: ${said}`;
}

function causes(error: unknown): readonly unknown[] {
  return error instanceof Error && error.cause !== undefined ? [error, ...causes(error.cause)] : [error];
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
