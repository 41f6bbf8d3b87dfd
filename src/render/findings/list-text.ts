import { growthText } from "../check/index.ts";
import type { FindingListShape, ListedFindingShape } from "../shapes/index.ts";
import { cutTo, formatCount, oneLine, type Palette, plural, renderTable, textWidth } from "../text/index.ts";

export interface FindingListStyle {
  readonly palette: Palette;
  /** The terminal's width; null for a pipe, where nothing is cut. */
  readonly width: number | null;
  /** Marks where text was cut. */
  readonly mark: string;
  readonly verbose: boolean;
}

const shownId = 8;
const indent = "  ";

/** Formats findings in groups by table or file, cut to the terminal. Ends without a newline. */
export function renderFindingList(list: FindingListShape, style: FindingListStyle): string {
  const { palette } = style;
  const shown = { ids: idLength(list.findings, style), hasStatus: list.baseline !== null };
  const groups = Map.groupBy(list.findings, ({ group }) => group);
  const blocks = [...groups].map(([group, findings]) => {
    const text = group === "" ? "(no location)" : oneLine(group);
    const title = style.width === null ? text : cutTo(text, style.width, style.mark);
    return `${palette.bold(title)}\n${groupTable(findings, shown, style)}`;
  });
  return [headOf(list, style), ...blocks].join("\n\n");
}

/** Returns `run  34 findings: 20 new, 14 accepted`, with what grew and what is gone. */
function headOf(list: FindingListShape, { palette }: FindingListStyle): string {
  const { run, selected, total, baseline, statuses, gone, findings } = list;
  const counted =
    selected === total ? plural(total, "finding") : `${formatCount(selected)} of ${plural(total, "finding")}`;
  const parts = (["new", "accepted", "rejected"] as const).flatMap((status) =>
    statuses[status] === 0 ? [] : [`${formatCount(statuses[status])} ${status}`],
  );
  const reviewed = baseline === null ? "" : `: ${parts.join(", ")} (baseline ${oneLine(baseline)})`;
  const growths = findings.flatMap(({ review }) => review.growth ?? []);
  const grown = growthText({
    findings: growths.length,
    from: growths.reduce((sum, { from }) => sum + from, 0),
    to: growths.reduce((sum, { to }) => sum + to, 0),
    unit: growths.some(({ unit }) => unit === "values") ? "values" : "matches",
  });
  return [
    `${palette.bold(run.id)}  ${counted}${baseline === null ? "" : reviewed}`,
    ...(grown === null ? [] : [palette.yellow(grown)]),
    ...(gone === 0 ? [] : [`${plural(gone, "decision")} of the baseline whose finding is gone`]),
  ].join("\n");
}

/** Formats one line per finding with its whole location, for a pipe. Ends without a newline; empty without findings. */
export function renderFindingLines(list: FindingListShape, style: FindingListStyle): string {
  const { findings } = list;
  if (findings.length === 0) return "";
  const shown = { ids: idLength(findings, style), hasStatus: list.baseline !== null };
  const rows = findings.map((one) => cellsOf(one, one.place, shown));
  const kept = usedColumns(rows);
  return renderTable(
    kept.map((index) => (titles[index]!.title === "where" ? { title: "location" } : titles[index]!)),
    rows.map((row) => kept.map((index) => row[index] ?? "")),
  );
}

/** How cells are written. */
interface CellStyle {
  readonly ids: number;
  readonly hasStatus: boolean;
}

const titles = [
  { title: "id" },
  { title: "what" },
  { title: "where" },
  { title: "score", align: "right" },
  { title: "confidence" },
  { title: "matches", align: "right" },
  { title: "status" },
  { title: "note" },
] as const;

/** In the order in which a narrow terminal loses them; id, what and score always stay. */
const dispensable = ["confidence", "note", "matches", "where", "status"] as const;

function groupTable(findings: readonly ListedFindingShape[], shown: CellStyle, style: FindingListStyle): string {
  const rows = findings.map((one) => cellsOf(one, one.within, shown));
  const kept = keptColumns(rows, style.width);
  const cut = rows.map((row) => kept.map((column) => cutCell(row[column.index] ?? "", column, style.mark)));
  const painted = cut.map((row, at) =>
    row.map((cell, column) => paintCell(cell, titles[kept[column]!.index]!.title, findings[at]!, style.palette)),
  );
  return renderTable(
    kept.map(({ index }) => titles[index]!),
    painted,
    indent,
  );
}

