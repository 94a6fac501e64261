/** The file of waivers, beside promptctl.yaml. */
export const waiversName = ".promptctl-waivers.yaml";
