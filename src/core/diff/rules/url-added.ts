import { count } from "../../text.ts";
import { sayPath } from "../../place.ts";
import type { Rule } from "../rule.ts";
import { promptSeverity } from "../text/prompt.ts";
import { hostsOf } from "../text/hosts.ts";
import { type ContractString, stringsOf, touchedStrings } from "../text/strings.ts";

export const urlAdded: Rule = {
  id: "SEC_URL_ADDED",
  purpose: "The prompt or a description names a host that nothing in the contract named before.",
  incident: "A link to a look-alike host in a prompt sent customers, and what they typed there, to somebody else.",
  judge(comparison) {
    if (hostsIn(touchedStrings(comparison.before, comparison.after)).length === 0) return [];
    const known = new Set(hostsIn(stringsOf(comparison.before)).map(({ host }) => host));
    const added = hostsIn(stringsOf(comparison.after)).filter(({ host }) => !known.has(host));
    const hosts = [...new Set(added.map(({ host }) => host))];
    return hosts.map((host) => {
      const places = added.filter((one) => one.host === host);
      const [first] = places;
      const more = places.length === 1 ? "" : ` and ${count(places.length - 1, "other place")}`;
      return {
        path: first?.path ?? [],
        message: `${host} is named for the first time, in ${sayPath(first?.path ?? [])}${more}: the model may call it, or send people there`,
        severity: promptSeverity(comparison, "dangerous", "safe"),
        claims: [],
        about: [host],
      };
    });
  },
};

function hostsIn(strings: readonly ContractString[]) {
  return strings
    .filter(({ path }) => !schemaKeywords.has(String(path.at(-1))))
    .flatMap(({ path, text }) => hostsOf(text).map((host) => ({ host, path })));
}

/** References of schemas, which nobody visits. */
const schemaKeywords = new Set(["$schema", "$id", "$ref", "format"]);
