import * as z from "zod";
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
} from "./common.ts";

const waitedFor = ["start", "input", "slot", "thread", "gate"] as const;

const releasedBy = object(
  {
    kind: oneOf(waitedFor, "What it waited for last; start: for nothing."),
    artifact: orNull(artifactId("The artifact that gave it free."), "no artifact did"),
  },
  "What let it start.",
);

const chain = {
  artifacts: list(z.string(), "Ids, first to last."),
  durationMs: ms("Sum of their durations."),
  share: orNull(ratio("Of the total, 0 to 1."), "the total is 0"),
};

const node = object(
  {
    id: artifactId("The artifact's id."),
    status: artifactStatus,
    readyMs: orNull(ms("When its last input was there, since the start."), "it never was ready"),
    startMs: orNull(ms("Start of the first attempt, since the start of the run."), "it was not begun"),
    endMs: orNull(ms("End of the last attempt; of a reused artifact, when it was taken over."), "it has not ended"),
    waitMs: orNull(ms("Between ready and start."), "it was not begun"),
    durationMs: orNull(ms("How long its attempts worked."), "it was not begun"),
    slackMs: orNull(ms("How much longer it could take without a longer critical path."), "it was not begun"),
    critical: flag("Whether it is on the critical path."),
    attempts: list(
      object(
        {
          startMs: ms("Since the start of the run."),
          endMs: ms("Since the start of the run; of an attempt that works, the end of the record."),
          worker: orNull(count("Number of the thread, from 0."), "not in a thread of its own"),
        },
        "One attempt.",
      ),
      "In order; empty: it was not begun.",
    ),
    releasedBy: orNull(releasedBy, "it was not begun"),
    skipped: orNull(
      object({ reason: skipReason, because: list(z.string(), "Ids, in plan order.") }, "Why it was skipped."),
      "it was not skipped",
    ),
  },
  "One artifact; times are of the run's own time, pauses taken out.",
);

const boundingPiece = object(
  {
    kind: oneOf(["start-up", "work", "hand-over", "gate", "wind-down"], "What this stretch of time was."),
    artifact: orNull(artifactId("Who worked, was handed to or was asked about."), "nobody in particular"),
    startMs: ms("Since the start of the run."),
    endMs: ms("Since the start of the run."),
    durationMs: ms("End less start."),
    via: orNull(oneOf(waitedFor, "What the artifact of a hand-over waited for last."), "no hand-over"),
  },
  "One piece.",
);

const replayed = ms("What the same replay gives for the run as it was: how far it can be trusted.");

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
  "The one thing worth doing about the duration.",
);

const prediction = object(
  {
    assumptions: list(z.string(), "As given with --what-if."),
    totalMs: ms("The total under them."),
    replayedMs: replayed,
    criticalPath: list(z.string(), "Ids of the critical path under them."),
    criticalMs: ms("Its length."),
  },
  "What the run would have taken.",
);

export const timeline = answer("Timeline", {
  run: named("RunHeader", runHeader, "The run."),
  isFinished: flag("Whether the run has ended."),
  totalMs: ms("Wall time without pauses."),
  pausedMs: ms("Time in which nothing ran because the run was paused."),
  sequentialMs: ms("Sum of all durations."),
  speedUp: orNull(ratio("Sequential time by total time."), "nothing executed, or no time passed"),
  width: count("How many artifacts could have run at once, counted up to maxConcurrency."),
  slots: count("How many could run at once."),
  efficiency: orNull(ratio("Sequential time by total time and slots, 0 to 1."), "nothing executed, or no time passed"),
  maxConcurrency: count("Artifacts in flight, at most."),
  workers: count("Busy threads, at most."),
  nodes: list(node, "In the order in which they began; what never began last, in plan order."),
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
  criticalPath: object(chain, "The chain of dependent artifacts with the largest summed duration."),
  boundingPath: list(boundingPiece, "From start to end without gap; the pieces sum to the total."),
  advice: orNull(advice, "nothing to advise, or the run has not ended"),
  whatIf: orNull(prediction, "without --what-if"),
});
export type TimelineShape = z.infer<typeof timeline>;
