import type { EventOf, EventType, RunEvent } from "../domain/index.ts";

/** Returns the events of one type, in order. */
export function eventsOf<T extends EventType>(events: readonly RunEvent[], type: T): readonly EventOf<T>[] {
  return events.filter((event): event is EventOf<T> => event.type === type);
}

/** Returns artifacts in start order. */
export const startsOf = (events: readonly RunEvent[]) =>
  eventsOf(events, "artifact.started").map(({ artifact }) => artifact);

/** Returns the reason of each skipped artifact. */
export const skipsOf = (events: readonly RunEvent[]) =>
  Object.fromEntries(
    eventsOf(events, "artifact.skipped").map(({ artifact, reason, because }) => [artifact, { reason, because }]),
  );
