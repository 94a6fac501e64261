import { lintContract } from "../contract/lint.ts";
import { folderOf } from "../contract/folder-of.ts";
import type { ReadContract } from "../contract/read.ts";
import { contractLaws } from "../contract/rules/index.ts";
import type { Finding } from "../finding.ts";
import { askAcrossFiles } from "./project-rule.ts";
import { projectLaws } from "./project-rules/index.ts";
import { type ContractSketch, sketchContract } from "./sketch.ts";

/** What makes contracts invalid: nothing is built against it. Of what was judged only a sketch is kept. */
export interface Laws {
  /** In the order of their paths. */
  add(read: ReadContract): void;
  /** @param files every file in the folders of the contracts, referenced or not */
  end(files: readonly string[]): readonly Finding[];
}

export function beginLaws(): Laws {
  const contracts: ContractSketch[] = [];
  const unreadable: string[] = [];
  const found = { shapes: [] as Finding[], laws: [] as Finding[] };
  return {
    add: ({ path, draft, findings }) => {
      found.shapes.push(...findings);
      if (draft === null) {
        unreadable.push(folderOf(path));
        return;
      }
      found.laws.push(...lintContract(draft, contractLaws));
      contracts.push(sketchContract(draft));
    },
    end: (files) => [...found.shapes, ...found.laws, ...askAcrossFiles({ contracts, unreadable, files }, projectLaws)],
  };
}
