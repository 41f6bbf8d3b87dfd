import { packageVersion } from "../host/index.ts";

export interface SkeletonNames {
  /** The name of the plugin and of its package. */
  readonly plugin: string;
  /** The type of its connector. */
  readonly type: string;
}

/** Returns the files of a new plugin by path: small, complete, and passing their own test. */
export function pluginSkeleton(names: SkeletonNames): Readonly<Record<string, string>> {
  return {
    "package.json": manifest(names),
    "tsconfig.json": json(compilerOptions),
    ".gitignore": "node_modules/\ndist/\noutputs/\n.wct/\n",
    "src/index.ts": source(names),
    "src/index.test.ts": test(names),
    "runbook.yaml": runbook(names),
    "notes.txt": "Ada writes from ada@example.org\n\nBob calls +44 20 7946 0018\n",
    "README.md": readme(names),
  };
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

const manifest = ({ plugin }: SkeletonNames): string =>
  json({
    name: plugin,
    version: "0.1.0",
    description: "A plugin for wct",
    type: "module",
    engines: { node: ">=24" },
    exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" }, "./package.json": "./package.json" },
    files: ["dist", "!dist/**/*.test.*"],
    scripts: { build: "tsc", prepare: "npm run build", test: "node --test src/*.test.ts" },
    dependencies: { zod: "^4.0.0" },
    peerDependencies: { "wct-cli": hostRange() },
    // npm would fetch non-optional peers from the registry, even if the version is only a packed file.
    peerDependenciesMeta: { "wct-cli": { optional: true } },
    devDependencies: { "@types/node": "^24.0.0", typescript: "^7.0.0" },
  });

const hostRange = (): string => `^${packageVersion()}`;

const compilerOptions = {
  compilerOptions: {
    target: "ES2024",
    module: "NodeNext",
    types: ["node"],
    strict: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
    rewriteRelativeImportExtensions: true,
    declaration: true,
    rootDir: "src",
    outDir: "dist",
  },
  include: ["src"],
};

const source = ({ plugin, type }: SkeletonNames): string => `import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { defineConnector, definePlugin, file } from "wct-cli/plugin";
import * as z from "zod";

/** Reads a text file line by line; only \`shown\` may go into content, so that no path of a machine does. */
export const lines = defineConnector({
  type: "${type}",
  description: "Lines of a text file",
  output: "standard_input:1.0.0",
  config: z.strictObject({ path: file().describe("The file, in UTF-8") }),
  example: "path: ./notes.txt\\n",
  async *extract({ config, signal, log }) {
    const { path, shown } = config.path;
    let line = 0;
    let items = 0;
    for await (const content of createInterface({ input: createReadStream(path, { signal }) })) {
      line += 1;
      if (content.trim() === "") continue;
      items += 1;
      yield { id: \`\${shown}:\${line}\`, kind: "text", content, locator: { kind: "file", path: shown, line } };
    }
    log.info(\`read \${line} lines\`);
    return {
      name: shown,
      source: { kind: "filesystem", connector: "${type}", location: shown },
      limits: { truncated: false, notices: [] },
      summary: { items },
    };
  },
});

export default definePlugin({ name: "${plugin}", version: "0.1.0", wct: "${hostRange()}", components: [lines] });
`;

const test = ({ plugin, type }: SkeletonNames): string => `import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import plugin, { lines } from "./index.ts";

const notes = fileURLToPath(new URL("../notes.txt", import.meta.url));

test("each non-empty line is an element, with its location", async () => {
  const said: string[] = [];
  const say = (text: string): void => void said.push(text);
  const production = lines.extract({
    config: { path: { path: notes, shown: "notes.txt" } },
    signal: new AbortController().signal,
    log: { debug: say, info: say, warn: say, error: say },
    progress: () => {},
    cost: () => {},
    now: new Date(0),
    dryRun: false,
    temporaryFolder: () => {
      throw new Error("it needs no files of its own");
    },
    fail: (code, text) => {
      throw new Error(\`\${code}: \${text}\`);
    },
  });
  const ids: string[] = [];
  for await (const element of production) ids.push(...[element].flat().map(({ id }) => id));
  assert.deepEqual(ids, ["notes.txt:1", "notes.txt:3"]);
  assert.deepEqual(said, ["read 3 lines"]);
});

test("the plugin offers the connector", () => {
  assert.equal(plugin.name, "${plugin}");
  assert.deepEqual(plugin.components.map(({ type }) => type), ["${type}"]);
});
`;

const runbook = ({ type }: SkeletonNames): string => `name: Notes
description: Personal data in the notes
artifacts:
  notes:
    source: { type: ${type}, properties: { path: ./notes.txt } }
  personal_data:
    inputs: notes
    process: { type: personal_data }
    output: true
`;

const readme = ({ plugin, type }: SkeletonNames): string => `# ${plugin}

A plugin for wct with one connector, \`${type}\`: the lines of a text file.

While the package \`wct-cli\` is not published, with the path of its packed file:

\`\`\`sh
npm install --save-dev ../wct-cli-${packageVersion()}.tgz
npm test
npm run build
npx wct run runbook.yaml --plugin .
\`\`\`

In a project that uses it, install it beside \`wct\` and name it in \`wct.yaml\`:

\`\`\`yaml
plugins:
  - ${plugin}
\`\`\`
`;
