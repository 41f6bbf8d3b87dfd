import type { Graph } from "../../run/index.ts";
import { safeText } from "../paint.ts";
import { formatDuration } from "../units.ts";
import type { Drawing, DrawnNode } from "./model.ts";
import { statusStyles } from "./status.ts";

/** Every artifact as a box of its own. */
export function drawingOf(graph: Graph): Drawing {
  const keys = new Map(graph.nodes.map(({ id }, place) => [id, `n${place + 1}`]));
  return {
    title: graph.title,
    run: graph.run,
    nodes: graph.nodes.map(({ id, name, group, schema, component, status, durationMs, isCritical }) => ({
      key: keys.get(id)!,
      label: id,
      name,
      members: [id],
      group,
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
    })),
    note: null,
  };
}

/** `✔ completed 12.3s`; null without a run. */
export function statusLine({ status, durationMs }: DrawnNode): string | null {
  if (status === null) return null;
  const { symbol, word } = statusStyles[status];
  return durationMs === null ? `${symbol} ${word}` : `${symbol} ${word} ${formatDuration(durationMs)}`;
}

const maxName = 60;

/** A user's text on one line, cut when it is very long, with nothing in it that is not shown. */
export function shortText(text: string, limit = maxName): string {
  const safe = safeText(text.toWellFormed()).trim();
  const characters = [...new Intl.Segmenter("en").segment(safe)].map(({ segment }) => segment);
  return characters.length <= limit ? safe : `${characters.slice(0, limit - 1).join("")}…`;
}

/** The lines of a box: id, name, what became of it. */
export function boxLines(node: DrawnNode): readonly string[] {
  const name = node.name === null ? [] : [shortText(node.name)];
  const status = statusLine(node);
  return [node.label, ...name, ...(status === null ? [] : [status])];
}
