import { isJsonObject, type Json, partAt, textAt } from "../../../core/json.ts";
import type { World } from "../../../world/world.ts";
import { readPayload } from "../diff/event.ts";

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
  const payload = await readPayload(env);
  if (!isObjectAt(payload, ["pull_request"])) {
    // What cannot be read is nobody's whom we know.
    if (!isJsonObject(payload) && eventsOfOthers.test(env["GITHUB_EVENT_NAME"] ?? ""))
      return { kind: "fork", from: "an event that cannot be read", label: null };
    return withoutChange(payload);
  }
  const [head, base] = [
    textAt(payload, ["pull_request", "head", "repo", "full_name"]),
    textAt(payload, ["pull_request", "base", "repo", "full_name"]),
  ];
  if (head !== null && head === base) return { kind: "own" };
  const label = textAt(payload, ["action"]) === "labeled" ? textAt(payload, ["label", "name"]) : null;
  return { kind: "fork", from: head ?? "a repository that is gone", label };
}

const eventsOfOthers = /^(?:pull_request|workflow_run$|issue_comment$)/;

/**
 * Events after a pull request run with the repository's own rights, whoever it is from: what they were started for may be
 * checked out there.
 */
function withoutChange(payload: Json | undefined): Asked {
  if (isObjectAt(payload, ["workflow_run"])) {
    const from = textAt(payload, ["workflow_run", "head_repository", "full_name"]);
    return from !== null && from === textAt(payload, ["repository", "full_name"])
      ? { kind: "own" }
      : { kind: "fork", from: from ?? "a repository that is gone", label: null };
  }
  return isObjectAt(payload, ["issue", "pull_request"])
    ? { kind: "fork", from: "a pull request that a comment names", label: null }
    : { kind: "own" };
}

/** The tip of the branch that is asked to take the pull request that a CI was started for; `null` elsewhere. */
export async function baseOfChange({ env }: World): Promise<string | null> {
  return textAt(await readPayload(env), ["pull_request", "base", "sha"]);
}

function isObjectAt(payload: Json | undefined, path: readonly string[]): boolean {
  return isJsonObject(partAt(payload, path));
}
