import { type Digest, isDigest } from "../core/bundle/digest.ts";
import type { Environment } from "../core/contract/contract.ts";
import { Failure } from "../core/failure.ts";
import { isJsonObject, type Json } from "../core/json.ts";
import type { Pointer } from "../core/label/pointer.ts";
import type { Choice, Variant } from "../core/label/route.ts";

export const pinFormat = "promptctl/pin/1";

/** What a conversation stores so that it keeps its bundle for life: plain JSON. */
export interface Pin {
  readonly format: typeof pinFormat;
  readonly contract: string;
  readonly label: string;
  readonly serial: number;
  readonly variant: Variant;
  readonly bundle: Digest;
  readonly environment: Environment | null;
  readonly session: string;
  readonly opened_at: string;
}

export function pinOf(
  { contract, label, serial, environment }: Pointer,
  { digest, variant }: Extract<Choice, { kind: "bundle" }>,
  session: string,
  now: Date,
): Pin {
  return {
    format: pinFormat,
    contract,
    label,
    serial,
    variant,
    bundle: digest,
    // The pin is the application's own; the pointer is not.
    environment: environment === null ? null : { ...environment },
    session,
    opened_at: now.toISOString(),
  };
}

/**
 * Reads what an application stored: it may come from an older client, or from somebody else's conversation.
 *
 * @throws Failure BAD_PIN
 */
export function readPin(value: unknown, contract: string): Pin {
  if (!isJsonObject(value)) throw new Failure("BAD_PIN", { why: "it is not an object" });
  if (value["format"] !== pinFormat)
    throw new Failure("BAD_PIN", { why: `its format is ${JSON.stringify(value["format"] ?? null)}, not ${pinFormat}` });
  if (value["contract"] !== contract)
    throw new Failure("BAD_PIN", {
      why: `it is of the contract ${JSON.stringify(value["contract"] ?? null)}, not ${contract}`,
    });
  if (!isDigest(value["bundle"])) throw new Failure("BAD_PIN", { why: "it names no bundle" });
  const { label, serial, variant, session, opened_at, environment } = value;
  const whole =
    [label, session, opened_at].every((text) => typeof text === "string") &&
    typeof serial === "number" &&
    (variant === "current" || variant === "ramp");
  if (!whole || !isEnvironment(environment)) throw new Failure("BAD_PIN", { why: "a field is missing" });
  return value as unknown as Pin;
}

function isEnvironment(value: Json | undefined): boolean {
  return value === null || (isJsonObject(value) && typeof value["name"] === "string");
}
