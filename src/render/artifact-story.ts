import { listNames } from "../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan } from "../domain/index.ts";
import { artifactState, inspectionOf, type RunState } from "../run/index.ts";
import { offset } from "./event-line.ts";
import { type Palette, safeText } from "./paint.ts";
import { paintStatus } from "./run-list.ts";
import { formatBytes, formatCount, formatDuration, plural } from "./units.ts";

/** What there is to tell of an artifact beside its content: how it stands, why, its inputs and its log. */
export function renderArtifactStory(
  plan: ExecutionPlan,
  state: RunState,
  { id, palette, ascii, error = true, mostNotes = Number.POSITIVE_INFINITY }: StoryOptions,
): string {
  const row = inspectionOf(plan, state, id);
  const artifact = artifactState(state, id);
  const attempt = artifact.attempts.at(-1);
  const planned = plan.artifacts.find((one) => one.id === id);
  const fact = (name: string, text: string): string => `  ${name.padEnd(11)}${text}`;
  const lines = [`${palette.bold(id)}  ${paintStatus(row.status, palette)}`];
  if (attempt !== undefined) {
    const worked = row.durationMs === null ? "" : `, worked ${formatDuration(row.durationMs)}`;
    const component = attempt.component === null ? "passed through" : `${attempt.component} ${attempt.version ?? ""}`;
    lines.push(fact("component", component.trimEnd()), fact("attempts", `${artifact.attempts.length}${worked}`));
  }
  if (artifact.progress !== null && row.status === "running") {
    const { done, total } = artifact.progress;
    lines.push(fact("progress", `${formatCount(done)}${total === null ? "" : ` of ${formatCount(total)}`}`));
  }
  const inputs = planned?.inputs ?? [];
  lines.push(...inputs.map((input, i) => fact(i === 0 ? "inputs" : "", inputText(state, input, palette))));
  if (row.digest !== null) {
    const size = [...(row.elements === null ? [] : [plural(row.elements, "element")]), formatBytes(row.bytes)];
    const kept = row.kept === false ? ", content was not kept" : "";
    lines.push(fact("content", `${row.schema}, ${size.join(", ")}, ${row.digest.slice(0, 12)}${kept}`));
  }
  if (row.reused !== null) lines.push(fact("reused", `${row.reused.artifact} of ${row.reused.from}`));
  if (row.skipped !== null) lines.push(fact("skipped", skipText(row.skipped, ascii)));
  if (row.error !== null && error) {
    lines.push(`  ${palette.red(`error[${row.error.code}]`)} ${safeText(row.error.message)}`);
    if (row.error.hint !== null) lines.push(`    hint: ${safeText(row.error.hint)}`);
  }
  const left = artifact.notes.length - mostNotes;
  if (left > 0) lines.push(fact("log", `${plural(left, "line")} before these`));
  const notes = left > 0 ? artifact.notes.slice(left) : artifact.notes;
  lines.push(
    ...notes.map(({ t, level, text }, i) =>
      fact(i === 0 && left <= 0 ? "log" : "", `${offset(t)}  ${level.padEnd(5)}  ${safeText(text.toWellFormed())}`),
    ),
  );
  return lines.join("\n");
}

export interface StoryOptions {
  readonly id: ArtifactId;
  readonly palette: Palette;
  readonly ascii: boolean;
  /** Whether to say why it failed; true by default. */
  readonly error?: boolean;
  /** Of the log, the last so many lines; all by default. */
  readonly mostNotes?: number;
}

function inputText(state: RunState, input: ArtifactId, palette: Palette): string {
  return `${input}  ${paintStatus(artifactState(state, input).status, palette)}`;
}

type Skipped = NonNullable<ReturnType<typeof inspectionOf>["skipped"]>;

/** `input-failed ("b"): "a" → "b" → "c"`, from the artifact that began it. */
function skipText({ reason, because, chain }: Skipped, ascii: boolean): string {
  const causes = because.length === 0 ? reason : `${reason} (${listNames(because)})`;
  return chain.length < 3 ? causes : `${causes}; it began with ${chain.join(ascii ? " -> " : " → ")}`;
}
