import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "report/**/*.test.ts"],
    testTimeout: 30_000,
    // Hooks record whole runs, which take long while the machine is busy.
    hookTimeout: 60_000,
    pool: "threads",
    // Many tests wait for programs that they started; one at a time would leave a small machine idle.
    maxWorkers: Math.max(2, availableParallelism()),
  },
});
