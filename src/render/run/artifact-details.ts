import { listNames } from "../../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan } from "../../domain/index.ts";
import { type ArtifactState, artifactState, type InspectionRow, inspectionOf, type RunState } from "../../run/index.ts";
import { formatBytes, formatCount, formatDuration, type Palette, plural, safeText } from "../text/index.ts";
import { offset } from "./event-line.ts";
import { paintStatus } from "./list.ts";
import { workerTexts } from "./worker-texts.ts";

interface ArtifactDetailsOptions {
  readonly id: ArtifactId;
  readonly palette: Palette;
  readonly ascii: boolean;
  /** Whether to show why it failed; true by default. */
  readonly error?: boolean;
  /** Maximum number of last log lines; all by default. */
  readonly mostNotes?: number;
}

/** Describes an artifact without its content: its status, the reason, its inputs and its log. */
export function renderArtifactDetails(plan: ExecutionPlan, state: RunState, options: ArtifactDetailsOptions): string {
  const { id, palette, ascii, error = true } = options;
  const row = inspectionOf(plan, state, id);
  const inputs = plan.artifacts.find((one) => one.id === id)?.inputs ?? [];
  return [
    `${palette.bold(id)}  ${paintStatus(row.status, palette)}`,
    ...workLines(row, artifactState(state, id)),
    ...workerTexts(artifactState(state, id)).map((text, i) => fact(i === 0 ? "workers" : "", text)),
    ...inputs.map((input, i) => fact(i === 0 ? "inputs" : "", inputText(state, input, palette))),
    ...contentLines(row),
    ...(row.reused === null ? [] : [fact("reused", `${row.reused.artifact} of ${row.reused.from}`)]),
    ...(row.skipped === null ? [] : [fact("skipped", skipText(row.skipped, ascii))]),
    ...(error ? errorLines(row, palette) : []),
    ...noteLines(artifactState(state, id).notes, options.mostNotes ?? Number.POSITIVE_INFINITY),
  ].join("\n");
}

const fact = (name: string, text: string): string => `  ${name.padEnd(11)}${text}`;

function workLines(row: InspectionRow, { attempts, progress, alterations }: ArtifactState): readonly string[] {
  const lines: string[] = [];
  const attempt = attempts.at(-1);
  if (attempt !== undefined) {
    const worked = row.durationMs === null ? "" : `, worked ${formatDuration(row.durationMs)}`;
    const isReplaced = alterations.some(({ what, newDigest }) => what === "output" && newDigest === row.digest);
    const without = isReplaced ? "output replaced" : "passed through";
    const component = attempt.component === null ? without : `${attempt.component} ${attempt.version ?? ""}`;
    lines.push(fact("component", safeText(component.trimEnd())), fact("attempts", `${attempts.length}${worked}`));
  }
  if (row.status === "interrupted") lines.push(fact("interrupted", "it was running when the process ended"));
  if (progress !== null && (row.status === "running" || row.status === "interrupted")) {
    const { done, total } = progress;
    lines.push(fact("progress", `${formatCount(done)}${total === null ? "" : ` of ${formatCount(total)}`}`));
  }
  return lines;
}

function contentLines({ schema, elements, bytes, digest, kept }: InspectionRow): readonly string[] {
  if (digest === null) return [];
  const size = [...(elements === null ? [] : [plural(elements, "element")]), formatBytes(bytes)];
  const gone = kept === false ? ", content was not kept" : "";
  return [fact("content", `${schema}, ${size.join(", ")}, ${digest.slice(0, 12)}${gone}`)];
}

function errorLines({ error }: InspectionRow, palette: Palette): readonly string[] {
  if (error === null) return [];
  const { code, message, hint } = error;
  return [
    `  ${palette.red(`error[${code}]`)} ${safeText(message)}`,
    ...(hint === null ? [] : [`    hint: ${safeText(hint)}`]),
  ];
}

/** Returns the last lines of the log. */
function noteLines(all: ArtifactState["notes"], most: number): readonly string[] {
  const left = Math.max(0, all.length - most);
  const notes = all.slice(left).map(({ t, level, text }, i) => {
    const name = i === 0 && left === 0 ? "log" : "";
    return fact(name, `${offset(t)}  ${level.padEnd(5)}  ${safeText(text.toWellFormed())}`);
  });
  return left > 0 ? [fact("log", `${plural(left, "earlier line")}`), ...notes] : notes;
}

function inputText(state: RunState, input: ArtifactId, palette: Palette): string {
  return `${input}  ${paintStatus(artifactState(state, input).status, palette)}`;
}

type Skipped = NonNullable<InspectionRow["skipped"]>;

/** Returns `input-failed ("b"): "a" → "b" → "c"`, starting at the artifact that caused it. */
function skipText({ reason, because, chain }: Skipped, ascii: boolean): string {
  const causes = because.length === 0 ? reason : `${reason} (${listNames(because)})`;
  return chain.length < 3 ? causes : `${causes}; it began with ${chain.join(ascii ? " -> " : " → ")}`;
}
