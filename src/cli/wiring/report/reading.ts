import type { ArtifactId, ExecutionPlan, JsonObject, MessageRef, RecordStore } from "../../../domain/index.ts";
import { isFindingStream, type ReportContent, type ReportReading } from "../../../render/index.ts";
import { artifactState, messageOf, type RunState } from "../../../run/index.ts";
import { rawArtifacts } from "../raw-content.ts";
import { readContents } from "./contents.ts";
import { readFindings } from "./findings.ts";
import { budgetOf, type Made, reading } from "./readable.ts";

export interface ReadingOptions {
  /** Elements of each artifact; null: as many as a report of a readable size holds. */
  readonly head: number | null;
  /** Also content of artifacts that are declared raw. */
  readonly raw: boolean;
}

/** Reads of a run's content what its report shows; damaged content is told as such. */
export async function readForReport(
  store: RecordStore,
  { plan, state }: { readonly plan: ExecutionPlan; readonly state: RunState },
  options: ReadingOptions,
): Promise<ReportReading> {
  const made = plan.artifacts.flatMap(({ id, outputStream: stream }): readonly Made[] => {
    const message = messageOf(artifactState(state, id));
    return message === null ? [] : [{ id, message, stream }];
  });
  const raw = options.raw ? new Set<ArtifactId>() : await rawArtifacts(store, plan);
  const mayRead = ({ id, message }: Made): boolean => message.kept && !raw.has(id);
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
  // What a pass-through holds stands in its inputs already.
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

/** Records of processing, whole. */
async function readRecords(store: RecordStore, made: readonly Made[]) {
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
