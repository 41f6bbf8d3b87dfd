import type { EventOf, Nanoseconds, RunEvent, RunWriter } from "../../domain/index.ts";

type FrameWriter = Pick<RunWriter, "run" | "id" | "append" | "head">;

export interface RecordSoFar {
  readonly events: readonly RunEvent[];
  /** Nanoseconds from the start of the run to its adoption. */
  readonly elapsed: Nanoseconds;
}

/**
 * Wraps the writer of a run that is taken over. The executor begins again, and what happened before happens at once, as
 * it is recorded: such events are left out, and the others follow the record.
 */
export function adoptingWriter(writer: FrameWriter, { events, elapsed }: RecordSoFar): FrameWriter {
  const recorded = new Set(events.map(keyOf));
  let seq = events.length;
  let latest = Math.max(elapsed, events.at(-1)?.t ?? 0);
  const next = (event: RunEvent): RunEvent => {
    seq += 1;
    latest = Math.max(latest, elapsed + event.t);
    return { ...shifted(event, elapsed), seq, t: latest };
  };
  return {
    run: writer.run,
    ...(writer.id === undefined ? {} : { id: writer.id }),
    head: writer.head,
    append: async (frame) => {
      const fresh = frame.events.filter((event) => !recorded.has(keyOf(event))).map(next);
      if (fresh.length > 0 || frame.objects.length > 0) await writer.append({ ...frame, events: fresh });
    },
  };
}

/** Times within an event are on the clock of the run too. */
function shifted(event: RunEvent, by: Nanoseconds): RunEvent {
  if (event.type === "artifact.attempted") return shiftedAttempt(event, by);
  if ((event.type !== "artifact.started" && event.type !== "artifact.noted") || event.remote === undefined)
    return event;
  return { ...event, remote: { ...event.remote, began: event.remote.began + by } };
}

function shiftedAttempt(event: EventOf<"artifact.attempted">, by: Nanoseconds): RunEvent {
  const { remote, lost } = event;
  return {
    ...event,
    ended: event.ended + by,
    ...(remote === undefined ? {} : { remote: shiftedWork(remote, by) }),
    ...(lost === undefined ? {} : { lost: lost.map((work) => shiftedWork(work, by)) }),
  };
}

function shiftedWork<Work extends { readonly began: Nanoseconds | null; readonly ended: Nanoseconds }>(
  work: Work,
  by: Nanoseconds,
): Work {
  return { ...work, began: work.began === null ? null : work.began + by, ended: work.ended + by };
}

/** Names what can happen once. Lines and progress can happen often, and are never left out. */
function keyOf(event: RunEvent): string {
  if (event.type === "run.started") return event.type;
  if (event.type === "output.written") return `${event.type} ${event.path}`;
  if (event.type === "artifact.started" || event.type === "artifact.attempted")
    return `${event.type} ${event.attempt} ${event.artifact}`;
  return isOnce(event) ? `${event.type} ${event.artifact}` : `often ${event.seq} ${event.t}`;
}

const once: ReadonlySet<string> = new Set([
  ...["artifact.ready", "artifact.completed", "artifact.failed", "artifact.skipped", "artifact.reused"],
]);

const isOnce = (event: RunEvent): event is EventOf<"artifact.ready" | "artifact.completed"> => once.has(event.type);
