import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { moveMessage } from "../../dist/core/label/message.js";
import { encodePointer, pointerFormat, pointerPath, standardPoll } from "../../dist/core/label/pointer.js";
import { git, promptctl, run } from "./processes.mjs";
import { commitAll, writeContracts } from "./repository.mjs";

export { git, promptctl, run } from "./processes.mjs";

const contracts = 5;
const labels = ["staging", "canary", "prod"];
const branch = "promptctl/releases";

/**
 * A repository with so many label moves, of five contracts on three labels, the same in the end whatever their number:
 * two bundles of each contract take turns, with a ramp and a rollback now and then. The first pointer never moved again.
 */
export async function writeMoves(folder, count) {
  await mkdir(folder, { recursive: true });
  await writeContracts(folder, contracts);
  await writeFile(join(folder, "promptctl.yaml"), config);
  const bundles = [];
  for (const version of [0, 1]) bundles.push(await commitVersion(folder, version));
  await git(folder, ["fast-import", "--quiet", "--date-format=raw"], streamOf(count, bundles));
  // What is promoted next is new.
  await commitVersion(folder, 2);
}

const config = "labels: { staging: {}, canary: { ramp: { of: prod, weight: 5 } }, prod: {} }\n";

/** Another text in every contract, committed and built: contract → { digest, bytes }. */
async function commitVersion(folder, version) {
  for (const name of await readdir(join(folder, "prompts"))) {
    const path = join(folder, "prompts", name, "contract.yaml");
    const text = await readFile(path, "utf8");
    await writeFile(path, text.replace(/ of Acme(?: \d+)?,/, ` of Acme ${version},`));
  }
  await commitAll(folder, `Version ${version}`);
  const out = join(folder, ".git", `bundles-${version}`);
  const built = await run([process.execPath, promptctl, "build", "--out", out, "--format", "json"], folder);
  const commit = (await git(folder, ["rev-parse", "HEAD"])).trim();
  const entries = JSON.parse(built).data.bundles.map(async ({ contract, digest }) => {
    const bytes = await readFile(join(out, `${digest.slice("sha256:".length)}.json`));
    return [contract, { digest, bytes, commit }];
  });
  return new Map(await Promise.all(entries));
}

/** https://git-scm.com/docs/git-fast-import */
function streamOf(count, bundles) {
  const names = [...bundles[0].keys()];
  const [first, ...moving] = names.flatMap((contract) => labels.map((label) => ({ contract, label })));
  const pointers = new Map();
  const now = Math.floor(Date.now() / 60_000) * 60;
  const parts = [];
  for (let index = 0; index < count; index += 1) {
    // Counted from the end, so that the last moves are the same whatever came before.
    const left = count - 1 - index;
    const round = Math.floor(left / moving.length);
    const { contract, label } = index === 0 ? first : moving[left % moving.length];
    const bundle = bundles[round % 2].get(contract);
    const action = index > 0 && round % 10 === 3 ? "rollback" : "promote";
    const at = new Date((now - left * 60) * 1_000);
    const ramped = label === "canary" && action === "promote" && round % 5 === 2 && pointers.has(`${contract}/prod`);
    const writes = [
      issue(pointers, contract, label, at, { current: bundle.digest, source: { commit: bundle.commit }, ramp: null }),
      ...(ramped
        ? [issue(pointers, contract, "prod", at, { ramp: { bundle: bundle.digest, weight: 500, salt: `r-${index}` } })]
        : []),
    ];
    const unsaid = { force: null, allowBreaking: null, severity: null, evidence: [] };
    const reason = action === "rollback" ? "tokens doubled" : null;
    const date = `Ada <ada@example.com> ${Math.floor(at.getTime() / 1_000)} +0000`;
    parts.push(`commit refs/heads/${branch}\nauthor ${date}\ncommitter ${date}\n`);
    parts.push(...data(moveMessage({ action, label, writes, reason, ...unsaid })));
    if (index === 0)
      for (const { digest, bytes } of bundles.flatMap((version) => [...version.values()]))
        parts.push(`M 100644 inline bundles/${digest.slice("sha256:".length)}.json\n`, ...data(bytes));
    for (const pointer of writes)
      parts.push(`M 100644 inline ${pointerPath(pointer.contract, pointer.label)}\n`, ...data(encodePointer(pointer)));
  }
  parts.push("done\n");
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
}

function issue(pointers, contract, label, at, part) {
  const before = pointers.get(`${contract}/${label}`);
  const pointer = {
    format: pointerFormat,
    contract,
    label,
    serial: (before?.serial ?? 0) + 1,
    issuedAt: at.toISOString(),
    current: null,
    previous: before?.current ?? null,
    ramp: null,
    upgradableFrom: [],
    environment: null,
    poll: standardPoll,
    revoked: [],
    halted: null,
    source: before?.source ?? { commit: null },
    actor: "Ada <ada@example.com>",
    reason: null,
    ...(before === undefined ? {} : { current: before.current }),
    ...part,
  };
  pointers.set(`${contract}/${label}`, pointer);
  return pointer;
}

/** Some bytes, as fast-import reads them. */
export function data(content) {
  return [`data ${Buffer.byteLength(content)}\n`, content, "\n"];
}
