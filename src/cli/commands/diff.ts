import { nearest, wctError } from "../../diagnostics/index.ts";
import {
  type ComparedArtifact,
  type DiffView,
  diffJson,
  isDifferent,
  renderDiffMarkdown,
  renderDiffText,
} from "../../render/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { type AnswerOptions, formatOfFile, requireFree, writeAnswer } from "../wiring/answer.ts";
import { compareRuns } from "../wiring/compare-runs.ts";
import { type RecordedRun, readRecord } from "../wiring/record.ts";
import { openRun } from "../wiring/run-reference.ts";
import { palette } from "./runs.ts";

type DiffFormat = "text" | "markdown" | "json";

export interface DiffOptions extends GlobalOptions, AnswerOptions {
  readonly format?: DiffFormat;
  readonly artifact?: string;
  readonly exitCode?: boolean;
}

const byExtension = { txt: "text", md: "markdown", json: "json" } as const;

/** `wct diff RUN RUN`. Executes nothing; reads content only of artifacts whose digests differ. */
export async function diff(
  io: Io,
  references: { readonly before: string; readonly after: string },
  options: DiffOptions,
): Promise<number> {
  requireFree(io, options.output, options.force);
  await using earlier = await openRun(io, references.before, options.store);
  await using later = await openRun(io, references.after, options.store);
  const [before, after] = [await readRecord(earlier.store, earlier.run), await readRecord(later.store, later.run)];
  if (options.artifact !== undefined) requireArtifact(options.artifact, before, after);
  const artifacts: readonly ComparedArtifact[] = await compareRuns(
    { record: before, artifacts: earlier.store.artifacts },
    { record: after, artifacts: later.store.artifacts },
    (id) => options.artifact === undefined || id === options.artifact,
  );
  const view: DiffView = { before: before.run, after: after.run, artifacts };
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

function requireArtifact(id: string, before: RecordedRun, after: RecordedRun): void {
  const ids = [...before.plan.artifacts, ...after.plan.artifacts].map((artifact) => String(artifact.id));
  if (ids.includes(id)) return;
  const near = nearest(id, ids);
  throw wctError("WCT_RUN_ARTIFACT_ABSENT", {
    message: `neither run has an artifact "${id}"`,
    hint: near === undefined ? "`wct inspect RUN` lists them" : `did you mean "${near}"?`,
  });
}
