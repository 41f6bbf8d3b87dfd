import { readText } from "../../app/places/index.ts";
import { validateRunbooks } from "../../app/plan/index.ts";
import type { ExecutionPlan, PlannedArtifact } from "../../domain/index.ts";
import { diagnosticsJson, plural, safeText } from "../../render/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { reportDiagnostics } from "../report.ts";
import { chosenRunbook } from "./chosen-runbook.ts";

interface ValidateOptions extends GlobalOptions {
  /** False with --no-env. */
  readonly env?: boolean;
  readonly envFile?: string;
  readonly plugin?: readonly string[];
}

/** Runs `wct validate`: prints every diagnostic of every runbook; executes and writes nothing. */
export async function validate(io: Io, named: readonly string[], options: ValidateOptions): Promise<number> {
  const files = named.length > 0 ? named : [await chosenRunbook(io, undefined, options)];
  const { diagnostics: all, plans } = await validateRunbooks(io, files, {
    ...options,
    plugins: options.plugin,
    noEnv: options.env === false,
  });
  // A file that is named twice is listed twice.
  const valid = files.flatMap((file) => {
    const plan = plans.get(file);
    return plan === undefined ? [] : [`${safeText(file)}  valid, ${sizeOf(plan)}`];
  });
  if (all.length > 0 || options.json) {
    const source = (file: string) => readText(io.cwd, file);
    if (all.length > 0) await reportDiagnostics(io, all, { json: options.json ?? false, source, color: options.color });
    else await io.stdout.write(`${JSON.stringify(diagnosticsJson([]))}\n`);
  }
  if (!options.json && !options.quiet && valid.length > 0) await io.stdout.write(`${valid.join("\n")}\n`);
  return all.some((d) => d.severity === "error") ? 2 : 0;
}

/** Counts the artifacts, and the inputs that a child runbook needs, which have no way of being made. */
function sizeOf({ artifacts }: ExecutionPlan): string {
  const isOpen = ({ method, inputs }: PlannedArtifact) => method.kind === "pass-through" && inputs.length === 0;
  const open = artifacts.filter(isOpen).length;
  const made = plural(artifacts.length - open, "artifact");
  return open === 0 ? made : `${made}; a child runbook with ${plural(open, "input")}`;
}
