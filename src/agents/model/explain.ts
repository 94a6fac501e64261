import { Failure, sayCause } from "../../core/failure.ts";
import type { ModelRequest } from "../../core/golden/exchange.ts";
import type { Loaded, SharedV3Warning } from "./load.ts";

interface Circumstances {
  readonly loaded: Loaded;
  readonly provider: string;
  /** In sentences. */
  readonly model: string;
  /** Whether an answer had arrived: what goes wrong from there on is about the answer. */
  readonly answered: boolean;
  readonly redact: (text: string) => string;
}

/** What the SDK says of an answer or of its own settings; what it does not know is a bug. */
export function explain(cause: unknown, { loaded, provider, model, answered, redact }: Circumstances): unknown {
  const { sdk } = loaded;
  if (sdk.LoadAPIKeyError.isInstance(cause) || sdk.LoadSettingError.isInstance(cause)) {
    const variable = /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/.exec(cause.message)?.[0];
    if (variable !== undefined) return new Failure("MODEL_KEY", { provider, variable }, { cause });
  }
  const known = sdk.AISDKError.isInstance(cause);
  if (!known && !answered) return cause;
  const said = sayCause(cause);
  const why = known && !sdk.APICallError.isInstance(cause) ? said : `its answer is not as documented (${said})`;
  return new Failure("MODEL_SILENT", { model, why: redact(why).split("\n")[0] ?? "" }, { cause });
}

/** The SDK is not told of a limit that the body says, and warns of one that it would set itself. */
export function isTrue(warning: SharedV3Warning, { model }: ModelRequest): boolean {
  return warning.type === "other" || warning.feature !== "maxOutputTokens" || model["max_output_tokens"] === undefined;
}

/** A warning of the SDK as something that was not sent. */
export function sayWarning(warning: SharedV3Warning): { readonly setting: string; readonly why: string } {
  if (warning.type === "other") return { setting: "model", why: warning.message };
  return { setting: warning.feature, why: warning.details ?? `it is ${warning.type} here` };
}
