import type { DebugProtocol } from "@vscode/debugprotocol";
import type { DebugSession } from "../../debug/index.ts";
import { wctError } from "../../diagnostics/index.ts";
import type { ArtifactId } from "../../domain/index.ts";
import { artifactState } from "../../run/index.ts";
import type { ClientFormat } from "../protocol/index.ts";
import type { RunbookSources } from "./runbook-sources.ts";
import type { SessionThreads } from "./threads.ts";

interface FrameContext {
  readonly session: DebugSession;
  readonly threads: SessionThreads;
  readonly sources: RunbookSources;
  readonly format: ClientFormat;
}

/** Frames of one thread get ids of their own. */
const framesPerThread = 1000;

/** Returns the frames of a thread, innermost first: the artifact, the artifacts that include it, the runbook. */
export function stackFrames(context: FrameContext, thread: number): readonly DebugProtocol.StackFrame[] {
  const artifact = context.threads.artifactOf(thread);
  const frames = [
    ...(artifact === null ? [] : [artifactFrame(context, artifact)]),
    ...includingArtifacts(context.session, artifact).map((id) => includingFrame(context, id)),
    runbookFrame(context),
  ];
  return frames.map((frame, depth) => ({ id: thread * framesPerThread + depth, ...frame }));
}

/** Returns the ids of the artifacts that include an artifact's runbook as a child, innermost first. */
function includingArtifacts({ plan }: DebugSession, artifact: ArtifactId | null): readonly ArtifactId[] {
  const group = plan.artifacts.find(({ id }) => id === artifact)?.group ?? [];
  return group.map((_, depth) => group.slice(0, depth + 1).join("/") as ArtifactId).toReversed();
}

function includingFrame(context: FrameContext, id: ArtifactId) {
  return { name: `${id} (child runbook)`, ...placeOf(context, id), presentationHint: "subtle", canRestart: false };
}

function runbookFrame({ session, sources, format }: FrameContext) {
  return {
    name: session.plan.runbook.name,
    source: sources.main.source.shown(format),
    line: format.line.write(1),
    column: format.column.write(1),
    presentationHint: "subtle" as const,
    canRestart: false,
  };
}

/** Returns the artifact of a frame; null for the frame of a runbook. Throws WCT_DEBUG_COMMAND for an unknown frame. */
export function artifactOfFrame(threads: SessionThreads, frame: number): ArtifactId | null {
  const thread = Math.floor(frame / framesPerThread);
  if (Number.isInteger(frame) && thread >= 1) {
    const artifact = threads.artifactOf(thread);
    return frame % framesPerThread === 0 ? artifact : null;
  }
  throw wctError("WCT_DEBUG_COMMAND", { message: `there is no frame ${frame}`, hint: "request the stack trace" });
}

function artifactFrame(context: FrameContext, artifact: ArtifactId) {
  const { session } = context;
  const { position } = session;
  const point = position?.point?.artifact === artifact ? position.point : null;
  return {
    name: `${artifact} (${frameState(session, artifact)})`,
    ...placeOf(context, artifact),
    canRestart: session.kind === "live" && position?.isPresent === true && point?.side === "after",
  };
}

function placeOf({ sources, format }: FrameContext, artifact: ArtifactId) {
  const { text, at } = sources.placeOf(artifact);
  return {
    source: text.source.shown(format),
    line: format.line.write(at?.line ?? 1),
    column: format.column.write(at?.column ?? 1),
    ...(at?.endLine === undefined ? {} : { endLine: format.line.write(at.endLine) }),
  };
}

function frameState(session: DebugSession, artifact: ArtifactId): string {
  const { position, held } = session;
  const point = position?.point;
  if (point?.artifact === artifact) return point.attempt > 1 ? `${point.side}, attempt ${point.attempt}` : point.side;
  const waiting = held.find((one) => one.artifact === artifact);
  if (waiting !== undefined && position?.isPresent === true) return `waits ${waiting.side}`;
  return artifactState(session.state(), artifact).status;
}
