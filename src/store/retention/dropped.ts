import type { Digest, Failure, RunEvent } from "../../domain/index.ts";

/**
 * Returns an event as a reader should see it after its content is gone. The bytes of the record never change, because
 * they are chained, but a reader must learn that the content is gone.
 */
export function withoutDropped(event: RunEvent, dropped: ReadonlySet<Digest>): RunEvent {
  switch (event.type) {
    case "artifact.attempted":
      if (event.outcome === "failed") return { ...event, failure: withoutMessage(event.failure, dropped) };
      return dropped.has(event.message.digest) ? { ...event, message: { ...event.message, kept: false } } : event;
    case "artifact.reused":
      return dropped.has(event.message.digest) ? { ...event, message: { ...event.message, kept: false } } : event;
    case "artifact.failed":
      return { ...event, failure: withoutMessage(event.failure, dropped) };
    default:
      return event;
  }
}

/** Returns a listener that receives events in this form. */
export function asKept(
  each: ((event: RunEvent) => void) | undefined,
  dropped: ReadonlySet<Digest>,
): ((event: RunEvent) => void) | undefined {
  return each && ((event) => each(withoutDropped(event, dropped)));
}

function withoutMessage(failure: Failure, dropped: ReadonlySet<Digest>): Failure {
  const { exception } = failure;
  if (exception === null || exception.message === null || !dropped.has(exception.message)) return failure;
  return { ...failure, exception: { ...exception, message: null } };
}
