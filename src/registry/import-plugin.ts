import { wctError } from "../diagnostics/index.ts";
import type { NamedPlugin } from "./model.ts";

/** Imports a plugin's module and gives its default export. Throws WCT_PLUGIN_LOAD_FAILED for whatever goes wrong. */
export async function importPlugin(named: NamedPlugin, module: string, limitMs = 30_000): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    // Keeps the process alive: else one that awaits for ever at its top would end it without a word.
    timer = setTimeout(() => reject(failed(named, `did not end loading within ${limitMs / 1000} s`)), limitMs);
  });
  try {
    const imported: { readonly default?: unknown } = await Promise.race([import(/* @vite-ignore */ module), late]);
    return imported.default;
  } catch (cause) {
    throw failed(named, "cannot be loaded", cause);
  } finally {
    clearTimeout(timer);
  }
}

function failed(named: NamedPlugin, problem: string, cause?: unknown) {
  const why = cause instanceof Error ? `: ${cause.name}: ${cause.message}` : "";
  return wctError("WCT_PLUGIN_LOAD_FAILED", {
    message: `plugin "${named.written}" ${problem}${why}`,
    hint: "correct the plugin, or leave it out",
    location: named.location ?? undefined,
    cause,
  });
}
