import type { Finding } from "../finding.ts";
import type { AuthoredContract } from "./read.ts";
import { contractRules } from "./rules/index.ts";

/** What the rules say about a contract whose shape is right. */
export function lintContract(authored: AuthoredContract): readonly Finding[] {
  const { document, contract } = authored;
  return contractRules.flatMap(({ id, level, judge }) =>
    judge(authored).map(({ path, offset, message, hint }) => {
      const place = offset === undefined ? document.locate(path) : document.locateText(path, offset);
      return {
        rule: id,
        level,
        message,
        hint: hint ?? null,
        contract: contract.name,
        path,
        place,
        frame: document.frame(place),
      };
    }),
  );
}
