import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "report/**/*.test.ts"],
    testTimeout: 30_000,
    // Hooks record whole runs, which take long while the machine is busy.
    hookTimeout: 60_000,
    pool: "threads",
  },
});
