import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["**/*.test.ts"],
    // Real git and real processes on two cores: slow is not broken.
    maxWorkers: 2,
    setupFiles: ["laws.ts", "no-ci.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
