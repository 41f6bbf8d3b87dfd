import type { ArtifactId, ExecutionPlan, JsonObject, MessageRef, RecordStore } from "../../domain/index.ts";
import type { ReportContent, ReportReading } from "../../render/index.ts";
import { artifactState, isFindingStream, messageOf, type RunState } from "../../run/index.ts";
import { rawArtifacts } from "../record/index.ts";
import { readContents } from "./contents.ts";
import { readFindings } from "./findings.ts";
import { budgetOf, type ReadableArtifact, reading } from "./readable.ts";

export interface ReportReadingOptions {
  /** Elements of each artifact; null: as many as fit into a report of a readable size. */
  readonly head: number | null;
  /** Includes content of artifacts that are declared raw. */
  readonly raw: boolean;
}

/** Reads the content that a run's report shows; damaged content is marked as damaged. */
export async function readForReport(
  store: RecordStore,
  { plan, state }: { readonly plan: ExecutionPlan; readonly state: RunState },
  options: ReportReadingOptions,
): Promise<ReportReading> {
  const made = plan.artifacts.flatMap(({ id, outputStream: stream }): readonly ReadableArtifact[] => {
    const message = messageOf(artifactState(state, id));
    return message === null ? [] : [{ id, message, stream }];
  });
  const raw = options.raw ? new Set<ArtifactId>() : await rawArtifacts(store, plan);
  const mayRead = ({ id, message }: ReadableArtifact): boolean => message.kept && !raw.has(id);
  const budget = budgetOf(plan.artifacts.length);
  const readable = made.filter((one) => mayRead(one) && !isRecord(one.message));
  const kept = await readRecords(
    store,
    made.filter((one) => mayRead(one) && isRecord(one.message)),
  );
  const contents = new Map<ArtifactId, ReportContent>([
    ...made.map(({ id, message }) => [id, { state: message.kept ? "withheld" : "not-kept" }] as const),
    ...kept.contents,
    ...(await readContents(store, readable, { head: options.head, budget: budget.content })),
  ]);
  // The content of a pass-through is already in its inputs.
  const passed = new Set(plan.artifacts.flatMap(({ id, method }) => (method.kind === "pass-through" ? id : [])));
  const holding = made.filter(({ id, stream }) => isFindingStream(stream) && !passed.has(id));
  const absent = holding.filter((one) => !mayRead(one));
  const findings = await readFindings(store, holding.filter(mayRead), budget.findings);
  return {
    contents,
    records: kept.records,
    findings: [
      ...findings,
      ...absent.map(({ id, message }) => ({ artifact: id, total: message.elements ?? 0, rows: [] })),
    ],
  };
}

const isRecord = ({ schema }: MessageRef): boolean => schema.startsWith("gdpr_article_30:");

/** Reads whole records of processing. */
async function readRecords(store: RecordStore, made: readonly ReadableArtifact[]) {
  const records: { readonly artifact: ArtifactId; readonly content: JsonObject }[] = [];
  const contents: (readonly [ArtifactId, ReportContent])[] = [];
  for (const one of made) {
    const content = await reading<ReportContent>(
      store,
      one,
      async (reader) => {
        records.push({ artifact: one.id, content: await reader.rest() });
        return { state: "record" };
      },
      (why) => ({ state: "unreadable", why }),
    );
    contents.push([one.id, content]);
  }
  return { records, contents };
}
