import { catalogue, isWctError, type SourceText } from "../diagnostics/index.ts";
import { ClosedPipe, type Io } from "./io.ts";
import { makeProgram } from "./program.ts";
import { reportBug, reportDiagnostics } from "./report.ts";
import { readText } from "./wiring/files.ts";

/** Runs one command line. Resolves with the exit code; never throws, never ends the process itself. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  const json = args.includes("--json");
  const source: SourceText = (file) => argumentText(args, file) ?? readText(io.cwd, file);
  try {
    return await makeProgram(io).run(args);
  } catch (error) {
    if (error instanceof ClosedPipe) return 0;
    try {
      if (isWctError(error) && error.code !== "WCT_INTERNAL") {
        const speaks = json && error.code !== "WCT_STDOUT_WRITE_FAILED";
        await reportDiagnostics(io, error.diagnostics, { json: speaks, source, color: !args.includes("--no-color") });
        return catalogue[error.code].exitCode;
      }
      await reportBug(io, error);
    } catch (second) {
      if (!(second instanceof ClosedPipe)) throw second;
    }
    return 70;
  }
}

/** A diagnostic may point into an option's value: its file is then the option's name. */
function argumentText(args: readonly string[], option: string): string | undefined {
  if (!option.startsWith("--")) return undefined;
  const joined = args.find((arg) => arg.startsWith(`${option}=`));
  const place = args.indexOf(option);
  return joined?.slice(option.length + 1) ?? (place === -1 ? undefined : args[place + 1]);
}
