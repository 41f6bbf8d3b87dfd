import { type Baseline, defaultBaseline, readBaseline } from "../../app/baseline/index.ts";
import { acceptFindings, type Judgement, judgeRun, requireConditions } from "../../app/check/index.ts";
import { openRun } from "../../app/open/index.ts";
import { shownOption } from "../../app/places/index.ts";
import { type RecordedRun, readRecord } from "../../app/record/index.ts";
import type { RunSummary } from "../../domain/index.ts";
import {
  type Annotation,
  type CheckShape,
  type CheckTextOptions,
  plural,
  renderCheckMarkdown,
  renderCheckText,
  safeText,
  shellWord,
} from "../../render/index.ts";
import { parseConditions } from "../../run/index.ts";
import { palette } from "../color.ts";
import type { Io } from "../io.ts";
import type { GlobalOptions } from "../options.ts";
import { type AnswerOptions, formatOfFile, requireFree, writeAnswer } from "../output/answer.ts";
import { addToSummary, annotate, isOnGithub } from "../output/github.ts";
import { artifactPlace, drawnBlocks } from "../output/job-summary.ts";
import { warnOfSameRun } from "../output/same-run.ts";

type CheckFormat = "text" | "markdown" | "json";

interface CheckOptions extends GlobalOptions, AnswerOptions {
  readonly failOn?: readonly string[];
  /** A file, or a run. */
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly format?: CheckFormat;
}

const byExtension = { txt: "text", md: "markdown", json: "json" } as const;

/** Runs `wct check RUN`: exits with 1 if a condition fails, or if content to be judged is missing. */
export async function check(io: Io, reference: string, options: CheckOptions): Promise<number> {
  const conditions = await parseConditions("--fail-on", options.failOn ?? []);
  const decisions = defaultBaseline(io);
  requireConditions(conditions, {
    hasBaseline: options.baseline !== undefined,
    writesBaseline: options.writeBaseline !== undefined,
    ...(decisions.exists ? { decisions: decisions.file } : {}),
  });
  for (const file of [options.output, options.writeBaseline]) requireFree(io, file, options.force);
  await using opened = await openRun(io, reference, options.store);
  const baseline = await baselineOf(io, { written: reference, run: opened.run }, options);
  const record = await readRecord(opened.store, opened.run);
  const judgement = await judgeRun(opened, record, {
    conditions,
    baseline,
    keepsAll: options.writeBaseline !== undefined,
  });
  const { answer } = judgement;
  if (conditions.length > 0) {
    await writeAnswer(io, rendered(io, answer, options), options);
    await annotate(io, annotationsOf(io, answer, record));
    if (isOnGithub(io)) await addToSummary(io, [renderCheckMarkdown(answer), ...drawnBlocks(record)]);
  }
  if (options.writeBaseline === undefined) return answer.passed ? 0 : 1;
  return await accept(io, judgement, options.writeBaseline, options);
}

/** Returns null if no baseline is given. Warns if it is the run itself, in which nothing is new. */
async function baselineOf(
  io: Io,
  checked: { readonly written: string; readonly run: RunSummary },
  options: CheckOptions,
): Promise<Baseline | null> {
  if (options.baseline === undefined) return null;
  const baseline = await readBaseline(io, options.baseline, { store: options.store, than: checked.run });
  if (baseline.run !== null) {
    const hint = "use the previous run as the baseline: `--baseline previous`";
    await warnOfSameRun(io, [{ written: options.baseline, run: baseline.run }, checked], { ...options, hint });
  }
  return baseline;
}

async function accept(io: Io, judgement: Judgement, file: string, { quiet }: CheckOptions): Promise<number> {
  const shown = acceptFindings(io, file, judgement);
  const { answer } = judgement;
  if (!quiet) await io.stderr.write(`${safeText(shown)}: ${plural(answer.judged.findings, "finding")} accepted\n`);
  return answer.passed ? 0 : 1;
}

/** Returns one annotation for each failed condition, at the declaration of the first offending artifact. */
function annotationsOf(
  io: Io,
  { run, conditions, unjudged }: CheckShape,
  { plan }: RecordedRun,
): readonly Annotation[] {
  const broken = conditions.filter((one) => one.broken > 0);
  return [
    ...broken.map(({ condition, broken: count, findings, gaps }): Annotation => {
      const [artifact = ""] = [...findings, ...gaps].map((one) => one.artifact);
      const message = `"${condition}" failed ${count === 1 ? "once" : `${count} times`} in ${run.id}`;
      return { level: "error", title: "wct check", message, place: artifactPlace(io, plan, artifact) };
    }),
    ...unjudged.map(({ artifact, why }): Annotation => {
      const message = `"${artifact}" could not be checked: ${why}`;
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
      const store = options.store === undefined ? "" : ` --store ${shellWord(shownOption(io, options.store))}`;
      const more: CheckTextOptions["more"] = (artifact, part) =>
        `wct inspect ${answer.run.id} ${artifact} --path '$.${part}[*]'${store}`;
      const colors = palette(io, output === undefined ? options : { ...options, color: false });
      return `${renderCheckText(answer, { palette: colors, more })}\n`;
    }
  }
}
