import { watch } from "../doubt.ts";
import type { Finding } from "../finding.ts";
import type { Path } from "../place.ts";
import { type Fault, findingOf } from "../rule.ts";
import type { Draft } from "./read.ts";
import type { ContractRule } from "./rule.ts";

/** What rules say about a contract; where its shape is broken, those that saw no broken part. */
export function lintContract({ authored, broken }: Draft, rules: readonly ContractRule[]): readonly Finding[] {
  const { document, contract } = authored;
  const subject = { ...document, contract: contract.name };
  return rules.flatMap((rule) => believed(rule, { authored, broken }).map((fault) => findingOf(rule, fault, subject)));
}

function believed(rule: ContractRule, { authored, broken }: Draft): readonly Fault[] {
  if (broken.length === 0) return rule.judge(authored);
  const written = watch(authored.written);
  const contract = watch(authored.contract);
  const faults = rule.judge({ ...authored, written: written.value, contract: contract.value });
  if (!written.sawAny(broken) && !contract.sawAny(broken)) return faults;
  return rule.alone === true ? faults.filter(({ path }) => !broken.some((part) => isNear(path, part))) : [];
}

/** At a broken part, inside it, or around it. */
function isNear(path: Path, part: Path): boolean {
  const shared = Math.min(path.length, part.length);
  return path.slice(0, shared).every((step, index) => step === part[index]);
}
