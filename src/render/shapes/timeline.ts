import type { ShapeOf } from "../../shape/index.ts";
import {
  answer,
  artifactId,
  artifactStatus,
  count,
  flag,
  list,
  ms,
  named,
  object,
  oneOf,
  orNull,
  ratio,
  runHeader,
  schemaRef,
  skipReason,
  text,
  workerProcess,
} from "./common.ts";

const waitedFor = ["start", "input", "slot", "thread", "gate", "worker"] as const;

const releasedBy = object(
  {
    kind: oneOf(waitedFor, "What it waited for last; start: nothing."),
    artifact: orNull(artifactId("The artifact that released it."), "no artifact released it"),
  },
  "What released it.",
);

const chain = {
  artifacts: list(text(), "Ids, first to last."),
  durationMs: ms("Sum of their durations."),
  share: orNull(ratio("Of the total, 0 to 1."), "the total is 0"),
};

const track = object(
  {
    remote: orNull(workerProcess, "the run's own process"),
    worker: orNull(count("Number of the thread, from 0."), "what runs in no thread of its own"),
    busyMs: ms("Total of its stretches."),
    stretches: list(
      object(
        {
          artifact: artifactId("What it worked on."),
          startMs: ms("Since the start of the run."),
          endMs: ms("Since the start of the run."),
          isLost: flag("Whether its worker was lost or stopped before it ended."),
        },
        "One stretch of work.",
      ),
      "In order of their starts.",
    ),
  },
  "One thread.",
);

const node = object(
  {
    id: artifactId("The artifact's id."),
    status: artifactStatus,
    readyMs: orNull(ms("Time at which its last input was ready, since the start."), "it was never ready"),
    startMs: orNull(ms("Start of the first attempt, since the start of the run."), "it was not started"),
    endMs: orNull(ms("End of the last attempt; of a reused artifact, when it was reused."), "it has not ended"),
    waitMs: orNull(ms("Between ready and start."), "it was not started"),
    durationMs: orNull(ms("Total duration of its attempts."), "it was not started"),
    slackMs: orNull(ms("How much longer it could take without lengthening the critical path."), "it was not started"),
    critical: flag("Whether it is on the critical path."),
    attempts: list(
      object(
        {
          startMs: ms("Since the start of the run."),
          endMs: ms("Since the start of the run; of an attempt without an end, the last event."),
          worker: orNull(count("Number of the thread, from 0."), "not in a thread of its own"),
          remote: orNull(workerProcess, "the run's own process"),
          isLost: flag("Whether its worker was lost or stopped; such work counts in no duration."),
        },
        "One attempt.",
      ),
      "In order; empty: it was not begun.",
    ),
    releasedBy: orNull(releasedBy, "it was not started"),
    skipped: orNull(
      object({ reason: skipReason, because: list(text(), "Ids, in plan order.") }, "Why it was skipped."),
      "it was not skipped",
    ),
  },
  "One artifact; times are of the run's own time, pauses taken out.",
);

const boundingPiece = object(
  {
    kind: oneOf(["start-up", "work", "hand-over", "gate", "wind-down"], "Kind of this piece of time."),
    artifact: orNull(artifactId("The artifact that worked, received the hand-over or passed the gate."), "no artifact"),
    startMs: ms("Since the start of the run."),
    endMs: ms("Since the start of the run."),
    durationMs: ms("End minus start."),
    via: orNull(oneOf(waitedFor, "What the artifact of a hand-over waited for last."), "no hand-over"),
  },
  "One piece.",
);

const replayed = ms("What the same simulation gives for the run as it was: how far it can be trusted.");

const advice = object(
  {
    replayedMs: replayed,
    slots: orNull(
      object({ slots: count("How many."), totalMs: ms("The total with them.") }, "More slots would help."),
      "they would not help",
    ),
    artifact: orNull(
      object(
        { id: artifactId("Which."), totalMs: ms("The total if its work were nothing: a bound for any change.") },
        "The artifact whose work shortens the run most.",
      ),
      "none would",
    ),
  },
  "The most effective change of the duration.",
);

const prediction = object(
  {
    assumptions: list(text(), "As given with --what-if."),
    totalMs: ms("The total under them."),
    replayedMs: replayed,
    criticalPath: list(text(), "Ids of the critical path under them."),
    criticalMs: ms("Its length."),
  },
  "Predicted duration of the run.",
);

export const timeline = answer("Timeline", {
  run: named("RunHeader", runHeader, "The run."),
  isFinished: flag("Whether the run has finished; an interrupted run has not."),
  isInterrupted: flag("Whether its process ended before it; times then end with the last event."),
  totalMs: ms("Wall time without pauses."),
  pausedMs: ms("Time in which nothing ran because the run was paused."),
  sequentialMs: ms("Sum of all durations."),
  speedUp: orNull(ratio("Sequential time by total time."), "nothing executed, or no time passed"),
  width: count("Maximum number of artifacts that could have been concurrent, counted up to maxConcurrency."),
  slots: count("Maximum number of concurrent artifacts."),
  efficiency: orNull(ratio("Sequential time by total time and slots, 0 to 1."), "nothing executed, or no time passed"),
  maxConcurrency: count("Maximum number of artifacts in progress."),
  workers: count("Maximum number of busy threads; with workers on other machines, the threads that took part."),
  tracks: list(track, "Threads, by host and worker; empty if no worker of another process took part."),
  nodes: list(node, "In order of their start; those that never started last, in plan order."),
  edges: list(
    object(
      {
        from: artifactId("The input."),
        to: artifactId("The artifact made from it."),
        schema: schemaRef("What flows."),
      },
      "One input of one artifact.",
    ),
    "In the order of their ends.",
  ),
  criticalPath: object(chain, "The chain of dependent artifacts with the largest total duration."),
  boundingPath: list(boundingPiece, "From start to end without gaps; the pieces add up to the total."),
  advice: orNull(advice, "there is no advice, or the run has not ended"),
  whatIf: orNull(prediction, "without --what-if"),
});
export type TimelineShape = ShapeOf<typeof timeline>;
