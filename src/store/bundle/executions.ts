import { wctError } from "../../diagnostics/index.ts";
import type {
  ChainReport,
  ExecutionStore,
  RunEnds,
  RunEvent,
  RunFilter,
  RunId,
  RunRetention,
  RunSummary,
} from "../../domain/index.ts";
import {
  ChainWalk,
  checkChain,
  emptyProjection,
  filterRuns,
  hexDigest,
  missing,
  projectEvents,
  recordCorrupt,
  runNotFound,
  summaryOf,
} from "../records/index.ts";
import { asKept, withoutDropped } from "../retention/index.ts";
import type { BundleFile } from "./file.ts";
import type { BundleHeader } from "./layout.ts";

/** The single run of a bundle. */
export class BundleExecutions implements ExecutionStore {
  readonly #file: BundleFile;
  readonly #retention: RunRetention;
  readonly #dropped: ReadonlySet<RunRetention["gone"][number]["digest"]>;
  /** Set on first use. */
  #summary: RunSummary | null = null;

  constructor(file: BundleFile, retention: RunRetention) {
    this.#file = file;
    this.#retention = retention;
    this.#dropped = new Set(retention.gone.map(({ digest }) => digest));
  }

  async *events(id: RunId, from = 1): AsyncGenerator<RunEvent> {
    requireRun(this.#file.header, id);
    for (const event of eventsOf(this.#file)) if (event.seq >= from) yield withoutDropped(event, this.#dropped);
  }

  eachEvent: ExecutionStore["eachEvent"] = async (id, listener) => {
    requireRun(this.#file.header, id);
    for (const event of eventsOf(this.#file)) listener(withoutDropped(event, this.#dropped));
  };

  runs = async (filter: RunFilter = {}): Promise<readonly RunSummary[]> => {
    const summary = this.#summarised();
    return filterRuns(summary === null ? [] : [summary], filter);
  };

  run = async (id: RunId): Promise<RunSummary | null> => (id === this.#file.header.run ? this.#summarised() : null);

  ids = async (): Promise<readonly RunId[]> => [this.#file.header.run];

  ends = async (): Promise<RunEnds> => ({ lost: [], unknown: [] });

  retention = async (id: RunId): Promise<RunRetention> => {
    requireRun(this.#file.header, id);
    return this.#retention;
  };

  verifyChain: ExecutionStore["verifyChain"] = async (id, each): Promise<ChainReport> => {
    const { header } = this.#file;
    requireRun(header, id);
    const record = { frames: this.#file.frames(), end: endOf(header), each: asKept(each, this.#dropped) };
    return checkChain(header.run, record).report;
  };

  createRun = async (): Promise<never> => {
    throw readOnly();
  };

  rebuild = async (): Promise<never> => {
    throw readOnly();
  };

  #summarised(): RunSummary | null {
    this.#summary ??= summarised(this.#file);
    return this.#summary;
  }
}

function* eventsOf(file: BundleFile): Generator<RunEvent> {
  const { run, events: expected } = file.header;
  const walk = new ChainWalk(run);
  for (const [, events] of walk.trusted(file.frames())) yield* events;
  const read = walk.end.events;
  if (read < expected) throw recordCorrupt(run, missing(read + 1, expected));
  if (hexDigest(walk.end.head) !== file.header.head) throw recordCorrupt(run, "it ends with another hash");
}

function summarised(file: BundleFile): RunSummary | null {
  const { run, head } = file.header;
  const projection = projectEvents(emptyProjection, [...eventsOf(file)]);
  return summaryOf(run, projection, { head, isAlive: false });
}

/** Returns the end of the run according to the bundle's header. */
export const endOf = ({ events, head }: BundleHeader) => ({ events, head: Buffer.from(head, "hex") });

/** Throws WCT_RUN_NOT_FOUND for any run except that of the bundle. */
export function requireRun({ run }: BundleHeader, id: RunId): void {
  if (id !== run) throw runNotFound(id);
}

/** Makes the error for any change to a bundle. */
export const readOnly = () => wctError("WCT_INTERNAL", { message: "a bundle was written to; this is a bug in wct" });
