import { openRun } from "../../../app/open/index.ts";
import { readRecord } from "../../../app/record/index.ts";
import { listFindings, unknownNameText } from "../../../app/review/index.ts";
import {
  type FindingListShape,
  type FindingListStyle,
  formatCount,
  renderFindingLines,
  renderFindingList,
  safeText,
  unreadText,
  wrapped,
} from "../../../render/index.ts";
import { palette } from "../../color.ts";
import { type Io, widthOf } from "../../io.ts";
import { type FilterOptions, filterOf, usedBaseline } from "./options.ts";

interface ListOptions extends FilterOptions {
  readonly baseline?: string;
  readonly limit?: number;
}

/** A longer list is unreadable on a terminal. */
const mostOnTerminal = 200;

/** Runs `wct findings RUN [ARTIFACT]`. */
export async function findings(
  io: Io,
  { run, artifact }: { readonly run: string; readonly artifact: string | undefined },
  options: ListOptions,
): Promise<number> {
  await using opened = await openRun(io, run, options.store);
  const record = await readRecord(opened.store, opened.run);
  const isForTerminal = io.stdout.isTerminal && !options.json;
  const list = await listFindings(opened, record, {
    filter: filterOf({ ...options, ...(artifact === undefined ? {} : { artifact }) }),
    baseline: await usedBaseline(io, opened.run, options),
    limit: options.limit ?? (isForTerminal ? mostOnTerminal : null),
  });
  if (options.json) await io.stdout.write(`${JSON.stringify(list)}\n`);
  else
    await io.stdout.write(
      isForTerminal ? `${renderFindingList(list, styleOf(io, options))}\n` : lines(list, io, options),
    );
  for (const note of notesOf(list, artifact))
    await io.stderr.write(`${wrapped(safeText(note), { width: widthOf(io.stderr), indent: "  " }).join("\n")}\n`);
  return list.unread.length > 0 ? 3 : 0;
}

function lines(list: FindingListShape, io: Io, options: ListOptions): string {
  const text = renderFindingLines(list, styleOf(io, options));
  return text === "" ? "" : `${text}\n`;
}

function styleOf(io: Io, options: ListOptions): FindingListStyle {
  return {
    palette: palette(io, options),
    width: widthOf(io.stdout),
    mark: options.ascii ? "..." : "…",
    verbose: options.verbose ?? false,
  };
}

function notesOf(
  { run, total, selected, omitted, unread, incomplete, unknown }: FindingListShape,
  artifact: string | undefined,
): readonly string[] {
  const partly = unreadText(incomplete);
  return [
    ...unknown.map(unknownNameText).map(({ message, hint }) => (hint === null ? message : `${message}: ${hint}`)),
    ...(total === 0
      ? [artifact === undefined ? `${run.id} has no findings` : `"${artifact}" of ${run.id} has no findings`]
      : selected === 0
        ? [`none of ${formatCount(total)} findings matches`]
        : []),
    ...(omitted === 0
      ? []
      : [
          `${formatCount(omitted)} more are not listed: select some with --category, --location, --min-score or --status, or list all with --limit ${selected}`,
        ]),
    ...unread.map(({ artifact, why }) => `the findings of "${artifact}" are missing: ${why}`),
    ...(partly === null ? [] : [`${partly}. Findings may be missing there`]),
  ];
}
