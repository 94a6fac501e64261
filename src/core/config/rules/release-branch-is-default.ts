import type { ConfigRule } from "../rule.ts";

export const releaseBranchIsDefault: ConfigRule = {
  id: "RELEASE_BRANCH_IS_DEFAULT",
  level: "law",
  purpose:
    "Pointers and bundles live on a branch of their own, which promptctl alone writes: its history is the audit.",
  remedy: "Give `release.branch` a name that nobody works on, such as promptctl/releases.",
  judge({ release: { branch, defaultBranch } }) {
    const isDefault = defaultBranch === null ? usual.has(branch) : branch === defaultBranch;
    if (!isDefault) return [];
    const message = `${branch} is where people work: releases need a branch of their own`;
    return [{ path: ["release", "branch"], message, hint: "write branch: promptctl/releases" }];
  },
};

/** What hosts call the default branch where promptctl.yaml does not say it. */
const usual = new Set(["main", "master"]);
