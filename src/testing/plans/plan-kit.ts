import { createHash } from "node:crypto";
import { posix } from "node:path";
import * as z from "zod";
import type { Digest, FileAccess } from "../../domain/index.ts";
import { inFileOrder, type PlanContext, Planner, type PlanResult } from "../../planner/index.ts";
import {
  type ConfigSchema,
  defineConnector,
  definePlugin,
  defineProcessor,
  defineSchema,
  dir,
  file,
  type Requirement,
  ruleset,
  type SchemaLike,
  secret,
} from "../../plugin/index.ts";
import { createRegistry, type Registry } from "../../registry/index.ts";
import { parseRunbook } from "../../runbook/index.ts";

// A plugin whose components cover possible errors in runbooks. None of them ever runs.

const refuse = (word: unknown): never => {
  throw new Error(`no ${JSON.stringify(word)}`);
};

/** A schema of another library that throws exceptions. */
const throwing: ConfigSchema = {
  "~standard": {
    version: 1,
    vendor: "kit",
    validate: refuse,
    jsonSchema: { input: () => ({ type: "object" }), output: () => ({ type: "object" }) },
  },
};

const orders = (version: string) =>
  defineSchema({
    ref: `acme_order:${version}`,
    description: "Orders",
    stream: "orders",
    content: z.strictObject({ orders: z.array(z.strictObject({ id: z.number() })) }),
  });

const note = defineSchema({
  ref: "note:1.0.0",
  description: "One text",
  content: z.strictObject({ text: z.string() }),
});
const draft = (minor: number) =>
  defineSchema({
    ref: `draft:0.${minor}.0`,
    description: "Unstable",
    stream: "items",
    content: z.strictObject({ items: z.array(z.string()) }),
  });

// biome-ignore lint/correctness/useYield: it is never called
const never = async function* () {
  throw new Error("a plan never calls a component");
};

const connector = (type: string, output: SchemaLike, config: ConfigSchema) => ({
  ...defineConnector({ type, description: type, output, config, extract: never }),
});

const processor = (
  type: string,
  inputs: readonly (readonly Requirement[])[],
  output: SchemaLike,
  config: ConfigSchema,
) => ({
  ...defineProcessor({ type, description: type, inputs, output, config, process: never }),
});

const none = z.strictObject({});
const csvConfig = z.strictObject({
  path: file(),
  delimiter: z.string().max(3).default(","),
  limit: z.number().int().optional(),
  header: z.boolean().optional(),
  level: z.enum(["low", "high"]).optional(),
  amount: z.union([z.number(), z.boolean()]).optional(),
  either: z.union([z.number(), z.string()]).optional(),
  password: secret().optional(),
  folder: dir().optional(),
  columns: z.array(z.strictObject({ name: z.string(), lookup: file().optional() })).optional(),
  labels: z.record(z.string(), z.string()).optional(),
  include: z.array(z.string()).optional(),
});

const plugin = definePlugin({
  name: "kit",
  version: "1.2.3",
  wct: "^0.1.0",
  schemas: [orders("1.0.0"), orders("1.1.0"), orders("1.2.0"), draft(1), draft(2)],
  components: [
    connector("csv", "standard_input:1.0.0", csvConfig),
    connector("orders", orders("1.2.0"), none),
    connector("old_orders", orders("1.0.0"), none),
    connector("note", note, none),
    connector("draft", draft(1), none),
    connector("next_draft", draft(2), none),
    connector("loose", note, z.object({ known: z.string().optional() })),
    connector(
      "picky",
      note,
      z.strictObject({ word: z.string().refine((text) => text === "open", { error: ({ input }) => `not ${input}` }) }),
    ),
    connector("throwing", note, throwing),
    connector("throwing_zod", note, z.strictObject({ word: z.string().refine(refuse) })),
    processor(
      "find",
      [["standard_input:1.0.0"]],
      "personal_data_finding:1.0.0",
      z.strictObject({ rules: ruleset().optional() }),
    ),
    processor(
      "default_rules",
      [["standard_input:1.0.0"]],
      "personal_data_finding:1.0.0",
      z.strictObject({ rules: ruleset().prefault("kit/rules/1.0.0") }),
    ),
    processor("count", [[orders("1.1.0")], ["standard_input:1.0.0", "personal_data_finding:1.0.0?"]], note, none),
    processor("read_note", [[note]], note, none),
  ],
  rulesets: [{ uri: "kit/rules/1.0.0", description: "Rules", file: new URL(import.meta.url) }],
});

