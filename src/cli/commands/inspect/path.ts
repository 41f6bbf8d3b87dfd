import { queryArtifact, type TakenMatches, take } from "../../../app/inspect/index.ts";
import { contentOf } from "../../../app/record/index.ts";
import type { JsonValue } from "../../../domain/index.ts";
import { apiVersion, type MatchesShape, safeText } from "../../../render/index.ts";
import type { Match, PathQuery } from "../../../run/index.ts";
import { cutValue } from "../../output/artifact-output.ts";
import { createQueryProgress } from "../../output/progress.ts";
import type { InspectContext } from "./options.ts";

/** Maximum number of values on a terminal without --head. */
const screenValues = 20;

/** Prints the values that a JSONPath selects: one per line on a pipe, indented on a terminal. */
export async function showMatches(looking: InspectContext): Promise<void> {
  const { io, options, record } = looking;
  const { query, matches } = await matchesOf(looking);
  const isCut = io.stdout.isTerminal && !options.json && !options.raw;
  const head = options.head ?? (isCut ? screenValues : Number.POSITIVE_INFINITY);
  const taken = take(matches, { offset: options.offset ?? 0, head });
  if (options.json) return writeMatches(looking, query, taken);
  const text = isCut
    ? ({ value }: Match) => `${prettyText(cutValue(value))}\n`
    : ({ value }: Match) => `${JSON.stringify(value)}\n`;
  let written = 0;
  for await (const batch of taken) {
    written += batch.length;
    await io.stdout.write(batch.map(text).join(""));
  }
  const more = taken.hasMore();
  if (written === 0 && !options.quiet)
    await io.stderr.write(`nothing in "${looking.id}" of ${record.run.id} matches\n`);
  if (more && isCut)
    await io.stderr.write("there are more; select others with --head and --offset, or use a pipe for all\n");
}

/** Queries the artifact's content. Reports the progress of long queries on stderr. */
export async function matchesOf({ io, store, record, id, options }: InspectContext) {
  const { query, elements, matches } = await queryArtifact(store, record, { id, path: options.path ?? "$" });
  const progress = createQueryProgress(io, { total: elements, quiet: options.quiet ?? false });
  return { query, matches: progress.until(matches(progress.passed)) };
}

async function writeMatches({ io, record, id }: InspectContext, query: PathQuery, taken: TakenMatches): Promise<void> {
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

/** Formats a value for people, without control characters. */
const prettyText = (value: JsonValue): string =>
  JSON.stringify(value, null, 2)
    .split("\n")
    .map((line) => safeText(line))
    .join("\n");
