import { type Diagnostic, diagnostic, renderDiagnostics, type SourceLookup } from "../diagnostics/index.ts";
import { diagnosticsJson, type Invocation, paint, safeText, withProgram, wrapped } from "../render/index.ts";
import { bugReport } from "./bug.ts";
import { wantsColor } from "./color.ts";
import { type Io, widthOf } from "./io.ts";
import { callOf } from "./output/call.ts";
import { annotateDiagnostics } from "./output/github.ts";

interface ReportDiagnosticsOptions {
  readonly json: boolean;
  readonly source: SourceLookup;
  readonly color: boolean;
}

/** Prints diagnostics for people on stderr; with --json also as one `Diagnostics` object on stdout. */
export async function reportDiagnostics(
  io: Io,
  all: readonly Diagnostic[],
  options: ReportDiagnosticsOptions,
): Promise<void> {
  if (options.json) await io.stdout.write(`${JSON.stringify(diagnosticsJson(all))}\n`);
  const style = paint(wantsColor(io, io.stderr, options.color));
  const frameStyle = { error: style.red, warning: style.yellow, faint: style.faint };
  const text = renderDiagnostics(
    all.map((one) => shown(one, callOf(io))),
    options.source,
    frameStyle,
  );
  await io.stderr.write(`${fitted(text, widthOf(io.stderr))}\n`);
  await annotateDiagnostics(io, all);
}

/** Wraps messages and hints; code frames stay. */
const fitted = (text: string, width: number | null): string =>
  text
    .split("\n")
    .flatMap((line) =>
      /^\S*(?:error|warning)\S*\[|^ hint: /.test(line) ? wrapped(line, { width, indent: "  " }) : [line],
    )
    .join("\n");

/**
 * Escapes messages, which quote users and files and must not control a terminal. Commands are named as the user calls
 * them.
 */
const shown = (d: Diagnostic, call: Invocation): Diagnostic => ({
  ...d,
  message: safeText(d.message),
  ...(d.hint === undefined ? {} : { hint: withProgram(safeText(d.hint), call) }),
});

/**
 * Reports a bug in wct: the stack, and how to report it; with --json also a `Diagnostics` object, without the stack.
 */
export async function reportBug(io: Io, error: unknown, json: boolean): Promise<void> {
  const hint = "report it with the text on standard error";
  const found = diagnosticsJson([diagnostic("WCT_INTERNAL", { message: "this is a bug in wct", hint })]);
  // Standard output itself may have failed.
  if (json) await io.stdout.write(`${JSON.stringify(found)}\n`).catch(() => undefined);
  await io.stderr.write(bugReport(error));
}
