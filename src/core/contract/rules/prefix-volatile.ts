import type { ContractRule } from "../rule.ts";
import { aboutTokens, sayAbout, toolsSize } from "../size.ts";
import type { UsedName } from "../template/names.ts";
import { textsIn, type WrittenText } from "../texts.ts";
import { firstVolatile, leastCached } from "../volatile.ts";

export const prefixVolatile: ContractRule = {
  id: "PREFIX_VOLATILE",
  level: "warning",
  purpose:
    "What changes with every conversation stands behind what never does: providers cache a prompt up to the first character that differs.",
  remedy: "Move the sentence with the variable to the end of the system text.",
  judge({ written, contract }) {
    const texts = textsIn(written).filter(({ kind }) => kind === "system");
    const total = texts.reduce((sum, { text }) => sum + text.length, 0);
    if (aboutTokens(total) < leastCached) return [];
    const tools = toolsSize(contract.tools);
    let before = 0;
    for (const text of texts) {
      const name = text.literal ? null : firstVolatile(text.text, written.variables);
      if (name !== null) {
        const ahead = before + name.offset;
        const lost = aboutTokens(total - ahead);
        const cached = aboutTokens(tools + ahead);
        const matters = lost >= leastCached && (cached < leastCached || clocks.test(name.name));
        return matters ? [fault(text, name, lost)] : [];
      }
      before += text.text.length;
    }
    return [];
  },
};

/** Other with every request, not only with every customer. */
const clocks =
  /(?:^|_)(?:date|time|timestamp|now|today|datetime|clock|uuid|guid|nonce|request|trace|session|conversation)(?:_|$)/i;

function fault({ path }: WrittenText, { name, offset }: UsedName, lost: number) {
  return {
    path,
    offset,
    message: `{{${name}}} differs from conversation to conversation, so ${sayAbout(lost)} tokens behind it are paid in full in each`,
    hint: "say it at the end of the system text: what stands before it is read from the cache",
    about: [name],
  };
}
