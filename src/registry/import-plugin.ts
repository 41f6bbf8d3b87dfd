import { writeSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import { safeText, type WctError, wctError } from "../diagnostics/index.ts";
import type { NamedPlugin } from "./model.ts";

const limitSeconds = 30;

/**
 * Imports a plugin's module and returns its default export. Redirects the module's output to stderr, because stdout is
 * for data. Throws WCT_PLUGIN_LOAD_FAILED for any failure.
 */
export async function importPlugin(named: NamedPlugin, module: string, limit = limitSeconds): Promise<unknown> {
  const release = guardProcess(named);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    // The timer keeps the process alive. Otherwise a module with an endless top-level await would silently end it.
    timer = setTimeout(() => reject(failed(named, `did not end loading within ${limit} s`)), limit * 1000);
  });
  try {
    const imported: { readonly default?: unknown } = await Promise.race([import(/* @vite-ignore */ module), late]);
    return imported.default;
  } catch (cause) {
    throw isOwn(cause) ? cause : failed(named, "cannot be loaded", { cause });
  } finally {
    clearTimeout(timer);
    release();
  }
}

/** Guards the process while foreign code loads: redirects stdout, and reports an exit as a failure. */
function guardProcess(named: NamedPlugin): () => void {
  const { stdout, stderr } = process;
  const write = stdout.write;
  stdout.write = stderr.write.bind(stderr);
  const ended = (): void => {
    writeSync(
      stderr.fd,
      `error[WCT_PLUGIN_LOAD_FAILED]: plugin "${safeText(named.written)}" ended the process while it was loaded\n`,
    );
    process.exitCode = 2;
  };
  process.once("exit", ended);
  return () => {
    process.off("exit", ended);
    stdout.write = write;
  };
}

const own = new WeakSet<object>();
const isOwn = (cause: unknown): boolean => typeof cause === "object" && cause !== null && own.has(cause);

function failed(named: NamedPlugin, problem: string, thrown?: { readonly cause: unknown }): WctError {
  const why = thrown === undefined ? null : describe(thrown.cause);
  const error = wctError("WCT_PLUGIN_LOAD_FAILED", {
    message: `plugin "${named.written}" ${problem}${why === null ? "" : `: ${why.text}`}`,
    hint: why?.hint ?? "correct the plugin, or remove it",
    location: named.location ?? undefined,
    cause: thrown?.cause,
  });
  own.add(error);
  return error;
}

/**
 * Describes the cause in the author's own words. They cannot contain an artifact's content, because none is loaded yet.
 * Also handles objects whose properties throw.
 */
function describe(cause: unknown): { readonly text: string; readonly hint: string | undefined } {
  try {
    if (!(cause instanceof Error)) return { text: `it throws ${oneLine(String(cause))}`, hint: undefined };
    const code: unknown = "code" in cause ? cause.code : undefined;
    const place = placeIn(cause);
    const text = `${cause.name}: ${oneLine(cause.message)}${place === undefined ? "" : ` (${place})`}`;
    return { text, hint: typeof code === "string" ? hints[code] : undefined };
  } catch {
    return { text: "it throws a value that cannot be read", hint: undefined };
  }
}

const hints: Readonly<Record<string, string>> = {
  ERR_MODULE_NOT_FOUND: "install what the plugin imports beside it, with `npm install`",
  ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING:
    "build the plugin to JavaScript: Node reads no TypeScript in node_modules",
  ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX: "leave out enums, namespaces and parameter properties, or build the plugin",
};

/** Returns the innermost position in a file, as `plugin.ts:12`. For a syntax error, Node puts it first. */
function placeIn({ stack = "" }: Error): string | undefined {
  return /([^/\\\s(]+\.[cm]?[jt]sx?:\d+)(?::\d+)?\)?$/m.exec(stack)?.[1];
}

const oneLine = (text: string): string => stripVTControlCharacters(text).replaceAll(/\s+/g, " ").trim().slice(0, 500);
