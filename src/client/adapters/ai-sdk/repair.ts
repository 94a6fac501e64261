import { toolNamed } from "../../../core/contract/contract.ts";
import type { Session } from "../../session/session.ts";

interface AskedCall {
  readonly toolName: string;
  readonly input: string;
}

/** Calls that the SDK could not read: an old name is answered, and whatever else is wrong, the model is told in our words. */
export function repairCall(session: Session) {
  return async <Call extends AskedCall>({ toolCall }: { readonly toolCall: Call }): Promise<Call | null> => {
    const tool = toolNamed(session.contract, toolCall.toolName);
    if (tool !== null && tool.name !== toolCall.toolName) return { ...toolCall, toolName: tool.name };
    const checked = session.beforeTool(toolCall.toolName, toolCall.input);
    if (checked.kind === "deny") throw new Error(checked.message);
    return null;
  };
}
