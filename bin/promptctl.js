#!/usr/bin/env node
"use strict";

const { join } = require("node:path");
const { loadProgram } = require("../dist/start/start.cjs");

const { main } = loadProgram(join(__dirname, "../dist/program/main.cjs"), process);

void (async () => {
  process.exitCode = await main(process);
})();
