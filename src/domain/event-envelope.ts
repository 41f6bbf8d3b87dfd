import { type FieldShapes, literal, natural, object, published, type ShapeOf } from "../shape/index.ts";
import { nanoseconds } from "./event-fields.ts";
import { repeatedMoment, repeatedRunId } from "./id-shapes.ts";

export const eventFormat = 1;

const envelope = {
  v: literal(eventFormat, "Version of the event format."),
  /** From 1, without gaps. */
  seq: published(natural("From 1, without gaps."), { minimum: 1 }),
  run: repeatedRunId("The run."),
  /** ISO 8601 UTC wall clock, for people. */
  at: repeatedMoment("Wall clock time, for people."),
  t: nanoseconds("When."),
};
const envelopeShape = object(envelope);
/** The fields that every event has. */
export interface EventEnvelope extends ShapeOf<typeof envelopeShape> {}

/** Describes an event of one type: the envelope, the type and these fields, in the order in which they are written. */
export const eventOf = <const T extends string, const F extends FieldShapes>(type: T, fields: F, about: string) =>
  object({ ...envelope, type: literal(type), ...fields }, about);
