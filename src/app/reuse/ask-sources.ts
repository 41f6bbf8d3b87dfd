import type { ArtifactId, Clock, PlannedArtifact } from "../../domain/index.ts";
import type { SourceAnswer, SourceQuestion } from "../../executor/index.ts";
import type { ReuseCandidate, SourceVerdict } from "../../run/index.ts";

/** How connectors are asked for the states of their sources. */
export interface SourceAsking {
  readonly ask: (question: SourceQuestion) => Promise<SourceAnswer>;
  readonly clock: Clock;
  /** Maximum number of connectors that are asked at the same time. */
  readonly concurrent: number;
  /** Aborting it ends the questions; the sources then count as not known. */
  readonly signal: AbortSignal;
}

/** A source that may be reused, and the result that would be. */
export interface AskedSource {
  readonly artifact: PlannedArtifact;
  readonly candidate: ReuseCandidate;
}

/** An artifact without a time limit of its own has this one. */
const answerWithinMs = 60_000;
/** Another connector is asked at the same time only after this: most answer at once, and a thread costs more. */
const patienceMs = 1000;

/** Asks the connectors of sources whether their sources are still in the recorded state. */
export async function askSources(
  sources: readonly AskedSource[],
  asking: SourceAsking,
): Promise<ReadonlyMap<ArtifactId, SourceVerdict>> {
  const verdicts = new Map<ArtifactId, SourceVerdict>();
  const waiting = [...sources];
  const lanes: Promise<void>[] = [];
  const lane = async (): Promise<void> => {
    for (let source = waiting.shift(); source !== undefined; source = waiting.shift()) {
      let cancel = (): void => undefined;
      const begun = (): void => {
        cancel = asking.clock.after(patienceMs, addLane);
      };
      verdicts.set(source.artifact.id, await verdictOf(source, { ...asking, begun }));
      cancel();
    }
  };
  const addLane = (): void => {
    if (lanes.length < asking.concurrent && waiting.length > 0) lanes.push(lane());
  };
  addLane();
  // Iterates over the lanes that are added meanwhile, too.
  for (const one of lanes) await one;
  return verdicts;
}

async function verdictOf(
  { artifact, candidate }: AskedSource,
  asking: SourceAsking & Pick<SourceQuestion, "begun">,
): Promise<SourceVerdict> {
  const { sourceState } = candidate;
  if (sourceState === null) return "unrecorded";
  const limit = new AbortController();
  const cancel = asking.clock.after(artifact.timeoutMs ?? answerWithinMs, () => limit.abort());
  try {
    const signal = AbortSignal.any([limit.signal, asking.signal]);
    const present = await asking.ask({ artifact, at: sourceState.at, signal, begun: asking.begun });
    if (present === null) return limit.signal.aborted ? "late" : "untold";
    return present.digest === sourceState.digest ? "same" : "changed";
  } finally {
    cancel();
  }
}
