import { hiddenIn, sayHidden } from "../../hidden.ts";
import { sayPath } from "../../place.ts";
import { type ContractString, stringsOf, touchedStrings } from "../text/strings.ts";
import { type Rule, severity } from "../rule.ts";

export const hiddenUnicodeAdded: Rule = {
  id: "SEC_HIDDEN_UNICODE",
  purpose: "A text of the contract holds characters that nobody sees, and held none of them before.",
  incident:
    "Orders in tag characters passed every review, because no editor and no diff shows them; the model read them.",
  judge({ before, after }) {
    if (runsIn(touchedStrings(before, after)).length === 0) return [];
    const known = new Map<string, number>();
    for (const { run } of runsIn(stringsOf(before))) known.set(run, (known.get(run) ?? 0) + 1);
    return runsIn(stringsOf(after)).flatMap(({ run, path }) => {
      const left = known.get(run) ?? 0;
      known.set(run, left - 1);
      if (left > 0) return [];
      return [
        {
          path,
          message: `${sayHidden(run)} came into ${sayPath(path)}: no review shows it, and the model reads it`,
          severity: severity("dangerous", "breaking", "dangerous"),
          claims: [],
          wayOut: "delete what stands between the visible characters there",
          about: [run],
        },
      ];
    });
  },
};

function runsIn(strings: readonly ContractString[]) {
  return strings.flatMap(({ path, text }) => hiddenIn(text).map(({ run }) => ({ run, path })));
}
