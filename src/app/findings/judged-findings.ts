import { isWctError } from "../../diagnostics/index.ts";
import type { JsonObject, JsonValue, PlannedArtifact, RecordStore } from "../../domain/index.ts";
import { type FindingShape, findingJson } from "../../render/index.ts";
import { artifactState, type FindingOrigin, isFindingStream, messageOf, UnreadPlaces } from "../../run/index.ts";
import { isNotSelected, type RecordedRun } from "../record/index.ts";

/** A finding and its origin. */
export interface JudgedFinding extends FindingShape {
  readonly origin: FindingOrigin;
  readonly element: JsonValue;
}

/** An artifact that should be judged but cannot be read. */
export interface Unjudged {
  readonly artifact: string;
  readonly why: string;
}

export interface Judged {
  readonly findings: number;
  /** Number of artifacts that contain findings. */
  readonly artifacts: number;
  readonly unjudged: readonly Unjudged[];
  /** What the components that found them had not read, or not in full. */
  readonly unread: UnreadPlaces;
}

/** Passes every finding of a run to `take`, in plan order. Optional artifacts are treated like all others. */
export async function judgedFindings(
  store: RecordStore,
  record: RecordedRun,
  take: (finding: JudgedFinding) => void,
): Promise<Judged> {
  const unjudged: Unjudged[] = [];
  const unread = new UnreadPlaces();
  const holding = record.plan.artifacts.filter(({ outputStream }) => isFindingStream(outputStream));
  let findings = 0;
  for (const planned of holding) {
    const why = await reading(store, record, planned, async (reader) => {
      for await (const batch of reader.batches()) {
        findings += batch.length;
        for (const element of batch) {
          const origin = { artifact: planned.id, schema: reader.schema };
          take({ ...findingJson(planned.id, reader.schema, element), origin, element });
        }
      }
      unread.add(await reader.rest());
    });
    if (why !== null) unjudged.push({ artifact: planned.id, why });
  }
  return { findings, artifacts: holding.length, unjudged, unread };
}

/** Reads the records of processing of a run. */
export async function judgedRecords(store: RecordStore, record: RecordedRun) {
  const unjudged: Unjudged[] = [];
  const records: { readonly artifact: PlannedArtifact["id"]; readonly content: JsonObject }[] = [];
  for (const planned of record.plan.artifacts) {
    if (!planned.outputSchema.startsWith("gdpr_article_30:")) continue;
    const why = await reading(store, record, planned, async (reader) => {
      records.push({ artifact: planned.id, content: await reader.rest() });
    });
    if (why !== null) unjudged.push({ artifact: planned.id, why });
  }
  return { records, unjudged };
}

type Reader = Awaited<ReturnType<RecordStore["artifacts"]["open"]>>;

/** Returns why there is nothing to read, or null. */
async function reading(
  store: RecordStore,
  { state }: RecordedRun,
  { id }: PlannedArtifact,
  read: (reader: Reader) => Promise<void>,
): Promise<string | null> {
  const artifact = artifactState(state, id);
  const message = messageOf(artifact);
  if (message === null)
    return isNotSelected(state, id) ? "it was not selected in that run" : `it is ${artifact.status}`;
  if (!message.kept) return "its content was not kept";
  try {
    await read(await store.artifacts.open(message.digest));
    return null;
  } catch (error) {
    if (isWctError(error) && error.exitCode === 3) return error.message;
    throw error;
  }
}
