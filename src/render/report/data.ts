import { catalogue } from "../../diagnostics/index.ts";
import type { ArtifactId, ExecutionPlan, PlannedArtifact, RunSummary } from "../../domain/index.ts";
import type { FindingRow } from "../../run/index.ts";
import {
  type ArtifactState,
  artifactState,
  type InspectionRow,
  inspection,
  messageOf,
  type RunState,
  type Stretch,
  type Timeline,
  type TimelineArtifact,
} from "../../run/index.ts";
import { workerTexts } from "../run/index.ts";
import { busiestTracks, namedTracks, trackFigures } from "../timeline/index.ts";
import type {
  ReportArtifact,
  ReportCode,
  ReportContent,
  ReportData,
  ReportFailure,
  ReportFindings,
  ReportRun,
  ReportTime,
  ReportTimeline,
  ReportVerification,
} from "./model.ts";

/** The content of a run's artifacts, as far as it was read. */
export interface ReportReading {
  readonly contents: ReadonlyMap<ArtifactId, ReportContent>;
  readonly findings: readonly {
    readonly artifact: ArtifactId;
    readonly total: number;
    readonly rows: readonly FindingRow[];
  }[];
  readonly records: ReportData["records"];
}

export interface ReportSource extends ReportReading {
  /** The version of wct that makes the report. */
  readonly wct: string;
  readonly run: RunSummary;
  readonly plan: ExecutionPlan;
  readonly state: RunState;
  readonly timeline: Timeline;
  readonly verification: ReportVerification;
}

/** Returns everything that a report shows; nothing in it depends on when or where it is made. */
export function reportData(source: ReportSource): ReportData {
  const { plan, state, timeline } = source;
  const times = new Map(timeline.artifacts.map((one) => [one.id, one]));
  const planned = new Map(plan.artifacts.map((one) => [one.id, one]));
  const notes = notesEach(plan.artifacts.length);
  const artifacts = inspection(plan, state).map((row) =>
    artifactOf(row, {
      planned: planned.get(row.id)!,
      own: artifactState(state, row.id),
      time: timeOf(times.get(row.id)),
      content: source.contents.get(row.id) ?? { state: "none" },
      notes,
    }),
  );
  const cause = state.finished?.cause?.["code"];
  const codes = [...artifacts.flatMap(({ error }) => error?.code ?? []), ...(typeof cause === "string" ? [cause] : [])];
  return {
    wct: source.wct,
    run: runOf(source),
    artifacts,
    timeline: timelineOf(timeline),
    findings: findingsOf(source.findings),
    records: source.records,
    codes: explained(codes),
    verification: source.verification,
  };
}

function findingsOf(read: ReportReading["findings"]): ReportFindings {
  return {
    rows: read.flatMap(({ rows }) => rows),
    artifacts: read.map(({ artifact, total, rows }) => ({ artifact, total, shown: rows.length })),
  };
}

function runOf({ run, plan, state }: ReportSource): ReportRun {
  const { started, finished } = state;
  const { name, description, contact, path, digest } = plan.runbook;
  return {
    id: run.id,
    uuid: run.uuid,
    status: run.status,
    mode: run.mode,
    runbook: { name, description, contact, path, digest },
    plan: started?.plan ?? null,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    durationMs: run.durationMs,
    counts: state.counts,
    cost: state.cost,
    cause: finished?.cause ?? null,
    resumedFrom: started?.resumedFrom ?? null,
    forkedFrom: started?.forkedFrom ?? null,
    selection: started?.selection ?? null,
    wct: started?.wct ?? null,
    components: started?.components ?? [],
    retain: plan.config.retain,
  };
}

interface ArtifactDetails {
  readonly planned: PlannedArtifact;
  readonly own: ArtifactState;
  readonly time: ReportTime;
  readonly content: ReportContent;
  /** Maximum number of log lines. */
  readonly notes: number;
}

/** Returns the number of log lines per artifact; fewer if there are many artifacts. */
const notesEach = (artifacts: number): number => Math.min(40, Math.max(3, Math.floor(6000 / artifacts)));

