import type { RecordStore } from "../domain/index.ts";
import { artifactTests } from "./artifact-store-suite.ts";
import { copyTests } from "./copy-suite.ts";
import { executionTests } from "./execution-store-suite.ts";
import { pruneTests } from "./prune-suite.ts";

/** What the suite needs of a test runner: vitest's, node:test's or another's. */
export type TestFunction = (name: string, body: () => Promise<void>) => void;

export interface StoreSuite {
  readonly test: TestFunction;
  /** Opens a new, empty store. */
  readonly open: () => Promise<RecordStore>;
}

/** What every ExecutionStore and ArtifactStore must do; each test opens a store of its own. */
export function recordStoreSuite({ test, open }: StoreSuite): void {
  for (const [name, body] of [...artifactTests, ...executionTests, ...pruneTests, ...copyTests]) {
    test(name, async () => {
      const store = await open();
      try {
        await body(store);
      } finally {
        await store.close();
      }
    });
  }
}
