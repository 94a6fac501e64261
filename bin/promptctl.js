#!/usr/bin/env node
"use strict";

const { main } = require("../dist/program/main.cjs");

void (async () => {
  process.exitCode = await main(process);
})();
