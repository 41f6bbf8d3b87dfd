import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "vitest/config";

const root = join(import.meta.dirname, "../..");

interface Address {
  /** The module of src/ that has the address. */
  readonly file: string;
  readonly code: string;
  /** What is there in dist/. */
  readonly built: string;
}

const addresses: readonly Address[] = [
  {
    file: "executor/threads/transport/start-worker.ts",
    code: 'new URL("../inside/entry.js", import.meta.url)',
    built: "executor/threads/inside/entry.js",
  },
  {
    file: "executor/jobs/plugin-scope.ts",
    code: 'new URL("../../components/", import.meta.url)',
    built: "components/",
  },
  {
    file: "app/export/output-basis.ts",
    code: 'new URL("../../components/", import.meta.url)',
    built: "components/",
  },
  { file: "app/plugins/registry.ts", code: "new URL(own, import.meta.url)", built: "components/index.js" },
  {
    file: "app/debug/thread.ts",
    code: 'new URL("./evaluator-entry.js", import.meta.url)',
    built: "app/debug/evaluator-entry.js",
  },
];

/**
 * Threads that tests start run the built program where WCT_TEST_BUILT is set, as users' threads do: they start in a
 * third of the time that dozens of source modules take.
 */
export function builtThreads(): Plugin {
  return {
    name: "built-threads",
    enforce: "pre",
    // Vitest keeps transformed modules from one call to the next.
    configureVitest: ({ defineCacheKeyGenerator }) =>
      defineCacheKeyGenerator(() => `built-threads ${process.env["WCT_TEST_BUILT"] ?? ""}`),
    transform: (text, id) => {
      const address = addresses.find(({ file }) => id === join(root, "src", file));
      if (address === undefined || !process.env["WCT_TEST_BUILT"]) return undefined;
      if (!text.includes(address.code)) throw new Error(`${address.file} has no ${address.code}`);
      const built = `new URL(${JSON.stringify(pathToFileURL(join(root, "dist", address.built)).href)})`;
      return { code: text.replace(address.code, () => built), map: null };
    },
  };
}