function artifactOf(row: InspectionRow, { planned, own, time, content, notes }: ArtifactDetails): ReportArtifact {
  const { id, name, status, schema, durationMs, attempts, elements, bytes, digest, optional, altered } = row;
  const { description, contact, group, tags, method, config, output } = planned;
  const digests = new Map(own.attempts.at(-1)?.inputs.map((input) => [input.artifact, input.digest]));
  const { result } = own;
  return {
    ...{ id, name, description, contact, group, tags, status },
    method: method.kind,
    component: "component" in method ? componentOf(method.component) : null,
    config,
    inputs: planned.inputs.map((artifact) => ({ artifact, digest: digests.get(artifact) ?? null })),
    ...{ schema, output, optional },
    durationMs: rounded(durationMs),
    ...{ attempts, elements, bytes, digest },
    summary: messageOf(own)?.summary ?? null,
    altered,
    error: failureOf(row),
    skipped: row.skipped === null ? null : { reason: row.skipped.reason, chain: row.skipped.chain },
    reused:
      result?.status === "reused" ? { from: result.from, artifact: result.fromArtifact, reason: result.reason } : null,
    // The last lines explain the end.
    notes: own.notes.slice(-notes).map(({ t, level, text }) => ({ ms: Math.round(t / 1e4) / 100, level, text })),
    notesLeftOut: Math.max(0, own.notes.length - notes),
    workers: workerTexts(own),
    outputs: own.outputs.map(({ format, path, digest: written }) => ({ format, path, digest: written })),
    time,
    content,
  };
}

function componentOf({
  kind,
  type,
  version,
  plugin,
  sensitivity,
  deterministic,
}: NonNullable<ReportArtifact["component"]>): ReportArtifact["component"] {
  return { kind, type, version, plugin, sensitivity, deterministic };
}

/** Omits the message of an exception, which is raw content. */
function failureOf({ error, optional }: InspectionRow): ReportFailure | null {
  if (error === null) return null;
  const { code, message, hint, componentCode, exception } = error;
  const thrown = exception === null ? null : { name: exception.name, code: exception.code, frames: exception.frames };
  return { code, message, hint, componentCode, exception: thrown, optional };
}

function timeOf(one: TimelineArtifact | undefined): ReportTime {
  return {
    readyMs: rounded(one?.readyMs ?? null),
    startMs: rounded(one?.startMs ?? null),
    endMs: rounded(one?.endMs ?? null),
    waitMs: rounded(one?.waitMs ?? null),
    slackMs: rounded(one?.slackMs ?? null),
    isCritical: one?.isCritical ?? false,
    attempts: (one?.attempts ?? []).map(stretchOf),
    releasedBy: one?.releasedBy ?? null,
  };
}

const stretchOf = ({ startMs, endMs, isLost }: Pick<Stretch, "startMs" | "endMs" | "isLost">) => ({
  startMs: rounded(startMs) ?? 0,
  endMs: rounded(endMs) ?? 0,
  isLost,
});

const mostTracks = 40;

function tracksOf(view: Timeline): Pick<ReportTimeline, "tracks" | "tracksLeftOut"> {
  const all = namedTracks(view);
  const tracks = busiestTracks(all, mostTracks).map(({ track, process, thread }) => ({
    ...{ process, thread, figures: trackFigures(track) },
    stretches: track.stretches.map(stretchOf),
  }));
  return { tracks, tracksLeftOut: all.length - tracks.length };
}

const mostPieces = 60;

function timelineOf(view: Timeline): ReportTimeline {
  const { isFinished, isInterrupted, totalMs, pausedMs, sequentialMs, speedUp, slots, efficiency } = view;
  const { criticalPath, boundingPath } = view;
  const longest = new Set([...boundingPath].sort((a, b) => b.durationMs - a.durationMs).slice(0, mostPieces));
  return {
    ...{ isFinished, isInterrupted, totalMs, pausedMs, sequentialMs, speedUp, slots, efficiency, criticalPath },
    boundingPath: boundingPath.filter((piece) => longest.has(piece)),
    boundingLeftOut: boundingPath.length - longest.size,
    ...tracksOf(view),
  };
}

function explained(codes: readonly string[]): Readonly<Record<string, ReportCode>> {
  const known = Object.entries(catalogue).filter(([code]) => codes.includes(code));
  return Object.fromEntries(known.map(([code, { title, cause, fix }]) => [code, { title, cause, fix }]));
}

const rounded = (ms: number | null): number | null => (ms === null ? null : Math.round(ms * 100) / 100);
