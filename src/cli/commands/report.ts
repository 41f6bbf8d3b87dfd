import { resolve } from "node:path";
import { openRun } from "../../app/open/index.ts";
import { shownPath } from "../../app/places/index.ts";
import { reportOf } from "../../app/report/index.ts";
import type { RunSummary } from "../../domain/index.ts";
import { apiVersion, type ReportShape } from "../../render/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { type AnswerOptions, requireFree, writeAnswer } from "../output/answer.ts";

interface ReportOptions extends GlobalOptions, AnswerOptions {
  readonly head?: number;
  readonly raw?: boolean;
}

/** Runs `wct report RUN`. Exits with 3 if something is damaged; the report shows what. */
export async function report(io: Io, reference: string, options: ReportOptions): Promise<number> {
  await using opened = await openRun(io, reference, options.store);
  const { run } = opened;
  const file = fileOf(io, options, run);
  requireFree(io, file, options.force);
  const { html, verification } = await reportOf(opened, options);
  await writeAnswer(io, html, { ...options, ...(file === undefined ? {} : { output: file }) });
  const intact = verification.damage.length === 0;
  if (options.json && file !== undefined) {
    const answer: ReportShape = {
      apiVersion,
      kind: "Report",
      run: run.id,
      path: shownPath(io.cwd, resolve(io.cwd, file)),
      bytes: Buffer.byteLength(html),
      intact,
      head: verification.head,
    };
    await io.stdout.write(`${JSON.stringify(answer)}\n`);
  }
  if (!intact)
    await io.stderr.write(`the record of ${run.id} is damaged; the report and \`wct verify\` list the damage\n`);
  return intact ? 0 : 3;
}

/**
 * Returns the output file. A page cannot be shown in a terminal or within JSON; it is then written to a file named
 * after the run.
 */
function fileOf(io: Io, { output, json }: ReportOptions, run: RunSummary): string | undefined {
  if (output !== undefined) return output;
  return json || io.stdout.isTerminal ? `${run.id}.html` : undefined;
}
