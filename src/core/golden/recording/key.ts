import { canonicalText } from "../../bundle/canonical.ts";
import { type Digest, digestOf } from "../../bundle/digest.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject, sameJson } from "../../json.ts";
import type { ModelRequest, OfferedTool } from "../exchange.ts";
import type { Setup } from "./recording.ts";

/** Two requests have one digest if and only if they are equal. */
export function requestDigest(request: ModelRequest): Digest {
  const { messages, repeat } = request;
  return digestOfJson({ setup: digestOfSetup(setupOf(request)), messages: messages.map(digestOfMessage), repeat });
}

type SetupRequest = Omit<ModelRequest, "messages" | "repeat">;

/** Tasks of one contract come one after the other, and nearly all of them render it to the same texts. */
export function setupOf(request: SetupRequest): Setup {
  if (latest !== null && isSameSetup(latest.request, request)) return latest.setup;
  const { model, system, tools, output } = request;
  const setup = {
    model,
    system: digestOfText(system),
    tools: tools.map((tool) => ({ name: tool.name, digest: digestOfTool(tool) })),
    output: output === null ? null : digestOfJson({ schema: output.schema }),
  };
  latest = { request: { model, system, tools, output }, setup };
  return setup;
}

let latest: { readonly request: SetupRequest; readonly setup: Setup } | null = null;

function isSameSetup(left: SetupRequest, right: SetupRequest): boolean {
  return (
    left.model === right.model &&
    left.system === right.system &&
    left.output?.schema === right.output?.schema &&
    left.tools.length === right.tools.length &&
    left.tools.every((tool, index) => isSameTool(tool, right.tools[index]))
  );
}

function isSameTool(left: OfferedTool, right: OfferedTool | undefined): boolean {
  return (
    left.input === right?.input &&
    left.name === right.name &&
    left.description === right.description &&
    left.provider_tool === right.provider_tool
  );
}

export function digestOfSetup(setup: Setup): Digest {
  if (latestSetup !== null && sameJson(latestSetup.setup as unknown as Json, setup as unknown as Json))
    return latestSetup.digest;
  const digest = digestOfJson(setup);
  latestSetup = { setup, digest };
  return digest;
}

// Recordings of one contract mostly say the same, each in its own file.
let latestSetup: { readonly setup: Setup; readonly digest: Digest } | null = null;

/** Text with half a character in it has no canonical form: such halves are written out. */
export function digestOfJson(value: unknown): Digest {
  try {
    return digestOf(canonicalText(value as Json));
  } catch {
    return digestOf(canonicalText(withoutHalves(value as Json)));
  }
}

/** The same as that of the text as JSON would tell, and much faster for a long one. */
function digestOfText(text: string): Digest {
  return halves.test(text) ? digestOfJson(text) : digestOf(text);
}

const halves = /\p{Surrogate}/u;

/** Every task of a contract renders the same tools anew, but their schemas stay what they are. */
function digestOfTool(tool: OfferedTool): Digest {
  const known = tools.get(tool.input);
  if (known !== undefined && isSameTool(known.tool, tool)) return known.digest;
  const { name, description, input, provider_tool } = tool;
  const digest = digestOfJson({ name, description, input, provider_tool });
  tools.set(input, { tool, digest });
  return digest;
}

const tools = new WeakMap<JsonObject, { readonly tool: OfferedTool; readonly digest: Digest }>();

/** A message is sent again with every step, and is the same value each time. */
function digestOfMessage({ said, opaque }: ModelRequest["messages"][number]): Digest {
  const known = messages.get(said);
  if (known !== undefined && known.opaque === opaque) return known.digest;
  const digest = digestOfJson({ said, opaque });
  messages.set(said, { opaque, digest });
  return digest;
}

const messages = new WeakMap<object, { readonly opaque: Json; readonly digest: Digest }>();

function withoutHalves(value: Json): Json {
  if (typeof value === "string") return halves.test(value) ? `half ${JSON.stringify(value)}` : value;
  if (isJsonArray(value)) return value.map(withoutHalves);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [String(withoutHalves(key)), withoutHalves(part)]),
  );
}
