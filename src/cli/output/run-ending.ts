import { shownStore } from "../../app/places/index.ts";
import { keptRawContent, type RecordedRun, viewOf } from "../../app/record/index.ts";
import type { RecordStore } from "../../domain/index.ts";
import type { ExecutionResult } from "../../executor/index.ts";
import { paint, renderRunEnding, renderRunSummary, wrapped } from "../../render/index.ts";
import { wantsColor } from "../color.ts";
import { type Io, type Sink, widthOf } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { callOf } from "./call.ts";

/** A larger table would push everything else off the screen. */
const mostSummaryRows = 40;

interface EndedRun {
  readonly store: RecordStore;
  readonly record: RecordedRun;
  readonly result: Pick<ExecutionResult, "head">;
}

/** Prints the artifacts of a run that has ended, for people. */
export async function writeSummary(io: Io, sink: Sink, { record }: EndedRun, options: GlobalOptions): Promise<void> {
  const summary = renderRunSummary(viewOf(record), paint(wantsColor(io, sink, options.color)), {
    mostRows: mostSummaryRows,
    call: callOf(io, options),
    width: widthOf(sink),
  });
  await sink.write(`${fitted(summary, widthOf(sink))}\n`);
}

/** Tables fit already; a message or a command may be wider than the terminal. */
const fitted = (text: string, width: number | null): string =>
  text
    .split("\n")
    .flatMap((line) => wrapped(line, { width, indent: "      " }))
    .join("\n");

/** Prints, on stderr, what follows the summary: what is kept, the head hash and the next commands. */
export async function writeNextSteps(
  io: Io,
  { store, record, result }: EndedRun,
  options: GlobalOptions,
): Promise<void> {
  const ending = {
    view: viewOf(record),
    head: result.head,
    rawContent: {
      artifacts: await keptRawContent(store, record),
      where: shownStore(io, options.store),
    },
    call: callOf(io, options),
    width: widthOf(io.stderr),
  };
  const text = renderRunEnding(ending, paint(wantsColor(io, io.stderr, options.color)));
  await io.stderr.write(`\n${fitted(text, widthOf(io.stderr))}\n`);
}
