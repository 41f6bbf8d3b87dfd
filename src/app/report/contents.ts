import type { ArtifactId, JsonValue, MessageReader, RecordStore } from "../../domain/index.ts";
import { type ReportContent, shares, shorten } from "../../render/index.ts";
import { most, type ReadableArtifact, reading } from "./readable.ts";

/**
 * Reads the first elements of each artifact. `head`: how many, whatever their size; null: what fits into `budget` bytes
 * in total.
 */
export async function readContents(
  store: RecordStore,
  readable: readonly ReadableArtifact[],
  { head, budget }: { readonly head: number | null; readonly budget: number },
): Promise<readonly (readonly [ArtifactId, ReportContent])[]> {
  const needs = readable.map(({ message }) => message.bytes);
  const allowances = shares(needs, budget);
  const read: (readonly [ArtifactId, ReportContent])[] = [];
  for (const [place, one] of readable.entries()) {
    const limit =
      head === null
        ? { elements: most.elements, bytes: allowances[place] ?? 0 }
        : { elements: head, bytes: Number.POSITIVE_INFINITY };
    const content = await reading(
      store,
      one,
      (reader) => contentOf(reader, one.stream, limit),
      (why): ReportContent => ({ state: "unreadable", why }),
    );
    read.push([one.id, content]);
  }
  return read;
}

interface Limit {
  readonly elements: number;
  /** Size as JSON; the first element is shown whatever its size. */
  readonly bytes: number;
}

async function contentOf(reader: MessageReader, stream: string | null, limit: Limit): Promise<ReportContent> {
  const rest = shorten(await reader.rest(), most);
  let { isCut } = rest;
  let left = limit.bytes - sizeOf(rest.value);
  const elements: JsonValue[] = [];
  const total = reader.elements ?? 0;
  elementwise: for await (const batch of reader.batches(0, Math.min(limit.elements, total))) {
    for (const element of batch) {
      const short = shorten(element, most);
      left -= sizeOf(short.value);
      if (left < 0 && elements.length > 0) break elementwise;
      isCut ||= short.isCut;
      elements.push(short.value);
    }
  }
  return { state: "shown", stream, elements, total, rest: rest.value, isCut };
}

const sizeOf = (value: JsonValue): number => JSON.stringify(value).length;
