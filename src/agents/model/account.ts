import { Failure } from "../../core/failure.ts";
import { packageOf } from "./packages.ts";

export interface Account {
  readonly apiKey: string | undefined;
  readonly baseURL: string | undefined;
}

/**
 * The key and the address of a provider, from the variables that it documents.
 *
 * @throws Failure MODEL_KEY
 */
export function accountOf(provider: string, env: Readonly<Record<string, string | undefined>>): Account {
  const { key, keyNeeded, address, addressNeeded, version } = packageOf(provider);
  const [apiKey, written] = [key, address].map((variable) => env[variable]?.trim() || undefined);
  const missing = keyNeeded && apiKey === undefined ? key : addressNeeded && written === undefined ? address : null;
  if (missing !== null) throw new Failure("MODEL_KEY", { provider, variable: missing });
  const why = written === undefined ? null : whyUnusable(written);
  if (why !== null) throw new Failure("MODEL_KEY", { provider, variable: address, why });
  const base = written?.replace(/\/+$/, "");
  const bare = base !== undefined && version !== null && !/\/v\d\w*$/.test(base);
  return { apiKey, baseURL: bare ? `${base}${version}` : base };
}

/** Its text is not shown: there may be a password in it. */
function whyUnusable(address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return "is no address: it begins with https://";
  return url.username === "" && url.password === "" ? null : "holds a password, which no provider is sent";
}
