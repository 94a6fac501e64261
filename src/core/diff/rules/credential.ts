import { sayPath } from "../../place.ts";
import { type Rule, severity } from "../rule.ts";

export const credentialAdded: Rule = {
  id: "SEC_SECRET",
  purpose: "A key, token or password came into the contract: a bundle is copied to every runtime and kept for ever.",
  incident: "A token was pasted into the description of a tool, went out with the release, and was used by night.",
  judge: ({ credentials }) =>
    credentials.map(({ path, name, print }) => ({
      path,
      message: `what looks like a credential (${name}) came into ${sayPath(path)}: whoever reads the bundle has it, and bundles are kept for ever`,
      severity: severity("breaking", "breaking", "breaking"),
      claims: [],
      wayOut: "take it out and revoke it, because what was committed is known; it is not shown here",
      about: [name, print],
    })),
};
