import type { Config } from "../../../core/config/config.ts";

/**
 * What is no contract and no golden task may be what the agent is made of.
 *
 * @param paths from the folder of promptctl.yaml, with `/`
 */
export function touchesProgram(paths: readonly string[], { contracts, goldens }: Config): boolean {
  const [prompts, tasks] = [contracts, goldens].map((pattern) => pattern.split("/")[0] ?? "");
  return paths.some((path) => {
    const [top = "", ...rest] = path.split("/");
    if (top === prompts) return false;
    return top !== tasks || !/\.ya?ml$/.test(rest.at(-1) ?? "");
  });
}
