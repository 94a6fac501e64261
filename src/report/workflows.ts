import { type Block, heading, list } from "./report.ts";

/** What was written, and what GitHub has to be told by a person. */
export function workflowBlocks(written: readonly string[], kept: readonly string[]): readonly Block[] {
  const purposes = written.map((path) => `${path}: ${purposeOf(path)}`);
  const asked = steps.filter(([name]) => written.some((path) => path.endsWith(name)));
  return [
    ...(written.length === 0 ? [] : [list(purposes)]),
    ...(kept.length === 0 ? [] : [heading("left as they are"), list(kept)]),
    ...(asked.length === 0 ? [] : [heading("what is left to do"), list(asked.map(([, step]) => step))]),
  ];
}

function purposeOf(path: string): string {
  return purposes.find(([name]) => path.endsWith(name))?.[1] ?? "";
}

const purposes: readonly (readonly [string, string])[] = [
  ["promptctl-gate.yml", "asks every pull request what it does, in one check and one comment"],
  ["promptctl-comment.yml", "writes the gate's comment for pull requests of forks, whose own token may not"],
  ["promptctl-evidence.yml", "runs the golden tasks after a merge, and stores what they prove"],
  ["promptctl-publish.yml", "brings every move of a label to where runtimes poll"],
  ["promptctl-analyze.yml", "judges the canary every ten minutes, and moves it on or takes it back"],
];

const steps: readonly (readonly [string, string])[] = [
  [
    "promptctl-gate.yml",
    "once they are on the default branch: make the check `promptctl gate` a required one, and let .github/ need a review, because a pull request runs the workflows that it brings",
  ],
  [
    "promptctl-gate.yml",
    "make a label `promptctl:run`: a maintainer who has read a fork's change adds it, and its golden tasks are run once",
  ],
  [
    "promptctl-publish.yml",
    "say in promptctl-publish.yml how the files reach your runtimes; then promote once yourself",
  ],
  [
    "promptctl-analyze.yml",
    "say in promptctl-analyze.yml where Prometheus is, and take `if: false` out: until then no canary is judged there",
  ],
];
