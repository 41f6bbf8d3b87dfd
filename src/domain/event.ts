import { type ShapeOf, taggedUnion } from "../shape/index.ts";
import { artifactEvents } from "./artifact-events.ts";
import type { EventEnvelope } from "./event-envelope.ts";
import { runEvents } from "./run-events.ts";

const { "run.started": started, ...laterRunEvents } = runEvents;

/** The description of every event. New fields are added there and nowhere else. */
export const runEvent = taggedUnion("type", { "run.started": started, ...artifactEvents, ...laterRunEvents });
export type RunEvent = ShapeOf<typeof runEvent>;
export type EventType = RunEvent["type"];
export type EventOf<T extends EventType> = Extract<RunEvent, { readonly type: T }>;

type BodyOf<E> = E extends unknown ? Omit<E, keyof EventEnvelope> : never;
/** An event before it has its envelope. */
export type EventBody = BodyOf<RunEvent>;
export type RunStarted = BodyOf<EventOf<"run.started">>;
