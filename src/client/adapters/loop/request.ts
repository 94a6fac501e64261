import { Failure } from "../../../core/failure.ts";
import type { JsonObject } from "../../../core/json.ts";
import type { ProviderName } from "../../../core/provider/names.ts";
import type { Session } from "../../session/session.ts";

/**
 * What stands in each request of a run, beside the conversation.
 *
 * @throws Failure USAGE where the contract is for another provider, or leaves out what this one demands; BAD_TEMPLATE
 */
export function requestOf(session: Session, provider: ProviderName, variables: JsonObject | undefined): JsonObject {
  const { request, missing } = session.request(provider, variables);
  const [first] = missing;
  if (first === undefined) return request;
  const { provider: its, name } = session.model;
  throw new Failure("USAGE", {
    message: `${session.promptId} is for ${its}/${name}, and cannot be asked of ${provider}: ${first.path.join(".")}: ${first.why}`,
    hint: "use the adapter of the contract's provider, or name its model under `model` in the contract",
  });
}
