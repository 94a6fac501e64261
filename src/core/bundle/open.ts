import type { Contract, Guardrail, Message, Model, Output, SystemPart, Tool } from "../contract/contract.ts";
import {
  budgetDefaults,
  guardrailDefaults,
  outputDefaults,
  sessionDefaults,
  toolDefaults,
} from "../contract/defaults.ts";
import { Failure } from "../failure.ts";
import { hasDuplicateKeys, isJsonArray, isJsonObject, type Json, type JsonObject, parseJson } from "../json.ts";
import { decodeText } from "../text.ts";
import { type Bundle, bundleFormat } from "./bundle.ts";
import { type Digest, digestOf } from "./digest.ts";

/**
 * Opens bytes that were fetched by digest. Nothing that fails here is ever served: the bytes must hash
 * to the digest that was asked for, and be a bundle of a format this reader knows.
 *
 * @throws Failure BAD_BUNDLE
 */
export function openBundle(bytes: Uint8Array, expected: Digest): Bundle {
  const actual = digestOf(bytes);
  if (actual !== expected) throw bad(expected, `its bytes are ${actual}`);
  const text = decodeText(bytes) ?? "";
  const document = parseJson(text);
  if (!isJsonObject(document)) throw bad(expected, "it is not a JSON document");
  // The digest proves the bytes; two readers could still make two contracts of them.
  if (hasDuplicateKeys(text)) throw bad(expected, "it says something twice");
  return { digest: expected, bytes, contract: openDocument(document, expected) };
}

/**
 * A bundle document that is at hand already: one that a program was given to run.
 *
 * @throws Failure BAD_BUNDLE
 */
export function openDocument(document: JsonObject, name = "given"): Contract {
  if (document["format"] !== bundleFormat) {
    throw bad(name, `its format is ${JSON.stringify(document["format"])}, and this promptctl reads ${bundleFormat}`);
  }
  const { contract, model } = document;
  if (typeof contract !== "string" || !isJsonObject(model)) throw bad(name, "it names no contract and model");
  return openContract(contract, model, document);
}

/**
 * The digest proves that these bytes were sealed, and only `sealBundle` seals: the parts are taken at
 * their word, with the defaults that sealing left out.
 */
function openContract(name: string, model: JsonObject, document: JsonObject): Contract {
  const output = document["output"];
  return {
    name,
    model: model as Model,
    variables: (document["variables"] ?? {}) as Contract["variables"],
    system: openSystem(document["system"] ?? []),
    messages: objectsIn(document["messages"]) as unknown as readonly Message[],
    tools: objectsIn(document["tools"]).map((tool) => ({ ...toolDefaults, ...tool }) as Tool),
    output: isJsonObject(output) ? ({ ...outputDefaults, ...output } as unknown as Output) : null,
    guardrails: objectsIn(document["guardrails"]).map(
      (guardrail) => ({ ...guardrailDefaults, ...guardrail }) as Guardrail,
    ),
    budgets: { ...budgetDefaults, ...objectIn(document["budgets"]) },
    stop_reasons: (document["stop_reasons"] ?? []) as readonly string[],
    knowledge: objectsIn(document["knowledge"]) as unknown as Contract["knowledge"],
    sessions: { ...sessionDefaults, ...objectIn(document["sessions"]) },
  };
}

function openSystem(system: Json): readonly SystemPart[] {
  if (typeof system === "string") return [{ text: system, literal: false }];
  return objectsIn(system).map((part) =>
    typeof part["literal"] === "string"
      ? { text: part["literal"], literal: true }
      : { text: String(part["text"] ?? ""), literal: false },
  );
}

function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return isJsonArray(value) ? value.filter(isJsonObject) : [];
}

function objectIn(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function bad(digest: string, why: string): Failure {
  return new Failure("BAD_BUNDLE", { digest, why });
}
