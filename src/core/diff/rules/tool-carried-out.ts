import { isJsonObject, type JsonObject, sameJson } from "../../json.ts";
import { isCalled, providerCalled } from "../../provider/names.ts";
import { guardsTool } from "../../run/checkpoint.ts";
import { sayList } from "../../text.ts";
import { said, valuesOf } from "../about.ts";
import { isAt, isExactly } from "../change.ts";
import { comparedTools } from "../tool-pairs.ts";
import { type Comparison, type Rule, severity } from "../rule.ts";

export const toolContractChanged: Rule = {
  id: "TOOL_CONTRACT_CHANGED",
  purpose: "A tool is another agent than before, or is one, or is none any more.",
  incident: "A sub-agent was replaced by one that answers in another form, and the caller read the old one.",
  judge: (comparison) =>
    comparedTools(comparison).flatMap(({ before, after }) => {
      const claims = comparison.changes.filter(({ path }) => isExactly(path, ["tools", after.name, "contract"]));
      const [change] = claims;
      if (change === undefined) return [];
      const by = (contract: string | null): string =>
        contract === null ? "the application itself" : `the contract ${contract}`;
      return {
        path: change.path,
        message: `${after.name} is carried out by ${by(after.contract)} now, and was by ${by(before.contract)}`,
        severity: severity("dangerous", "dangerous", "dangerous"),
        claims,
        about: valuesOf(change),
      };
    }),
};

export const toolProviderToolChanged: Rule = {
  id: "TOOL_PROVIDER_TOOL_CHANGED",
  purpose: "What the provider carries out itself is something else: other settings, another tool, or none.",
  incident: "A search that the provider runs lost its list of allowed domains.",
  judge: (comparison) =>
    comparedTools(comparison).flatMap(({ before, after }) => {
      const path = ["tools", after.name, "provider_tool"];
      const claims = comparison.changes.filter((change) => isAt(change.path, path));
      if (claims.length === 0) return [];
      const provider = comparison.after.model.provider;
      const [was, is] = [entryFor(provider, before.provider_tool), entryFor(provider, after.provider_tool)];
      const isSame = (before.provider_tool === null) === (after.provider_tool === null) && sameJson(was, is);
      const level = isSame ? "safe" : "dangerous";
      return {
        path,
        message: isSame
          ? `what other providers carry out as ${after.name} is something else; ${provider} is not among them`
          : `${after.name} ${sayProviderTool(provider, before.provider_tool, after.provider_tool)}${sayGuards(comparison, after.name)}`,
        severity: severity(level, level, level),
        claims,
        about: [said(after.provider_tool)],
      };
    }),
};

function sayProviderTool(provider: string, was: JsonObject | null, is: JsonObject | null): string {
  if (is === null) return `is carried out by the application now, and was by ${provider}`;
  if (entryFor(provider, is) === null)
    return `is not offered to the model: it is written for ${sayList(Object.keys(is))}, and the model is one of ${provider}`;
  return was === null
    ? `is carried out by ${provider} itself now, and was by the application`
    : `is carried out by ${provider} with other settings`;
}

/** What a provider runs itself nobody is asked about. */
function sayGuards({ after }: Comparison, name: string): string {
  const tool = after.tools.find((one) => one.name === name);
  if (tool === undefined || tool.provider_tool === null) return "";
  const guards = after.guardrails
    .filter((one) => one.decision !== "allow" && guardsTool(one, tool))
    .map(({ id }) => id);
  return guards.length === 0 ? "" : `; ${sayList(guards)} cannot hold it back, because the application is not asked`;
}

function entryFor(provider: string, map: JsonObject | null): JsonObject | null {
  const known = providerCalled(provider);
  const [, entry] =
    Object.entries(map ?? {}).find(([name]) => name === provider || (known !== null && isCalled(known, name))) ?? [];
  return isJsonObject(entry) ? entry : null;
}
