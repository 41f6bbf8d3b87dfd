import { type Diagnostic, diagnostic, renderDiagnostics, type SourceText } from "../diagnostics/index.ts";
import { type Call, diagnosticsJson, paint, safeText, withProgram } from "../render/index.ts";
import { wantsColor } from "./color.ts";
import type { Io } from "./io.ts";
import { callOf } from "./wiring/call.ts";
import { annotateDiagnostics } from "./wiring/github.ts";

export interface ReportOptions {
  readonly json: boolean;
  readonly source: SourceText;
  readonly color: boolean;
}

/** Diagnostics for people on stderr; with --json also as one `Diagnostics` object on stdout. */
export async function reportDiagnostics(io: Io, all: readonly Diagnostic[], options: ReportOptions): Promise<void> {
  if (options.json) await io.stdout.write(`${JSON.stringify(diagnosticsJson(all))}\n`);
  const style = paint(wantsColor(io, io.stderr, options.color));
  const frameStyle = { error: style.red, warning: style.yellow, faint: style.faint };
  await io.stderr.write(
    `${renderDiagnostics(
      all.map((one) => shown(one, callOf(io))),
      options.source,
      frameStyle,
    )}\n`,
  );
  await annotateDiagnostics(io, all);
}

/** Messages quote what users and files say; none of it may steer a terminal. Commands are named as the user calls them. */
const shown = (d: Diagnostic, call: Call): Diagnostic => ({
  ...d,
  message: safeText(d.message),
  ...(d.hint === undefined ? {} : { hint: withProgram(safeText(d.hint), call) }),
});

/** A bug in wct: the stack, and how to report it; with --json also a `Diagnostics` object, without the stack. */
export async function reportBug(io: Io, error: unknown, json: boolean): Promise<void> {
  const hint = "report it with what standard error says";
  const found = diagnosticsJson([diagnostic("WCT_INTERNAL", { message: "this is a bug in wct", hint })]);
  // What failed may be standard output itself.
  if (json) await io.stdout.write(`${JSON.stringify(found)}\n`).catch(() => undefined);
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  await io.stderr.write(
    `error[WCT_INTERNAL]: this is a bug in wct\n${stack}\n hint: report it with the lines above, wct's version and the command; check them for personal data first\n`,
  );
}
