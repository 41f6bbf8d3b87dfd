import type { DebugProtocol } from "@vscode/debugprotocol";
import type { DebugSession } from "../../debug/index.ts";
import { wctError } from "../../diagnostics/index.ts";
import type { ArtifactId } from "../../domain/index.ts";
import { artifactState } from "../../run/index.ts";
import type { RunbookLines } from "../breakpoints/index.ts";
import type { ClientFormat } from "../protocol/index.ts";
import type { RunbookSource } from "./runbook-source.ts";
import type { SessionThreads } from "./threads.ts";

interface FrameContext {
  readonly session: DebugSession;
  readonly threads: SessionThreads;
  readonly lines: RunbookLines;
  readonly source: RunbookSource;
  readonly format: ClientFormat;
}

/** Frames of one thread get ids of their own. */
const framesPerThread = 1000;

/** Returns the frames of a thread, innermost first: the artifact, the runbooks that include it, the runbook. */
export function stackFrames(context: FrameContext, thread: number): readonly DebugProtocol.StackFrame[] {
  const { session, threads, format } = context;
  const artifact = threads.artifactOf(thread);
  const planned = session.plan.artifacts.find(({ id }) => id === artifact);
  const source = context.source.shown(format);
  const outer = [...(planned?.group ?? [])].toReversed().concat(session.plan.runbook.name);
  const inner = artifact === null ? [] : [artifactFrame(context, artifact)];
  const frames = outer.map((name) => ({
    name,
    source,
    line: format.line.write(1),
    column: format.column.write(1),
    presentationHint: "subtle" as const,
    canRestart: false,
  }));
  return [...inner, ...frames].map((frame, depth) => ({ id: thread * framesPerThread + depth, ...frame }));
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

function artifactFrame({ session, lines, source, format }: FrameContext, artifact: ArtifactId) {
  const at = lines.of(artifact);
  const { position } = session;
  const point = position?.point?.artifact === artifact ? position.point : null;
  return {
    name: `${artifact} (${frameState(session, artifact)})`,
    source: source.shown(format),
    line: format.line.write(at?.line ?? 1),
    column: format.column.write(at?.column ?? 1),
    ...(at === undefined ? {} : { endLine: format.line.write(at.endLine) }),
    canRestart: session.kind === "live" && position?.isPresent === true && point?.side === "after",
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
