import { diffOf, openPair } from "../../app/compare/index.ts";
import {
  type DiffView,
  diffJson,
  isDifferent,
  renderDiffMarkdown,
  renderDiffText,
  shellWord,
} from "../../render/index.ts";
import { palette } from "../color.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { type AnswerOptions, formatOfFile, requireFree, writeAnswer } from "../output/answer.ts";
import { warnOfSameRun } from "../output/same-run.ts";

type DiffFormat = "text" | "markdown" | "json";

interface DiffOptions extends GlobalOptions, AnswerOptions {
  readonly format?: DiffFormat;
  readonly artifact?: string;
  readonly exitCode?: boolean;
}

const byExtension = { txt: "text", md: "markdown", json: "json" } as const;

/** The runs as the user names them. A single run is compared with the previous run of the same runbook. */
interface ComparedRuns {
  readonly before: string;
  readonly after?: string | undefined;
}

/** Runs `wct diff RUN [RUN]`. Executes nothing; reads content only of artifacts whose digests differ. */
export async function diff(io: Io, runs: ComparedRuns, options: DiffOptions): Promise<number> {
  requireFree(io, options.output, options.force);
  await using pair = await openPair(io, runs, options.store);
  const { before, after, names } = pair;
  await warnOfSameRun(
    io,
    [
      { written: names[0], run: before.run },
      { written: names[1], run: after.run },
    ],
    { ...options, hint: `compare it with the previous run: \`wct diff previous ${shellWord(names[1])}\`` },
  );
  const view = await diffOf(pair, { artifact: options.artifact });
  await writeAnswer(io, rendered(io, view, options), options);
  return options.exitCode && isDifferent(view) ? 1 : 0;
}

function formatOf({ json, format, output }: DiffOptions): DiffFormat {
  if (json) return "json";
  return format ?? (output === undefined ? "text" : formatOfFile(output, byExtension));
}

function rendered(io: Io, view: DiffView, options: DiffOptions): string {
  switch (formatOf(options)) {
    case "json":
      return `${JSON.stringify(diffJson(view))}\n`;
    case "markdown":
      return renderDiffMarkdown(view);
    case "text": {
      const colors = palette(io, options.output === undefined ? options : { ...options, color: false });
      return `${renderDiffText(view, { palette: colors, ascii: options.ascii ?? false, verbose: options.verbose ?? false })}\n`;
    }
  }
}