interface KeptColumn {
  readonly index: number;
  /** Null for unlimited. */
  readonly width: number | null;
}

/** Returns the indexes of the columns in which at least one row has something. */
const usedColumns = (rows: readonly (readonly string[])[]): readonly number[] =>
  titles.map((_, index) => index).filter((index) => rows.some((row) => (row[index] ?? "") !== ""));

const least = 12;

/** Leaves columns out until the rest fits; then the widest texts, what and where, are cut. */
function keptColumns(rows: readonly (readonly string[])[], width: number | null): readonly KeptColumn[] {
  const natural = titles.map(({ title }, index) =>
    rows.reduce((widest, row) => Math.max(widest, textWidth(row[index] ?? "")), title.length),
  );
  let kept = usedColumns(rows);
  if (width === null) return kept.map((index) => ({ index, width: null }));
  const isFlexible = (index: number) => titles[index]!.title === "what" || titles[index]!.title === "where";
  const leastOf = (index: number) => (isFlexible(index) ? Math.min(least, natural[index]!) : natural[index]!);
  const total = (widthOf: (index: number) => number) =>
    indent.length + kept.reduce((sum, index) => sum + widthOf(index) + 2, -2);
  for (const title of dispensable) {
    if (total(leastOf) <= width) break;
    kept = kept.filter((index) => titles[index]!.title !== title);
  }
  let spare = width - total(leastOf);
  return kept.map((index): KeptColumn => {
    if (!isFlexible(index)) return { index, width: null };
    const more = Math.max(0, Math.min(spare, natural[index]! - leastOf(index)));
    spare -= more;
    return { index, width: Math.max(1, Math.min(leastOf(index) + more, width - indent.length)) };
  });
}

function cellsOf(one: ListedFindingShape, where: string, { ids, hasStatus }: CellStyle): readonly string[] {
  const { id, kind, what, score, confidence, review, care } = one;
  const grown = review.growth === null ? "" : ` (was ${formatCount(review.growth.from)})`;
  return [
    id === "" ? "-" : id.slice(0, ids),
    `${prefixOf(kind)}${oneLine(what)}`,
    oneLine(where),
    score === null ? "-" : score.toFixed(2),
    confidence ?? "",
    `${amountOf(one)}${grown}`,
    hasStatus ? `${review.status}${review.moved ? ", moved" : ""}` : "",
    care ?? "",
  ];
}

/** Where not all values were compared, how many there are. */
function amountOf({ matches, values }: ListedFindingShape): string {
  const found = matches === null || matches === 0 ? null : formatCount(matches);
  if (values === null || values === matches || values === 0) return found ?? "-";
  return found === null ? plural(values, "value") : `${found} sampled of ${formatCount(values)}`;
}

/** A category of personal data needs no prefix: most findings have one. */
const prefixOf = (kind: string): string => {
  if (kind === "data_subject") return "subject: ";
  return kind === "processing_purpose" ? "purpose: " : "";
};

function paintCell(cell: string, title: string, { review, special }: ListedFindingShape, palette: Palette): string {
  if (title === "id") return palette.faint(cell);
  if (title === "note" && special) return palette.red(cell);
  if (title === "status" && review.status === "new") return palette.yellow(cell);
  return title === "matches" && review.growth !== null ? palette.yellow(cell) : cell;
}

/** Enough characters to tell all ids apart. */
function idLength(findings: readonly ListedFindingShape[], { verbose }: FindingListStyle): number {
  if (verbose) return Number.POSITIVE_INFINITY;
  const ids = [...new Set(findings.map(({ id }) => id))].sort();
  let length = shownId;
  for (let at = 1; at < ids.length; at++) {
    const [a = "", b = ""] = [ids[at - 1], ids[at]];
    while (length < a.length && a.slice(0, length) === b.slice(0, length)) length++;
  }
  return length;
}

/** A location is cut at its start, because its end tells one field from another. */
function cutCell(text: string, { index, width }: KeptColumn, mark: string): string {
  if (width === null) return text;
  if (titles[index]!.title !== "where") return cutTo(text, width, mark);
  return reversed(cutTo(reversed(text), width, mark));
}

const reversed = (text: string): string =>
  Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment)
    .reverse()
    .join("");
