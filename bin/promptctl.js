#!/usr/bin/env node
"use strict";

const { statSync } = require("node:fs");
const { enableCompileCache } = require("node:module");
const { homedir } = require("node:os");
const { join } = require("node:path");

// From 22.1 on node keeps what it compiled: a fifth of what status and diff take. The first call writes a megabyte, which
// is lost in a CI.
if (enableCompileCache !== undefined && !process.env.CI) {
  const folder = ownCache();
  if (folder !== null) enableCompileCache(folder);
}

const { main } = require("../dist/program/main.cjs");

void (async () => {
  process.exitCode = await main(process);
})();

/** Who writes there decides what is run: nobody but the user who runs it, also where sudo left HOME as it was. */
function ownCache() {
  try {
    const home = homedir();
    return statSync(home).uid === process.getuid?.() ? join(home, ".cache/promptctl/compiled") : null;
  } catch {
    return null;
  }
}
