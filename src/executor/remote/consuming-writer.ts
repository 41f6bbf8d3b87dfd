import type { RunWriter } from "../../domain/index.ts";
import type { RemoteProducer } from "./remote-producer.ts";

type FrameWriter = Pick<RunWriter, "run" | "append" | "head">;

/**
 * Wraps the writer of a run: a frame that records how a remote attempt ended consumes its outcome in the same
 * transaction, so that each is recorded once, whatever dies when. Jobs wait for the first frame with events.
 */
export function consumingWriter(
  writer: FrameWriter,
  producer: Pick<RemoteProducer, "delivered" | "consumed" | "releaseJobs">,
): FrameWriter {
  return {
    run: writer.run,
    head: writer.head,
    append: async (frame) => {
      const outcomes = frame.events.flatMap((event) =>
        event.type === "artifact.attempted" ? (producer.delivered(event.artifact, event.attempt) ?? []) : [],
      );
      await writer.append(outcomes.length === 0 ? frame : { ...frame, outcomes });
      producer.consumed(outcomes);
      if (frame.events.length > 0) producer.releaseJobs();
    },
  };
}
