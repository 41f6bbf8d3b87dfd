import { resolve } from "node:path";
import type { RunSummary } from "../../domain/index.ts";
import {
  apiVersion,
  drawingOf,
  type ReportData,
  type ReportShape,
  renderGraphSvg,
  renderReportHtml,
  reportData,
} from "../../render/index.ts";
import { overlay, timeline } from "../../run/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { type AnswerOptions, requireFree, writeAnswer } from "../wiring/answer.ts";
import { shownPath } from "../wiring/files.ts";
import { type RecordedRun, readRecord } from "../wiring/record.ts";
import { readForReport, reportApp } from "../wiring/report/index.ts";
import { openRun } from "../wiring/run-reference.ts";
import { conditionIn, verifyRun } from "../wiring/verification.ts";
import { packageVersion } from "../wiring/version.ts";

export interface ReportOptions extends GlobalOptions, AnswerOptions {
  readonly head?: number;
  readonly raw?: boolean;
}

/** `wct report RUN`. Checks the record while it reads it: exit 3 when something is damaged, and the report says what. */
export async function report(io: Io, reference: string, options: ReportOptions): Promise<number> {
  await using opened = await openRun(io, reference, options.store);
  const { store } = opened;
  const file = fileOf(io, options, opened.run);
  requireFree(io, file, options.force);
  const record = await readRecord(store, opened.run);
  const { run, plan, state } = record;
  const verification = await verifyRun(store, run.id, { head: undefined, condition: conditionIn(store) });
  const reading = await readForReport(store, record, { head: options.head ?? null, raw: options.raw ?? false });
  const data = reportData({
    ...reading,
    wct: packageVersion(),
    run,
    plan,
    state,
    timeline: timeline(plan, state),
    verification,
  });
  const text = page(data, record);
  await writeAnswer(io, text, { ...options, ...(file === undefined ? {} : { output: file }) });
  const intact = verification.damage.length === 0;
  if (options.json && file !== undefined) {
    const answer: ReportShape = {
      apiVersion,
      kind: "Report",
      run: run.id,
      path: shownPath(io.cwd, resolve(io.cwd, file)),
      bytes: Buffer.byteLength(text),
      intact,
      head: verification.head,
    };
    await io.stdout.write(`${JSON.stringify(answer)}\n`);
  }
  if (!intact) await io.stderr.write(`the record of ${run.id} is damaged; the report and \`wct verify\` say where\n`);
  return intact ? 0 : 3;
}

function page(data: ReportData, { plan, state }: RecordedRun): string {
  const drawing = { ...drawingOf(overlay(plan, state)), title: "", run: null };
  return renderReportHtml(data, renderGraphSvg(drawing, { direction: "TD", schemas: false }), reportApp());
}

/** A page is nothing to show in a terminal, nor within JSON: there it becomes a file named after the run. */
function fileOf(io: Io, { output, json }: ReportOptions, run: RunSummary): string | undefined {
  if (output !== undefined) return output;
  return json || io.stdout.isTerminal ? `${run.id}.html` : undefined;
}
