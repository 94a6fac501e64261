import { isJsonArray, isJsonObject, type Json, type JsonObject, parseJson } from "../../../core/json.ts";
import { decodeText } from "../../../core/text.ts";
import { readBytes } from "../../../world/files.ts";
import type { World } from "../../../world/world.ts";

/** Who asks for a change, as far as a CI says it. */
export type Asked =
  /** A laptop, a push, a merge queue, or a branch of the repository itself: whoever pushed there may run things. */
  | { readonly kind: "own" }
  /** A fork. What it brings is data, until somebody who may write here says otherwise, for this one run. */
  | {
      readonly kind: "fork";
      readonly from: string;
      /** The label with which this run was started; `null` where it was not. */
      readonly label: string | null;
    };

/**
 * A label counts only in the run that it started: a later push starts another one, in which nobody looked at what was
 * pushed.
 *
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request
 * https://docs.gitlab.com/ci/variables/predefined_variables/
 */
export async function whoAsks({ env }: World): Promise<Asked> {
  const source = env["CI_MERGE_REQUEST_SOURCE_PROJECT_ID"] ?? "";
  if (source !== "" && source !== env["CI_MERGE_REQUEST_PROJECT_ID"])
    return { kind: "fork", from: env["CI_MERGE_REQUEST_SOURCE_PROJECT_PATH"] ?? source, label: null };
  const payload = await payloadOf(env["GITHUB_EVENT_PATH"] ?? "");
  const change = objectAt(payload, "pull_request");
  if (change === null) {
    // What cannot be read is nobody's whom we know.
    if (payload === null && eventsOfOthers.test(env["GITHUB_EVENT_NAME"] ?? ""))
      return { kind: "fork", from: "an event that cannot be read", label: null };
    return withoutChange(payload);
  }
  const [head, base] = [repositoryAt(change, "head"), repositoryAt(change, "base")];
  if (head !== null && head === base) return { kind: "own" };
  const label = payload?.["action"] === "labeled" ? textAt(objectAt(payload, "label"), "name") : null;
  return { kind: "fork", from: head ?? "a repository that is gone", label };
}

const eventsOfOthers = /^(?:pull_request|workflow_run$|issue_comment$)/;

/**
 * Events after a pull request run with the repository's own rights, whoever it is from: what they were started for may be
 * checked out there.
 */
function withoutChange(payload: JsonObject | null): Asked {
  const ran = objectAt(payload, "workflow_run");
  if (ran !== null) {
    const from = textAt(objectAt(ran, "head_repository"), "full_name");
    const here = textAt(objectAt(payload, "repository"), "full_name");
    return from !== null && from === here
      ? { kind: "own" }
      : { kind: "fork", from: from ?? "a repository that is gone", label: null };
  }
  return objectAt(objectAt(payload, "issue"), "pull_request") === null
    ? { kind: "own" }
    : { kind: "fork", from: "a pull request that a comment names", label: null };
}

/** The tip of the branch that is asked to take the pull request that a CI was started for; `null` elsewhere. */
export async function baseOfChange({ env }: World): Promise<string | null> {
  const payload = await payloadOf(env["GITHUB_EVENT_PATH"] ?? "");
  return textAt(objectAt(objectAt(payload, "pull_request"), "base"), "sha");
}

async function payloadOf(path: string): Promise<JsonObject | null> {
  const bytes = path === "" ? null : await readBytes(path);
  const payload = bytes === null ? undefined : parseJson(decodeText(bytes) ?? "");
  return isJsonObject(payload) ? payload : null;
}

function repositoryAt(change: JsonObject, side: "head" | "base"): string | null {
  return textAt(objectAt(objectAt(change, side), "repo"), "full_name");
}

function objectAt(value: JsonObject | null, key: string): JsonObject | null {
  const found: Json | undefined = value?.[key];
  return isJsonObject(found) && !isJsonArray(found) ? found : null;
}

function textAt(value: JsonObject | null, key: string): string | null {
  const found = value?.[key];
  return typeof found === "string" ? found : null;
}
