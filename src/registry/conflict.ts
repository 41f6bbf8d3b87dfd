import { type Diagnostic, diagnostic } from "../diagnostics/index.ts";

/** One name, two owners: a runbook that says it would not say which. */
export const conflict = (message: string): Diagnostic =>
  diagnostic("WCT_PLUGIN_CONFLICT", { message, hint: "leave one of the plugins out, or rename what it offers" });

/** `wct itself already offers`, `plugin "acme" already offers`. */
export const offeredBy = (plugin: string): string =>
  `${plugin === "wct" ? "wct itself" : `plugin "${plugin}"`} already offers`;
