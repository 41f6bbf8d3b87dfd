import { type Diagnostic, isWctError } from "../../diagnostics/index.ts";
import { diagnosticsJson, plural } from "../../render/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { reportDiagnostics } from "../report.ts";
import { environment } from "../wiring/env.ts";
import { readText } from "../wiring/files.ts";
import { createPast, planLookingBack } from "../wiring/past.ts";
import { loadRegistry } from "../wiring/registry.ts";

export interface ValidateOptions extends GlobalOptions {
  /** False with --no-env. */
  readonly env?: boolean;
  readonly envFile?: string;
  readonly plugin?: readonly string[];
}

/** `wct validate`: every diagnostic of every runbook; executes and writes nothing. */
export async function validate(io: Io, files: readonly string[], options: ValidateOptions): Promise<number> {
  const registry = await loadRegistry(io, options.plugin);
  const env = environment(io, options.envFile);
  const past = createPast(io, options.store);
  const all: Diagnostic[] = [];
  const valid: string[] = [];
  for (const file of files) {
    try {
      // The key only makes fingerprints, which validation throws away.
      const planned = await planLookingBack(io, file, {
        registry,
        env,
        hmacKey: new Uint8Array(32),
        past,
        noEnv: options.env === false,
      });
      all.push(...planned.warnings);
      valid.push(`${file}  valid, ${plural(planned.plan.artifacts.length, "artifact")}`);
    } catch (error) {
      if (!isWctError(error) || error.exitCode !== 2) throw error;
      all.push(...error.diagnostics);
    }
  }
  if (all.length > 0 || options.json) {
    const source = (file: string) => readText(io.cwd, file);
    if (all.length > 0) await reportDiagnostics(io, all, { json: options.json ?? false, source, color: options.color });
    else await io.stdout.write(`${JSON.stringify(diagnosticsJson([]))}\n`);
  }
  if (!options.json && !options.quiet && valid.length > 0) await io.stdout.write(`${valid.join("\n")}\n`);
  return all.some((d) => d.severity === "error") ? 2 : 0;
}
