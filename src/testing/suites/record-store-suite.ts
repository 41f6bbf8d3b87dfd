import type { RecordStore } from "../../domain/index.ts";
import { artifactTests } from "./artifact-store-suite.ts";
import { copyTests } from "./copy-suite.ts";
import { executionTests } from "./execution-store-suite.ts";
import { pruneTests } from "./prune-suite.ts";

/** The part of a test runner that the suite uses: vitest's, node:test's or another's. */
type TestFunction = (name: string, body: () => Promise<void>) => void;

interface StoreSuite {
  readonly test: TestFunction;
  /** Opens a new, empty store. */
  readonly open: () => Promise<RecordStore>;
}

/** Tests the requirements of every ExecutionStore and ArtifactStore. Each test opens a store of its own. */
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
