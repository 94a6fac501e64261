import { type Json, parseJson, textAt } from "../../../core/json.ts";
import { decodeText } from "../../../core/text.ts";
import { readBytes } from "../../../world/files.ts";
import type { World } from "../../../world/world.ts";

/** What a CI says that it was started for. */
export type Event =
  /** The tip of the branch that is asked to take a change, and the tip of the change. */
  | { readonly kind: "pull request"; readonly base: string; readonly head: string }
  /** Where the change begins: nothing has to be looked for. */
  | { readonly kind: "begins at"; readonly base: string; readonly how: string };

/**
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads
 * https://docs.gitlab.com/ci/variables/predefined_variables/
 */
export async function eventIn({ env }: World): Promise<Event | null> {
  const ofGitLab = env["CI_MERGE_REQUEST_DIFF_BASE_SHA"] ?? "";
  if (isCommit(ofGitLab)) return { kind: "begins at", base: ofGitLab, how: "where the merge request begins" };
  const payload = await readPayload(env);
  const group = textAt(payload, ["merge_group", "base_sha"]);
  if (isCommit(group)) return { kind: "begins at", base: group, how: "the base of the merge group" };
  const [base, head] = [
    textAt(payload, ["pull_request", "base", "sha"]),
    textAt(payload, ["pull_request", "head", "sha"]),
  ];
  if (isCommit(base)) return { kind: "pull request", base, head: head ?? "" };
  const before = textAt(payload, ["before"]);
  return isCommit(before) ? { kind: "begins at", base: before, how: "what the branch was before this push" } : null;
}

/** What GitHub says of the event; `undefined` where it says nothing that can be read. */
export async function readPayload(env: World["env"]): Promise<Json | undefined> {
  const path = env["GITHUB_EVENT_PATH"] ?? "";
  const bytes = path === "" ? null : await readBytes(path);
  return bytes === null ? undefined : parseJson(decodeText(bytes) ?? "");
}

/** Zeros stand for no commit. */
function isCommit(text: string | null): text is string {
  return text !== null && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) && !/^0+$/.test(text);
}
