import { readText } from "../app/places/index.ts";
import { catalogue, isWctError, type SourceLookup } from "../diagnostics/index.ts";
import { ClosedPipe, type Io, type Outside } from "./io.ts";
import { makeProgram } from "./program.ts";
import { reportBug, reportDiagnostics } from "./report.ts";
import { safeIo } from "./safe-output.ts";

/** Runs one command line. Resolves with the exit code; never throws, never ends the process itself. */
export async function main(args: readonly string[], outside: Outside): Promise<number> {
  const io = safeIo(outside);
  try {
    return await makeProgram(io).run(args);
  } catch (error) {
    return await reportError(io, error, args);
  }
}

/** Reports why the program ended; resolves with the exit code. */
async function reportError(io: Io, error: unknown, args: readonly string[]): Promise<number> {
  if (error instanceof ClosedPipe) return 0;
  if (!isWctError(error) || error.code === "WCT_INTERNAL") {
    await reportBug(io, error, args.includes("--json"));
    return catalogue.WCT_INTERNAL.exitCode;
  }
  const json = args.includes("--json") && error.code !== "WCT_STDOUT_WRITE_FAILED";
  const source: SourceLookup = (file) => argumentText(args, file) ?? readText(io.cwd, file);
  try {
    await reportDiagnostics(io, error.diagnostics, { json, source, color: !args.includes("--no-color") });
  } catch (second) {
    // Standard output cannot be written either, which is reported without it.
    if (!(second instanceof ClosedPipe)) return await reportError(io, second, args);
  }
  return catalogue[error.code].exitCode;
}

/**
 * Returns the text that a diagnostic about an option's value points into: the diagnostic's file is then the option's
 * name, and each value is one line.
 */
function argumentText(args: readonly string[], option: string): string | undefined {
  if (!option.startsWith("--")) return undefined;
  const values = args.flatMap((arg, place) => {
    if (arg.startsWith(`${option}=`)) return [arg.slice(option.length + 1)];
    return arg === option ? (args[place + 1] ?? []) : [];
  });
  return values.length === 0 ? undefined : values.join("\n");
}
