import type { ArtifactStatus } from "../../domain/index.ts";
import type { Graph } from "../../run/index.ts";
import { formatCount, formatDuration, plural, safeText } from "../text/index.ts";
import type { Drawing, DrawnNode, StatusCounts } from "./model.ts";
import { statusOrder, statusStyles } from "./status.ts";

/** Returns a drawing with one box per artifact. */
export function drawingOf(graph: Graph): Drawing {
  const keys = new Map(graph.nodes.map(({ id }, place) => [id, `n${place + 1}`]));
  return {
    title: graph.title,
    run: graph.run,
    nodes: graph.nodes.map(({ id, name, group, tags, schema, component, status, durationMs, isCritical }) => ({
      key: keys.get(id)!,
      label: id,
      name,
      members: [id],
      range: null,
      counts: null,
      group,
      tags,
      schema,
      component,
      status,
      durationMs,
      isCritical,
    })),
    edges: graph.edges.map(({ from, to, schema, isCritical }) => ({
      from: keys.get(from)!,
      to: keys.get(to)!,
      schema,
      isCritical,
      count: 1,
    })),
    paths: [],
    note: null,
  };
}

/** Returns `✔ completed 12.3s`; for a group `✖ 2 ✔ 38 1m 12s`; null without a run. */
export function statusLine({ status, counts, durationMs }: DrawnNode): string | null {
  if (status === null) return null;
  if (counts !== null) {
    const said = countsText(counts, "symbols");
    return durationMs === null ? said : `${said} · ${formatDuration(durationMs)}`;
  }
  const { symbol, word } = statusStyles[status];
  return durationMs === null ? `${symbol} ${word}` : `${symbol} ${word} ${formatDuration(durationMs)}`;
}

/** Returns how many artifacts have each status, the most severe first: `✖ 2 ✔ 38`, `2 failed, 38 completed`. */
export function countsText(counts: StatusCounts, as: "symbols" | "words"): string {
  const parts = statusesBySeverity.flatMap((status) => {
    const count = counts[status] ?? 0;
    if (count === 0) return [];
    const { symbol, word } = statusStyles[status];
    return [as === "words" ? `${formatCount(count)} ${word}` : `${symbol} ${formatCount(count)}`];
  });
  return parts.join(as === "words" ? ", " : "  ");
}

/** The statuses, the most severe first. */
export const statusesBySeverity: readonly ArtifactStatus[] = [
  "failed",
  "interrupted",
  "skipped",
  "running",
  "pending",
  "reused",
  "completed",
];

/** Returns the statuses that a drawing shows, of artifacts and within groups, in the order of legends. */
export function statusesOf({ nodes }: Pick<Drawing, "nodes">): readonly ArtifactStatus[] {
  return statusOrder.filter((status) =>
    nodes.some((node) => (node.counts === null ? node.status === status : (node.counts[status] ?? 0) > 0)),
  );
}

/** Returns the title of a box with one line; that of a group includes its size. */
export const titleOf = ({ label, range, members }: DrawnNode): string =>
  range === null ? label : `${label} (${plural(members.length, "artifact")})`;

const maxName = 60;

/** Returns a user's text on one line, truncated if it is very long, without invisible characters. */
export function shortText(text: string, limit = maxName): string {
  const safe = safeText(text.toWellFormed()).trim();
  const characters = charactersOf(safe);
  return characters.length <= limit ? safe : `${characters.slice(0, limit - 1).join("")}…`;
}

/**
 * Splits a text into the characters that people see. Plain text takes a faster path: creating a segmenter costs more
 * than everything else.
 */
function charactersOf(text: string): readonly string[] {
  if (/^[\x20-\x7e]*$/.test(text)) return [...text];
  return [...new Intl.Segmenter("en").segment(text)].map(({ segment }) => segment);
}

/** Keeps the beginning and the end, where ids often differ. */
export function middleCut(text: string, limit: number): string {
  const characters = charactersOf(safeText(text.toWellFormed()));
  if (characters.length <= limit) return characters.join("");
  const head = Math.ceil((limit - 1) / 2);
  return `${characters.slice(0, head).join("")}…${characters.slice(characters.length - (limit - 1 - head)).join("")}`;
}

/** Returns the lines of a box: id, name, status. */
export function boxLines(node: DrawnNode): readonly string[] {
  const name = node.name === null ? [] : [shortText(node.name)];
  const range = node.range === null ? [] : [node.range];
  const status = statusLine(node);
  return [titleOf(node), ...range, ...name, ...(status === null ? [] : [status])];
}