function kitRegistry(): Registry {
  const home = { plugin: "kit", module: "file:///kit.js", digest: digestOf("kit") };
  const made = createRegistry([{ definition: plugin, home }]);
  if (made.ok) return made.registry;
  throw new Error(made.diagnostics.map(({ message }) => message).join("\n"));
}

/** The registry of the kit. */
export const kit: Registry = kitRegistry();

/** SHA-256 of a text. */
export function digestOf(text: string | Uint8Array): Digest {
  return createHash("sha256").update(text).digest("hex") as Digest;
}

/** Files that exist only in memory. A path that ends in a slash is a folder. */
function memoryFiles(contents: Readonly<Record<string, string>>): FileAccess {
  const read = (path: string) => {
    const text = contents[contents[path]?.match(/^link to (\S+)$/)?.[1] ?? path];
    if (text === undefined || text === "unreadable") throw new Error("EACCES");
    return new TextEncoder().encode(text);
  };
  return {
    stat: (path) => {
      const text = contents[path];
      if (text === "pipe") return { kind: "other", what: "is a pipe", bytes: 0 };
      if (text !== undefined) return { kind: "file", what: "is a file", bytes: Buffer.byteLength(text) };
      if (Object.hasOwn(contents, `${path}/`)) return { kind: "dir", what: "is a folder", bytes: 0 };
      return { kind: "absent", what: "does not exist", bytes: 0 };
    },
    read,
    digest: (path) => digestOf(read(path)),
    resolve: (folder, path) => posix.resolve("/here", folder, path),
    dirname: posix.dirname,
    names: (folder) =>
      Object.keys(contents).flatMap((path) => (posix.dirname(path) === folder ? posix.basename(path) : [])),
    real: (path) => contents[path]?.match(/^link to (\S+)$/)?.[1] ?? path,
  };
}

export interface PlanTextOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly noEnv?: boolean;
  readonly files?: Readonly<Record<string, string>>;
  readonly context?: Partial<PlanContext>;
  /** Path of the runbook. Default `book/r.yaml`, in `/here`. */
  readonly file?: string;
}

/** Parses and plans a runbook with the kit. Returns all diagnostics of a runbook that does not parse. */
export function planText(text: string | Uint8Array, options: PlanTextOptions = {}): PlanResult {
  const env = new Map(Object.entries(options.env ?? {}));
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const noEnv = options.noEnv ?? false;
  const parsed = parseRunbook({ file: options.file ?? "book/r.yaml", bytes, env, noEnv });
  const planner = new Planner({
    registry: kit,
    files: memoryFiles({ "/here/book/a.csv": "a,b\n", "/here/book/data/": "", ...options.files }),
    env,
    hmacKey: new Uint8Array(32),
    wctVersion: "0.1.0",
    noEnv,
    ...options.context,
  });
  if (parsed.ok) return planner.plan(parsed.runbook);
  // Like the command line, also checks the parsed part of a runbook with errors.
  const further = (parsed.partial && planner.check(parsed.partial)) ?? [];
  const all = [...parsed.diagnostics, ...further.filter(({ severity }) => severity === "error")];
  const file = options.file ?? "book/r.yaml";
  return { ok: false, diagnostics: inFileOrder(all, { file, linesToHide: new Set() }) };
}
