import { isWctError } from "../../diagnostics/index.ts";
import type { ArtifactId, JsonObject, JsonValue, MessageReader, MessageRef, RecordStore } from "../../domain/index.ts";
import {
  findingRow,
  isFindingStream,
  type ReportContent,
  type ReportFinding,
  type ReportReading,
  shares,
  shorten,
} from "../../render/index.ts";
import { artifactState, messageOf } from "../../run/index.ts";
import { rawArtifacts } from "./raw-content.ts";
import type { RecordedRun } from "./record.ts";

export interface ReadingOptions {
  /** Elements of each artifact; null: as many as a report of a readable size holds. */
  readonly head: number | null;
  /** Also content of artifacts that are declared raw. */
  readonly raw: boolean;
}

/** What a report holds at most when nobody asks for more. */
const most = { elements: 50, findings: 2000, text: 1500, list: 100 } as const;

/** Bytes for content and for findings, so that a page stays below 3 MB: what each artifact takes anyway comes off. */
function budgetOf(artifacts: number): { readonly content: number; readonly findings: number } {
  const room = Math.max(400_000, 2_600_000 - artifacts * 1900);
  return { content: room / 2, findings: room * 0.4 };
}

/** A readable artifact. */
interface Readable {
  readonly id: ArtifactId;
  readonly message: MessageRef;
  readonly stream: string | null;
}

/** Reads of a run's content what its report shows; damaged content is told as such. */
export async function readForReport(
  store: RecordStore,
  record: Pick<RecordedRun, "plan" | "state">,
  options: ReadingOptions,
): Promise<ReportReading> {
  const raw = await rawArtifacts(store, record.plan);
  const contents = new Map<ArtifactId, ReportContent>();
  const readable: Readable[] = [];
  for (const { id, outputStream } of record.plan.artifacts) {
    const message = messageOf(artifactState(record.state, id));
    if (message === null) contents.set(id, { state: "none" });
    else if (!message.kept) contents.set(id, { state: "not-kept" });
    else if (raw.has(id) && !options.raw) contents.set(id, { state: "withheld" });
    else readable.push({ id, message, stream: outputStream });
  }
  const records: { artifact: ArtifactId; content: JsonObject }[] = [];
  const others: Readable[] = [];
  for (const one of readable) {
    if (!isRecord(one.message)) others.push(one);
    else {
      const read = await attempt(store, one, async (reader) => {
        records.push({ artifact: one.id, content: await reader.rest() });
        return { state: "record" };
      });
      contents.set(one.id, read);
    }
  }
  const budget = budgetOf(record.plan.artifacts.length);
  for (const [id, content] of await readContents(store, others, { ...options, budget: budget.content })) {
    contents.set(id, content);
  }
  const holding = others.filter(({ id, stream }) => isFindingStream(stream) && contents.get(id)?.state === "shown");
  return { contents, findings: await readFindings(store, holding, budget.findings), records };
}

const isRecord = ({ schema }: MessageRef): boolean => schema.startsWith("gdpr_article_30:");

/** A damaged or missing object costs only its own artifact. */
async function attempt(
  store: RecordStore,
  { message }: Readable,
  read: (reader: MessageReader) => Promise<ReportContent>,
): Promise<ReportContent> {
  try {
    return await read(await store.artifacts.open(message.digest));
  } catch (error) {
    if (isWctError(error) && error.exitCode === 3) return { state: "unreadable", why: error.message };
    throw error;
  }
}

async function readContents(
  store: RecordStore,
  readable: readonly Readable[],
  { head, budget }: ReadingOptions & { readonly budget: number },
): Promise<readonly (readonly [ArtifactId, ReportContent])[]> {
  const allowances = shares(
    readable.map(({ message }) => message.bytes),
    budget,
  );
  const read: (readonly [ArtifactId, ReportContent])[] = [];
  for (const [place, one] of readable.entries()) {
    const limit =
      head === null ? { elements: most.elements, bytes: allowances[place] ?? 0 } : { elements: head, bytes: Infinity };
    read.push([one.id, await attempt(store, one, (reader) => contentOf(reader, one.stream, limit))]);
  }
  return read;
}

interface Limit {
  readonly elements: number;
  /** Of JSON; the first element is shown whatever its size. */
  readonly bytes: number;
}

async function contentOf(reader: MessageReader, stream: string | null, limit: Limit): Promise<ReportContent> {
  const rest = shorten(await reader.rest(), most);
  let { isCut } = rest;
  let left = limit.bytes - sizeOf(rest.value);
  const elements: JsonValue[] = [];
  const total = reader.elements ?? 0;
  reading: for await (const batch of reader.batches(0, Math.min(limit.elements, total))) {
    for (const element of batch) {
      const short = shorten(element, most);
      left -= sizeOf(short.value);
      if (left < 0 && elements.length > 0) break reading;
      isCut ||= short.isCut;
      elements.push(short.value);
    }
  }
  return { state: "shown", stream, elements, total, rest: rest.value, isCut };
}

const sizeOf = (value: JsonValue): number => JSON.stringify(value).length;

/** Rows of every artifact that holds findings, one at least; the largest give way when there are too many. */
async function readFindings(
  store: RecordStore,
  holding: readonly Readable[],
  budget: number,
): Promise<ReportReading["findings"]> {
  const counts = holding.map(({ message }) => message.elements ?? 0);
  const rowsOf = shares(counts, most.findings);
  const bytesOf = shares(
    holding.map(({ message }) => message.bytes),
    budget,
  );
  const read: { artifact: ArtifactId; total: number; rows: readonly ReportFinding[] }[] = [];
  for (const [place, { id, message }] of holding.entries()) {
    const rows: ReportFinding[] = [];
    const reader = await store.artifacts.open(message.digest);
    let left = bytesOf[place] ?? 0;
    reading: for await (const batch of reader.batches(0, rowsOf[place] ?? 0)) {
      for (const element of batch) {
        const row = findingRow(id, message.schema, element);
        left -= JSON.stringify(row).length;
        if (left < 0 && rows.length > 0) break reading;
        rows.push(row);
      }
    }
    read.push({ artifact: id, total: counts[place] ?? 0, rows });
  }
  return read;
}
