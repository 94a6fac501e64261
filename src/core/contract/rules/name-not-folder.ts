import type { ContractRule } from "../rule.ts";

export const nameNotFolder: ContractRule = {
  id: "NAME_NOT_FOLDER",
  level: "law",
  purpose: "A contract is called as its folder is: people, goldens and labels find it by one name.",
  remedy: "Write the name of the folder behind `contract:`, or rename the folder.",
  judge({ contract, path }) {
    const folder = path.split("/").at(-2) ?? "";
    if (folder === contract.name) return [];
    return [
      {
        path: ["contract"],
        message: `this contract is called ${contract.name} and lies in the folder ${folder === "" ? "of the repository itself" : folder}`,
        hint: `write \`contract: ${folder === "" ? "<folder>" : folder}\`, or move it to a folder ${contract.name}/`,
      },
    ];
  },
};
