import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const promptctl = fileURLToPath(new URL("../../bin/promptctl.js", import.meta.url));

export function git(folder, args, input) {
  // In one pack, as after a clone, also where there is little; and nothing that goes on in the background.
  return run(["git", "-c", "fastimport.unpackLimit=1", "-c", "gc.auto=0", ...args], folder, { input });
}

/** What a program says, that has to succeed. */
export function run([command, ...args], cwd, { input, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "pipe"] });
    const [said, complained] = [[], []];
    child.stdout.on("data", (chunk) => said.push(chunk));
    child.stderr.on("data", (chunk) => complained.push(chunk));
    child.on("error", reject).on("close", (code) => {
      if (code === 0) resolve(Buffer.concat(said).toString());
      else reject(new Error(`${command} ${args.join(" ")} exited with ${code}: ${Buffer.concat(complained)}`));
    });
    child.stdin.end(input);
  });
}
