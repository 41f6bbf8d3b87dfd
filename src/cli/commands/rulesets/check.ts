import { readText } from "../../../app/places/index.ts";
import { checkRulesetFile } from "../../../app/rulesets/index.ts";
import { diagnosticsJson, plural, safeText } from "../../../render/index.ts";
import type { Io } from "../../io.ts";
import type { PluginOptions } from "../../options.ts";
import { reportDiagnostics } from "../../report.ts";

/** Runs `wct rulesets check`: prints the errors and warnings of a ruleset. */
export async function checkRuleset(io: Io, named: string, options: PluginOptions): Promise<number> {
  const { ruleset, diagnostics } = await checkRulesetFile(io, named, { plugins: options.plugin, doubts: true });
  const json = options.json ?? false;
  if (diagnostics.length > 0) {
    const source = (file: string) => readText(io.cwd, file);
    await reportDiagnostics(io, diagnostics, { json, source, color: options.color });
  } else if (json) await io.stdout.write(`${JSON.stringify(diagnosticsJson([]))}\n`);
  if (ruleset !== null && !json && !options.quiet) {
    const warnings = diagnostics.length === 0 ? "" : `, ${plural(diagnostics.length, "warning")}`;
    await io.stdout.write(`${safeText(named)}  valid, ${plural(ruleset.rules.length, "rule")}${warnings}\n`);
  }
  return diagnostics.some(({ severity }) => severity === "error") ? 2 : 0;
}
