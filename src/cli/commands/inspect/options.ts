import type { RecordedRun } from "../../../app/record/index.ts";
import type { RecordStore } from "../../../domain/index.ts";
import type { Io } from "../../io.ts";
import type { GlobalOptions } from "../../options.ts";

export interface InspectOptions extends GlobalOptions {
  /** A selection. */
  readonly select?: string;
  readonly head?: number;
  readonly offset?: number;
  /** A JSONPath. */
  readonly path?: string;
  readonly table?: boolean;
  readonly raw?: boolean;
  readonly meta?: boolean;
  readonly inputs?: boolean;
  readonly lineage?: boolean;
  readonly log?: boolean;
  readonly schema?: boolean;
}

/** The parameters of every view of an artifact. */
export interface InspectContext {
  readonly io: Io;
  readonly store: RecordStore;
  readonly record: RecordedRun;
  /** As the user wrote it. */
  readonly id: string;
  readonly options: InspectOptions;
}

/** Writes one line of JSON. */
export const writeJson = (io: Io, answer: object): Promise<void> => io.stdout.write(`${JSON.stringify(answer)}\n`);
