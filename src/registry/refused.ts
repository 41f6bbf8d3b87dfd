import { type WctError, wctError } from "../diagnostics/index.ts";
import type { NamedPlugin } from "./model.ts";

/** Creates the error for a plugin that is not loaded. */
export function refused(
  code: "WCT_PLUGIN_INVALID" | "WCT_PLUGIN_LOAD_FAILED" | "WCT_PLUGIN_HOST_VERSION" | "WCT_PLUGIN_DUPLICATE_NAME",
  { written, location }: NamedPlugin,
  { problem, hint }: { readonly problem: string; readonly hint: string },
): WctError {
  return wctError(code, { message: `plugin "${written}" ${problem}`, hint, location: location ?? undefined });
}
