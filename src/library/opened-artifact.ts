import {
  type ArtifactMetadata,
  type ArtifactSchema,
  type FoundLineage,
  inputsOf,
  lineageIn,
  metadataOf,
  queryArtifact,
  schemaOf,
} from "../app/inspect/index.ts";
import { contentOf, plannedArtifact, type RecordedRun } from "../app/record/index.ts";
import type { JsonObject, JsonValue, RecordStore } from "../domain/index.ts";
import type { InputsShape } from "../render/index.ts";
import { type ArtifactState, artifactState } from "../run/index.ts";

/** An artifact's content without its stream, and facts about the stream. */
export interface ArtifactContent {
  readonly schema: string;
  readonly rest: JsonObject;
  /** Number of elements; null without a stream. */
  readonly elements: number | null;
  /** Size of the message, in bytes. */
  readonly bytes: number;
}

/** A value that a JSONPath selects, and the normalised path of its location. */
export interface SelectedValue {
  readonly path: string;
  readonly value: JsonValue;
}

/** An artifact of a recorded run. */
export class OpenedArtifact {
  readonly id: string;
  /** Status, attempts, notes and result, as recorded. */
  readonly state: ArtifactState;
  readonly #store: RecordStore;
  readonly #record: RecordedRun;

  /** @internal Use {@link OpenedRun.artifact}. */
  constructor(store: RecordStore, record: RecordedRun, id: string) {
    const planned = plannedArtifact(record, id);
    this.id = planned.id;
    this.state = artifactState(record.state, planned.id);
    this.#store = store;
    this.#record = record;
  }

  /** Returns component, configuration as written, inputs, attempts, digest, fingerprint. */
  metadata(): ArtifactMetadata {
    return metadataOf(this.#record, this.id);
  }

  /** Returns each input, with the digest it had when it was read. */
  inputs(): InputsShape["inputs"] {
    return inputsOf(this.#record, this.id);
  }

  /** Returns the JSON Schema of its content; null for a schema of a plugin, which the record does not contain. */
  schema(): ArtifactSchema {
    return schemaOf(this.#record, this.id);
  }

  /** Returns what it was made from, and what was made from it, also in other runs of the store. */
  async lineage(): Promise<FoundLineage> {
    return await lineageIn(this.#store, this.#record, this.id);
  }

  /**
   * Reads the content. Throws WCT_RUN_ARTIFACT_ABSENT, which explains why there is no content, WCT_RUN_RECORD_CORRUPT.
   */
  async content(): Promise<ArtifactContent> {
    const reader = await this.#reader();
    const { schema, elements, bytes } = reader;
    return { schema, rest: await reader.rest(), elements, bytes };
  }

  /**
   * Yields the elements from `from` to `to` (exclusive; all by default), one by one; memory stays bounded. Throws as
   * {@link content}.
   */
  async *elements(from = 0, to?: number): AsyncGenerator<JsonValue> {
    const reader = await this.#reader();
    for await (const batch of reader.batches(from, to)) yield* batch;
  }

  /** Yields the values that a JSONPath selects, element by element. Throws WCT_USAGE_PATH, and as {@link content}. */
  async *query(path: string): AsyncGenerator<SelectedValue> {
    const { query, matches } = await queryArtifact(this.#store, this.#record, { id: this.id, path });
    for await (const batch of matches()) {
      for (const match of batch) yield { path: query.pathOf(match), value: match.value };
    }
  }

  async #reader() {
    return await this.#store.artifacts.open(contentOf(this.#record, this.id).digest);
  }
}
