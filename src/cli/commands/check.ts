import { wctError } from "../../diagnostics/index.ts";
import {
  type Annotation,
  type CheckShape,
  renderCheckMarkdown,
  renderCheckText,
  shellWord,
} from "../../render/index.ts";
import { type Condition, parseConditions } from "../../run/index.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { type AnswerOptions, formatOfFile, requireFree, writeAnswer } from "../wiring/answer.ts";
import { readBaseline, writeBaseline } from "../wiring/baseline.ts";
import type { JudgedFinding } from "../wiring/findings.ts";
import { addToSummary, annotate, isOnGithub } from "../wiring/github.ts";
import { artifactPlace, drawnBlocks } from "../wiring/job-summary.ts";
import { judgeRun } from "../wiring/judge-run.ts";
import { type RecordedRun, readRecord } from "../wiring/record.ts";
import { openRun } from "../wiring/run-reference.ts";
import { palette } from "./runs.ts";

type CheckFormat = "text" | "markdown" | "json";

export interface CheckOptions extends GlobalOptions, AnswerOptions {
  readonly failOn?: readonly string[];
  /** A file, or a run. */
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly format?: CheckFormat;
}

const byExtension = { txt: "text", md: "markdown", json: "json" } as const;

/** `wct check RUN`: exit 1 when a condition is broken, or when what should be judged is not there. */
export async function check(io: Io, reference: string, options: CheckOptions): Promise<number> {
  const conditions = await parseConditions("--fail-on", options.failOn ?? []);
  requireSense(conditions, options);
  for (const file of [options.output, options.writeBaseline]) requireFree(io, file, options.force);
  const baseline = options.baseline === undefined ? null : await readBaseline(io, options.baseline, options.store);
  await using opened = await openRun(io, reference, options.store);
  const record = await readRecord(opened.store, opened.run);
  const { answer, findings } = await judgeRun(opened, record, {
    conditions,
    baseline,
    keepsAll: options.writeBaseline !== undefined,
  });
  if (conditions.length > 0) {
    await writeAnswer(io, rendered(io, answer, options), options);
    await annotate(io, annotationsOf(io, answer, record));
    if (isOnGithub(io)) await addToSummary(io, [renderCheckMarkdown(answer), ...drawnBlocks(record)]);
  }
  if (options.writeBaseline === undefined) return answer.passed ? 0 : 1;
  return await accept(io, { answer, findings, file: options.writeBaseline }, options);
}

/** A baseline of findings that are not all there would hide that they were ever there. */
async function accept(
  io: Io,
  {
    answer,
    findings,
    file,
  }: { readonly answer: CheckShape; readonly findings: readonly JudgedFinding[]; readonly file: string },
  { quiet }: CheckOptions,
): Promise<number> {
  const [lost] = answer.unjudged;
  if (lost !== undefined) {
    throw wctError("WCT_CHECK_BASELINE", {
      message: `no baseline is written: the findings of "${lost.artifact}" cannot be read: ${lost.why}`,
      hint: "choose a run that completed",
    });
  }
  const shown = writeBaseline(io, file, findings);
  if (!quiet) await io.stderr.write(`${shown}: ${findings.length} findings accepted\n`);
  return answer.passed ? 0 : 1;
}

function requireSense(conditions: readonly Condition[], { baseline, writeBaseline: file }: CheckOptions): void {
  if (conditions.length === 0 && file === undefined) {
    throw wctError("WCT_USAGE", {
      message: "nothing to check: no condition is given",
      hint: "write --fail-on new, special-category, gaps, high or a condition; or --write-baseline FILE",
    });
  }
  const comparing = conditions.find(
    (one) => one.kind === "new" || (one.kind === "expression" && one.expression.asks.baseline),
  );
  if (comparing !== undefined && baseline === undefined) {
    throw wctError("WCT_USAGE", {
      message: `"${comparing.text}" needs a baseline`,
      hint: "add --baseline FILE or --baseline RUN",
    });
  }
}

/** One for each broken condition, where the runbook declares the first artifact that breaks it. */
function annotationsOf(
  io: Io,
  { run, conditions, unjudged }: CheckShape,
  { plan }: RecordedRun,
): readonly Annotation[] {
  const broken = conditions.filter((one) => one.broken > 0);
  return [
    ...broken.map(({ condition, broken: count, findings, gaps }): Annotation => {
      const [artifact = ""] = [...findings, ...gaps].map((one) => one.artifact);
      const message = `"${condition}" is broken ${count === 1 ? "once" : `${count} times`} in ${run.id}`;
      return { level: "error", title: "wct check", message, place: artifactPlace(io, plan, artifact) };
    }),
    ...unjudged.map(({ artifact, why }): Annotation => {
      const message = `"${artifact}" could not be judged: ${why}`;
      return { level: "error", title: "wct check", message, place: artifactPlace(io, plan, artifact) };
    }),
  ];
}

function rendered(io: Io, answer: CheckShape, options: CheckOptions): string {
  const { json, output } = options;
  const format = json
    ? "json"
    : (options.format ?? (output === undefined ? "text" : formatOfFile(output, byExtension)));
  switch (format) {
    case "json":
      return `${JSON.stringify(answer)}\n`;
    case "markdown":
      return renderCheckMarkdown(answer);
    case "text": {
      const store = options.store === undefined ? "" : ` --store ${shellWord(options.store)}`;
      const more = (artifact: string) => `wct inspect ${answer.run.id} ${artifact} --table${store}`;
      const colors = palette(io, output === undefined ? options : { ...options, color: false });
      return `${renderCheckText(answer, { palette: colors, more })}\n`;
    }
  }
}
