import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { builtThreads } from "./test/support/built-threads.ts";

/** Starts the files that take minutes first: one that starts last would run alone while the other cores are idle. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => /\/test\/(torture|system)\//.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  plugins: [builtThreads()],
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "report/**/*.test.ts", "bench/**/*.test.ts"],
    testTimeout: 30_000,
    // Hooks record whole runs, which take long while the machine is busy.
    hookTimeout: 60_000,
    // Processes, not threads: V8 ends the whole process now and then when threads that held WebAssembly come and go.
    pool: "forks",
    // What a page shows after a click is waited for, also on a busy machine.
    expect: { poll: { timeout: 10_000 } },
    // Many tests wait for programs that they started; one at a time would leave a small machine idle.
    maxWorkers: Math.max(2, availableParallelism()),
    // Of the tests of a file that may run at the same time.
    maxConcurrency: 2,
    globalSetup: ["test/support/fill-compile-cache.ts"],
    setupFiles: ["test/support/compile-cache.ts", "test/support/property-seed.ts"],
    // No test changes what others share in its process. What is isolated in wct is tested in programs that tests start.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
});
