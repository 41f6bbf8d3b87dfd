import type { JSONPathQuery } from "json-p3";
import type { JsonObject, JsonValue } from "../../domain/index.ts";
import { compilePath, guardedBy, pathError } from "./compile.ts";
import { normalisedPath, select, selecting } from "./document.ts";
import { readCandidates } from "./filtered.ts";
import { type Filter, type NeedsWhole, partsOf, type QueryPart } from "./parts.ts";
import type { Content, Match, PathQuery, PathSource } from "./path-query.ts";
import { predicateOf } from "./predicate.ts";
import { type ElementRange, rangeOf, readRange } from "./ranges.ts";

/** The largest content that is read into memory as a whole. */
const wholeAtMost = { elements: 100_000, bytes: 64_000_000 } as const;

/** Parses an expression. Throws WCT_USAGE_PATH with the position. */
export function pathQuery(source: PathSource): PathQuery {
  const query = compilePath(source);
  return { matches: (content) => matchesOf({ query, source }, content), pathOf: normalisedPath };
}

interface Compiled {
  readonly query: JSONPathQuery;
  readonly source: PathSource;
}

async function* matchesOf(compiled: Compiled, content: Content): AsyncGenerator<readonly Match[]> {
  const { query, source } = compiled;
  const rest = await content.reader.rest();
  const { stream } = content;
  if (stream === null) {
    yield guardedBy(source, () => select({ location: [], value: rest, root: rest }, query.segments));
    return;
  }
  const parts = partsOf(query, { stream, keys: Object.keys(rest) });
  if ("kind" in parts) {
    yield await fromWhole(compiled, { ...content, stream }, { rest, why: parts });
    return;
  }
  for (const part of parts) yield* guardedAll(source, ofPart(part, { ...content, stream }, rest));
}

type StreamContent = Content & { readonly stream: string };

async function fromWhole(
  { query, source }: Compiled,
  { reader, stream }: StreamContent,
  { rest, why }: { readonly rest: JsonObject; readonly why: NeedsWhole },
): Promise<readonly Match[]> {
  const elements = reader.elements ?? 0;
  if (elements > wholeAtMost.elements || reader.bytes > wholeAtMost.bytes) throw tooLarge(source, stream, why);
  const all: JsonValue[] = [];
  for await (const batch of reader.batches()) all.push(...batch);
  const root = { [stream]: all, ...rest };
  return guardedBy(source, () => select({ location: [], value: root, root }, query.segments));
}

function tooLarge(source: PathSource, stream: string, why: NeedsWhole): Error {
  const each = `$.${stream}[*]`;
  const reason: Readonly<Record<NeedsWhole["kind"], readonly [what: string, hint: string]>> = {
    descendants: ["$.. would hold a large stream in memory", `write ${each}..NAME, which goes element by element`],
    array: ["it selects a large stream as one value", `write ${each} for its elements`],
    "root-in-filter": [
      "a filter asks for elements of a large stream from the root",
      `compare with @ or with a key next to "${stream}"`,
    ],
  };
  const [what, hint] = reason[why.kind];
  return pathError(source, 0, { what, hint });
}

async function* ofPart(part: QueryPart, content: StreamContent, rest: JsonObject): AsyncGenerator<readonly Match[]> {
  const { segments } = part;
  if (part.kind === "rest") {
    const { key } = part;
    yield select({ location: [key], value: rest[key] ?? null, root: rest }, segments);
    return;
  }
  const selected = selecting(segments);
  const at = (value: JsonValue, index: number): readonly Match[] =>
    selected({ location: [content.stream, index], value, root: rest });
  if (part.of.kind === "filter") yield* filtered(content, part.of.filter, { rest, at });
  else yield* ranged(content, rangeOf(part.of, content.reader.elements ?? 0), at);
}

async function* guardedAll<T>(source: PathSource, items: AsyncGenerator<T>): AsyncGenerator<T> {
  for (;;) {
    const next = await items.next().catch((error: unknown) =>
      guardedBy(source, () => {
        throw error;
      }),
    );
    if (next.done) return;
    yield next.value;
  }
}

type SelectInElement = (value: JsonValue, index: number) => readonly Match[];

async function* ranged(
  { reader, passed }: Content,
  range: ElementRange,
  at: SelectInElement,
): AsyncGenerator<readonly Match[]> {
  let read = 0;
  for await (const batch of readRange(reader, range)) {
    const found = batch.flatMap(([index, value]) => at(value, index));
    if (found.length > 0) yield found;
    read += batch.length;
    passed?.(read);
  }
}

async function* filtered(
  { reader, passed }: Content,
  filter: Filter,
  { rest, at }: { readonly rest: JsonObject; readonly at: SelectInElement },
): AsyncGenerator<readonly Match[]> {
  const passes = predicateOf(filter, rest);
  for await (const { kept, passed: read } of readCandidates(reader, filter)) {
    const found = kept.filter(([index, value]) => passes(value, index)).flatMap(([index, value]) => at(value, index));
    if (found.length > 0) yield found;
    passed?.(read);
  }
}
