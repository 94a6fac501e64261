import { canonicalBytes } from "../../bundle/canonical.ts";
import { type Digest, digestOf } from "../../bundle/digest.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import type { ModelRequest, OfferedTool } from "../exchange.ts";
import type { Setup } from "./recording.ts";

/** Two requests have one digest if and only if they are equal. */
export function requestDigest({ model, system, tools, output, messages, repeat }: ModelRequest): Digest {
  return digestOfJson({
    ...setupOf({ model, system, tools, output }),
    messages: messages.map(digestOfMessage),
    repeat,
  });
}

export function setupOf({ model, system, tools, output }: Omit<ModelRequest, "messages" | "repeat">): Setup {
  return {
    model,
    system: digestOfJson(system),
    tools: tools.map((tool) => ({ name: tool.name, digest: digestOfTool(tool) })),
    output: output === null ? null : digestOfJson({ schema: output.schema }),
  };
}

/** Text with half a character in it has no canonical form: such halves are written out. */
export function digestOfJson(value: unknown): Digest {
  try {
    return digestOf(canonicalBytes(value as Json));
  } catch {
    return digestOf(canonicalBytes(withoutHalves(value as Json)));
  }
}

/** Every task of a contract renders the same tools anew, but their schemas stay what they are. */
function digestOfTool({ name, description, input, provider_tool }: OfferedTool): Digest {
  const known = tools.get(input);
  if (known?.name === name && known.description === description && known.provider_tool === provider_tool)
    return known.digest;
  const digest = digestOfJson({ name, description, input, provider_tool });
  tools.set(input, { name, description, provider_tool, digest });
  return digest;
}

const tools = new WeakMap<JsonObject, Omit<OfferedTool, "input"> & { readonly digest: Digest }>();

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
  if (typeof value === "string") return /\p{Surrogate}/u.test(value) ? `half ${JSON.stringify(value)}` : value;
  if (isJsonArray(value)) return value.map(withoutHalves);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [String(withoutHalves(key)), withoutHalves(part)]),
  );
}
