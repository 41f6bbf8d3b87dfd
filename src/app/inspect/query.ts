import type { RecordStore } from "../../domain/index.ts";
import { compileJsonPath, type Match, type PathQuery } from "../../run/index.ts";
import { contentOf, plannedArtifact, type RecordedRun } from "../record/index.ts";

/** What a JSONPath selects in an artifact's content. */
export interface ArtifactQuery {
  readonly query: PathQuery;
  /** Total number of elements of the artifact; 0 without a stream. */
  readonly elements: number;
  /** `passed` receives the number of elements read so far. */
  readonly matches: (passed?: (elements: number) => void) => AsyncIterable<readonly Match[]>;
}

/**
 * Queries content element by element. Throws WCT_USAGE_PATH for an invalid JSONPath, WCT_RUN_ARTIFACT_ABSENT without
 * content.
 */
export async function queryArtifact(
  { artifacts }: Pick<RecordStore, "artifacts">,
  record: RecordedRun,
  { id, path }: { readonly id: string; readonly path: string },
): Promise<ArtifactQuery> {
  const query = await compileJsonPath({ text: path, option: "--path" });
  const reader = await artifacts.open(contentOf(record, id).digest);
  const stream = plannedArtifact(record, id).outputStream;
  const matches = (passed: (elements: number) => void = () => undefined) => query.matches({ reader, stream, passed });
  return { query, elements: reader.elements ?? 0, matches };
}

export interface TakenMatches extends AsyncIterable<readonly Match[]> {
  /** Whether there are more matches than requested; known once all were taken. */
  readonly hasMore: () => boolean;
}

/** Skips `offset` matches and yields `head`; reads one more to know whether there are more. */
export function take(
  matches: AsyncIterable<readonly Match[]>,
  { offset, head }: { readonly offset: number; readonly head: number },
): TakenMatches {
  let more = false;
  async function* taken(): AsyncGenerator<readonly Match[]> {
    let seen = 0;
    for await (const batch of matches) {
      const from = Math.max(0, offset - seen);
      const to = Math.min(batch.length, offset + head - seen);
      if (to > from) yield batch.slice(from, to);
      seen += batch.length;
      more = seen > offset + head;
      if (more) return;
    }
  }
  return { [Symbol.asyncIterator]: taken, hasMore: () => more };
}
