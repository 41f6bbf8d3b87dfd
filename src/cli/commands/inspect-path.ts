import type { JsonValue } from "../../domain/index.ts";
import { apiVersion, type MatchesShape, safeText } from "../../render/index.ts";
import { compileJsonPath, type Match, type PathQuery } from "../../run/index.ts";
import { cutValue } from "../wiring/artifact-output.ts";
import { createReading } from "../wiring/reading.ts";
import { contentOf, plannedArtifact } from "../wiring/record.ts";
import type { Looking } from "./inspect-options.ts";

/** A terminal shows so many values unless --head says otherwise. */
const screenValues = 20;

/** The values that a JSONPath selects: a line each on a pipe, spread out on a terminal. */
export async function showMatches(looking: Looking): Promise<void> {
  const { io, options, record } = looking;
  const { query, matches } = await matchesOf(looking);
  const isCut = io.stdout.isTerminal && !options.json && !options.raw;
  const head = options.head ?? (isCut ? screenValues : Number.POSITIVE_INFINITY);
  const taken = take(matches, { offset: options.offset ?? 0, head });
  if (options.json) return writeMatches(looking, query, taken);
  const text = isCut
    ? ({ value }: Match) => `${spread(cutValue(value))}\n`
    : ({ value }: Match) => `${JSON.stringify(value)}\n`;
  let written = 0;
  for await (const batch of taken) {
    written += batch.length;
    await io.stdout.write(batch.map(text).join(""));
  }
  const more = taken.hasMore();
  if (written === 0 && !options.quiet)
    await io.stderr.write(`nothing in "${looking.id}" of ${record.run.id} matches\n`);
  if (more && isCut) await io.stderr.write("there are more; --head and --offset choose others, a pipe gets all\n");
}

/** Asks the artifact's content. Progress of long readings is told on stderr. */
export async function matchesOf({ io, store, record, id, options }: Looking) {
  const query = await compileJsonPath({ text: options.path ?? "$", option: "--path" });
  const message = contentOf(record, id);
  const reader = await store.artifacts.open(message.digest);
  const reading = createReading(io, { total: reader.elements ?? 0, quiet: options.quiet ?? false });
  const stream = plannedArtifact(record, id).outputStream;
  const matches = reading.until(query.matches({ reader, stream, passed: reading.passed }));
  return { query, matches };
}

interface Taken extends AsyncIterable<readonly Match[]> {
  /** Whether there is more than was asked for; known once all was taken. */
  readonly hasMore: () => boolean;
}

/** Leaves out `offset` matches and gives `head`; reads one further to know whether there are more. */
export function take(
  matches: AsyncIterable<readonly Match[]>,
  { offset, head }: { readonly offset: number; readonly head: number },
): Taken {
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

async function writeMatches({ io, record, id }: Looking, query: PathQuery, taken: Taken): Promise<void> {
  const { schema } = contentOf(record, id);
  const start: Omit<MatchesShape, "matches" | "hasMore"> = {
    apiVersion,
    kind: "Matches",
    run: record.run.id,
    artifact: id,
    schema,
  };
  await io.stdout.write(`${JSON.stringify(start).slice(0, -1)},"matches":[`);
  let comma = "";
  for await (const batch of taken) {
    const lines = batch.map((match) => JSON.stringify({ path: query.pathOf(match), value: match.value }));
    if (lines.length === 0) continue;
    await io.stdout.write(comma + lines.join(","));
    comma = ",";
  }
  await io.stdout.write(`],"hasMore":${taken.hasMore()}}\n`);
}

/** What a person reads; nothing in it steers the terminal. */
const spread = (value: JsonValue): string =>
  JSON.stringify(value, null, 2)
    .split("\n")
    .map((line) => safeText(line))
    .join("\n");
