import { catalogue, isWctError, type SourceText } from "../diagnostics/index.ts";
import { ClosedPipe, type Io } from "./io.ts";
import { makeProgram } from "./program.ts";
import { reportBug, reportDiagnostics } from "./report.ts";
import { readText } from "./wiring/files.ts";

/** Runs one command line. Resolves with the exit code; never throws, never ends the process itself. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  try {
    return await makeProgram(io).run(args);
  } catch (error) {
    return await tell(io, error, args);
  }
}

/** Says why it ended; resolves with the exit code. */
async function tell(io: Io, error: unknown, args: readonly string[]): Promise<number> {
  if (error instanceof ClosedPipe) return 0;
  if (!isWctError(error) || error.code === "WCT_INTERNAL") {
    await reportBug(io, error, args.includes("--json"));
    return catalogue.WCT_INTERNAL.exitCode;
  }
  const json = args.includes("--json") && error.code !== "WCT_STDOUT_WRITE_FAILED";
  const source: SourceText = (file) => argumentText(args, file) ?? readText(io.cwd, file);
  try {
    await reportDiagnostics(io, error.diagnostics, { json, source, color: !args.includes("--no-color") });
  } catch (second) {
    // Standard output cannot take it either: that is told without it.
    if (!(second instanceof ClosedPipe)) return await tell(io, second, args);
  }
  return catalogue[error.code].exitCode;
}

/** A diagnostic may point into an option's value: its file is then the option's name, each value from a line of its own. */
function argumentText(args: readonly string[], option: string): string | undefined {
  if (!option.startsWith("--")) return undefined;
  const values = args.flatMap((arg, place) => {
    if (arg.startsWith(`${option}=`)) return [arg.slice(option.length + 1)];
    return arg === option ? (args[place + 1] ?? []) : [];
  });
  return values.length === 0 ? undefined : values.join("\n");
}
