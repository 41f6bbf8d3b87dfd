import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { isJsonObject, type JsonObject, type JsonValue } from "../domain/index.ts";
import type { ConfigSchema } from "../plugin/index.ts";
import { compileSchema } from "../schema/index.ts";
import type { Description } from "./describe-plugin.ts";
import type { NamedPlugin, ProcessGrant } from "./model.ts";
import { permissionFlags } from "./process-permissions.ts";
import { refused } from "./refused.ts";

const entry = fileURLToPath(new URL("./describe-entry.js", import.meta.url));
const limitMs = 30_000;
const memoryMb = 512;

/**
 * Describes what a plugin that runs in a separate process offers. Its module is loaded only in such a process, never
 * here. Its functions are stubs. Its configuration is checked here by its JSON Schema, and fully where it runs. Throws
 * WCT_PLUGIN_LOAD_FAILED and WCT_PLUGIN_INVALID.
 */
export async function describedPlugin(named: NamedPlugin, module: string, grant: ProcessGrant): Promise<unknown> {
  const description = await describe(module, grant);
  if (description !== null && "plugin" in description) return revived(description.plugin);
  const problem = description?.problem;
  if (problem?.kind === "shape") {
    throw refused("WCT_PLUGIN_INVALID", named, {
      problem: `is not a plugin: ${problem.text}`,
      hint: "end its module with `export default definePlugin({ ... })`",
    });
  }
  throw refused("WCT_PLUGIN_LOAD_FAILED", named, {
    problem: `cannot be loaded in its own process${problem === undefined ? "" : `: ${oneLine(problem.text)}`}`,
    hint: "grant what it needs with `read` and `write` in wct.yaml, correct the plugin, or remove it",
  });
}

const oneLine = (words: string): string => words.replaceAll(/\s+/g, " ").trim().slice(0, 500);

/** Returns whether a value is a description. The value is null if the process printed none. */
function isDescription(value: unknown): value is Description {
  return typeof value === "object" && value !== null && ("plugin" in value || "problem" in value);
}

async function describe(module: string, grant: ProcessGrant): Promise<Description | null> {
  const flags = [`--max-old-space-size=${memoryMb}`, "--no-warnings", ...permissionFlags(module, grant)];
  const child = spawn(process.execPath, [...flags, entry, module], {
    env: {},
    cwd: "/",
    stdio: ["ignore", "ignore", "ignore", "pipe"],
    timeout: limitMs,
    killSignal: "SIGKILL",
  });
  const said = child.stdio[3];
  if (said === null || said === undefined || !("read" in said)) return null;
  try {
    const value: unknown = JSON.parse(await text(said));
    return isDescription(value) ? value : null;
  } catch {
    return null;
  } finally {
    child.kill("SIGKILL");
  }
}

/** Rebuilds the form that definePlugin returns. Its content is checked like that of any other plugin. */
function revived(plugin: JsonObject): unknown {
  const { components, rulesets } = plugin;
  return {
    ...plugin,
    components: list(components).map(revivedComponent),
    rulesets: list(rulesets).map((one) => ({ ...one, file: urlOf(one["file"]) })),
  };
}

const list = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

function urlOf(value: JsonValue | undefined): URL | null {
  return typeof value === "string" ? URL.parse(value) : null;
}

function revivedComponent(component: JsonObject): object {
  const { config, documents } = component;
  const elsewhere = () => {
    throw new Error("runs in its own process");
  };
  return {
    ...component,
    extract: elsewhere,
    process: elsewhere,
    export: elsewhere,
    ...(isJsonObject(config ?? null) ? { config: asConfigSchema(config as JsonObject) } : {}),
    ...(documents !== undefined && isJsonObject(documents)
      ? {
          documents: Object.fromEntries(
            Object.entries(documents).map(([key, one]) => [key, asConfigSchema(one as JsonObject)]),
          ),
        }
      : {}),
  };
}

/** Creates a schema from the JSON Schema that another one returned, and validates with it. */
function asConfigSchema(jsonSchema: JsonObject): ConfigSchema {
  const source = { ref: "wct_config:1.0.0", stream: null, jsonSchema: withoutPatterns(jsonSchema) };
  return {
    "~standard": {
      version: 1,
      vendor: "wct",
      validate: (value) => {
        const issue = compileSchema(source).rest(value);
        return issue === null ? { value } : { issues: [{ message: issue.message, path: pathOf(issue.path) }] };
      },
      jsonSchema: { input: () => jsonSchema, output: () => jsonSchema },
    },
  };
}

/** Removes regular expressions of the plugin, which may take forever. The plugin's own process checks them. */
function withoutPatterns(schema: JsonObject): JsonObject {
  const copy = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(copy);
    if (!isJsonObject(value)) return value;
    const kept = Object.entries(value).filter(([key, held]) => !(key === "pattern" && typeof held === "string"));
    return Object.fromEntries(kept.map(([key, held]) => [key, copy(held)]));
  };
  return copy(schema) as JsonObject;
}

/** Splits `$.a[0].b` into its parts. */
function pathOf(path: string): readonly (string | number)[] {
  return [...path.matchAll(/\.([A-Za-z_$][\w$]*)|\[(\d+)\]/g)].map(([, key, index]) => key ?? Number(index));
}
