import type { Measured } from "../../../core/analysis/comparison.ts";
import type { Markup } from "../../html/markup.ts";
import { sides } from "../compared.ts";
import { sayMetric, sayShare } from "../../../core/analysis/words.ts";
import { boxAt, drawingOf, lineAt, textAt } from "./draw.ts";

type Shares = Extract<Measured, { readonly kind: "shares" }>;

const [bar, gap] = [26, 8];
const foot = 2 * (bar + gap);

/** How many of 100 sessions of each side had it: two bars from nothing. */
export function shareBarsOf(name: string, measured: Shares): Markup | null {
  const [base, head] = sides.map((side) => shareOf(measured[side]));
  const most = mostOf(Math.max(base ?? 0, head ?? 0));
  if (base === undefined || head === undefined || most === null) return null;
  return drawingOf("spread", foot + 22, describe(name, measured), [
    ...[base, head].flatMap((share, at) =>
      share === null || share === 0
        ? []
        : [boxAt(`bar ${sides[at] ?? "base"}`, [0, share / most], at * (bar + gap), bar)],
    ),
    lineAt("axis", [0, 0], [0, foot]),
    ...[0, 0.5, 1].map((part) => textAt(part, foot + 14, `${Number((part * most * 100).toPrecision(3))} %`)),
  ]);
}

function shareOf({ successes, units }: Shares["base"]): number | null {
  return units === 0 ? null : successes / units;
}

/** A round number above all of them; `null` where nobody had it. */
function mostOf(share: number): number | null {
  if (share === 0) return null;
  return [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5].find((most) => share <= most) ?? 1;
}

function describe(name: string, { base, head }: Shares): string {
  return `${sayMetric(name)}: base ${sayShare(base.successes, base.units)}, head ${sayShare(head.successes, head.units)}`;
}
