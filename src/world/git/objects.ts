import { Failure } from "../../core/failure.ts";
import { answerReader } from "./answers.ts";
import { type GitContext, processOf, sayGit } from "./plumbing.ts";
import { type GitServant, serveGit } from "./process.ts";

/** An object of git, as it is stored: never through work-tree filters, which change bytes, and so would change digests. */
export interface GitObject {
  readonly id: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads an object by its id, or by any name that git resolves to one. One process answers all questions about a
 * repository: to start one takes longer than a hundred answers.
 *
 * @returns `null` where this clone does not have it
 * @throws Failure GIT_FAILED, GIT_MISSING, INTERRUPTED
 */
export async function readObject(context: GitContext, name: string): Promise<GitObject | null> {
  // One question a line: git has no object with such a name.
  if (name === "" || /[\n\0]/.test(name)) return null;
  if (context.signal.aborted) throw new Failure("INTERRUPTED", {});
  return await storeOf(context).ask(name);
}

/** @returns the bytes of a blob; `null` where this clone does not have it */
export async function readBlob(context: GitContext, id: string): Promise<Uint8Array | null> {
  return (await readObject(context, id))?.bytes ?? null;
}

interface Store {
  ask(name: string): Promise<GitObject | null>;
}

const stores = new WeakMap<GitContext, Store>();

function storeOf(context: GitContext): Store {
  const open = stores.get(context);
  if (open !== undefined) return open;
  const store = openStore(context, () => stores.delete(context));
  stores.set(context, store);
  return store;
}

/** @param forget called when no further question is answered: the next one needs another process */
function openStore(context: GitContext, forget: () => void): Store {
  const waiting: Waiting[] = [];
  let doing = `open the repository of ${context.folder}`;
  const servant = serveGit(processOf(context, ["cat-file", "--batch"]));
  const idle = setTimeout(() => close(servant), patience).unref();
  const settle = (answer: GitObject | null): void => {
    doing = "read objects";
    waiting.shift()?.resolve(answer);
    if (waiting.length > 0) return;
    servant.hold(false);
    idle.refresh();
  };
  const read = answerReader(settle);
  const close = ({ dismiss }: GitServant): void => {
    if (waiting.length > 0) return;
    forget();
    dismiss();
  };
  servant.onBytes(read);
  servant.onEnd(({ stderr, isMissing }) => {
    forget();
    clearTimeout(idle);
    for (const { reject } of waiting.splice(0)) reject(failureOf(context, doing, stderr, isMissing));
  });
  return {
    ask: (name) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) servant.hold(true);
        waiting.push({ resolve, reject });
        servant.write(`${name}\n`);
      }),
  };
}

interface Waiting {
  resolve(answer: GitObject | null): void;
  reject(failure: Failure): void;
}

/** Milliseconds without a question after which the process ends. */
const patience = 250;

function failureOf({ signal }: GitContext, doing: string, stderr: string, missing: boolean): Failure {
  if (signal.aborted) return new Failure("INTERRUPTED", {});
  return missing ? new Failure("GIT_MISSING", {}) : new Failure("GIT_FAILED", { doing, why: sayGit(stderr) });
}
