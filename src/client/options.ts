import { Failure } from "../core/failure.ts";
import { isName, sayNameRule } from "../core/name.ts";
import type { KeepingOptions } from "./keeping.ts";

export interface ConnectOptions extends KeepingOptions {
  /** `https://prompts.example.com/live`, or `file:.promptctl/live` */
  readonly source: string;
  readonly contract: string;
  readonly label: string;
  /** A folder for the last known good; without one a restart needs the source. */
  readonly cache?: string;
  /** Another published place that is always at hand, such as `file:` of a folder baked into the image: the last resort. */
  readonly fallback?: string;
  /** Milliseconds between polls; default: as the pointer says. */
  readonly interval?: number;
  /** Milliseconds that one attempt may take in all; default: as the pointer says. */
  readonly deadline?: number;
  /** Milliseconds after which nothing is done any more on what the source did not confirm; default: no limit. */
  readonly max_age?: number;
  /** The name that the label's environment must have; default: whichever it has. */
  readonly environment?: string;
  /** A serial below which no pointer of the source is taken: for a client that starts without a cache. */
  readonly floor?: number;
  /** Sent with each request of an `https:` source. */
  readonly headers?: Readonly<Record<string, string>>;
  /** `later`: a client is handed out before there is anything to serve, and opens sessions when there is. */
  readonly ready?: "required" | "later";
}

/**
 * JavaScript passes what it likes: a wrong option is said at once, and not served wrongly for days.
 *
 * @throws Failure USAGE
 */
export function requireOptions(options: ConnectOptions): void {
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(rules, name));
  if (unknown !== undefined) throw wrong(unknown, `no option; there is ${Object.keys(rules).join(", ")}`);
  for (const [name, { holds, wanted, isNeeded = false }] of Object.entries<Rule>(rules)) {
    const value: unknown = options[name as keyof ConnectOptions];
    if (value === undefined ? isNeeded : !holds(value)) throw wrong(name, wanted);
  }
}

interface Rule {
  readonly holds: (value: unknown) => boolean;
  readonly wanted: string;
  readonly isNeeded?: boolean;
}

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";
const isTime = (value: unknown): boolean => typeof value === "number" && value > 0 && value <= 86_400_000;
const isAge = (value: unknown): boolean => typeof value === "number" && value > 0 && Number.isFinite(value);
const isNameOf =
  (kind: "contract" | "label") =>
  (value: unknown): boolean =>
    typeof value === "string" && isName(kind, value);

const time = "a number of milliseconds, one day at most";

const rules: Readonly<Record<keyof ConnectOptions, Rule>> = {
  source: { holds: isText, wanted: 'text, such as "https://prompts.example.com/live"', isNeeded: true },
  contract: { holds: isNameOf("contract"), wanted: `a contract name: ${sayNameRule("contract")}`, isNeeded: true },
  label: { holds: isNameOf("label"), wanted: `a label name: ${sayNameRule("label")}`, isNeeded: true },
  cache: { holds: isText, wanted: "the path of a folder" },
  fallback: { holds: isText, wanted: 'text, such as "file:/app/prompts"' },
  interval: { holds: isTime, wanted: time },
  deadline: { holds: isTime, wanted: time },
  max_age: { holds: isAge, wanted: "a number of milliseconds" },
  environment: { holds: isText, wanted: "the name of an environment" },
  floor: { holds: (value) => Number.isSafeInteger(value) && Number(value) >= 0, wanted: "a serial, a whole number" },
  headers: { holds: isHeaders, wanted: "names and values, both text that a header can hold, without line ends" },
  // What is wrong with one of these, whoever reads it says more exactly.
  records: { holds: () => true, wanted: "" },
  prices: { holds: () => true, wanted: "" },
  salt: { holds: (value) => typeof value === "string", wanted: "text" },
  ready: { holds: (value) => value === "required" || value === "later", wanted: '"required" or "later"' },
};

function isHeaders(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.entries(value).every(isHeader);
}

/** As RFC 9110, 5.1 and 5.5 have it: node refuses others at each request, and a client would be stale for ever. */
function isHeader([name, value]: readonly [string, unknown]): boolean {
  const isValue = typeof value === "string" && /^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value);
  return isValue && /^[\w!#$%&'*+.^`|~-]+$/.test(name);
}

function wrong(name: string, wanted: string): Failure {
  return new Failure("USAGE", { message: `connect: \`${name}\` is ${wanted}`, hint: "see README.md" });
}
