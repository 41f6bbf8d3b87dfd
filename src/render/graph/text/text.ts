import { type Dag, type LayeredOptions, layered } from "../../../graph/index.ts";
import { formatDuration, type Palette, safeText, textWidth } from "../../text/index.ts";
import { shortText, statusesBySeverity, statusesOf, titleOf } from "../drawing.ts";
import type { Drawing, DrawnNode, StatusCounts } from "../model.ts";
import { dagOf } from "../overview/index.ts";
import { statusStyles } from "../status.ts";
import type { Canvas } from "./canvas.ts";
import { groupLines } from "./group-rows.ts";
import { drawLanes } from "./lanes.ts";
import { type Label, labelWidth, type NodeText, type Plot, plot } from "./plot.ts";

interface GraphTextOptions {
  readonly columns: number;
  readonly ascii: boolean;
  readonly palette: Palette;
  readonly schemas: boolean;
  /** null: the first that fits, trying left to right first. */
  readonly direction: "TD" | "LR" | null;
}

/** Renders the graph as text; returns null if no layout fits into the columns. */
export function renderGraphText(drawing: Drawing, options: GraphTextOptions): string | null {
  const found = drawing.nodes.length === 0 ? null : fitting(drawing, options);
  if (found === null && drawing.nodes.length > 0) return null;
  const { bold, yellow } = options.palette;
  const head = bold(shortText(drawing.title, options.columns)) + (drawing.run === null ? "" : `  ${drawing.run}`);
  const note = drawing.note === null ? [] : ["", safeText(drawing.note)];
  const body = found === null ? ["(no artifacts)"] : found.canvas.render(options.ascii, yellow);
  const groups = groupLines(drawing, options.ascii);
  return [head, "", ...body, ...groups, ...pathLines(drawing, options), ...legend(drawing, options), ...note].join(
    "\n",
  );
}

interface Fitting {
  readonly canvas: Canvas;
  readonly width: number;
}

/** How a layered drawing saves columns: details below the name; adjacent vertical lines. */
interface Style {
  readonly direction: "TD" | "LR";
  readonly isStacked: boolean;
  readonly isTight: boolean;
}

const plain = { isStacked: false, isTight: false } as const;

/** Tries layers, narrower and narrower, then lanes, which take less room and show more names; null if nothing fits. */
function fitting(drawing: Drawing, options: GraphTextOptions): Fitting | null {
  const directions = options.direction === null ? (["LR", "TD"] as const) : [options.direction];
  const labels = (limit: number): readonly Label[] => drawing.nodes.map((node) => labelOf(node, options, limit));
  const layers = (limit: number, style: Style) => () => plotted(drawing, labels(limit), style, options);
  const wide = (limit: number) => directions.map((direction) => layers(limit, { direction, ...plain }));
  const narrow = (limit: number) => [
    layers(limit, { direction: "LR", isStacked: true, isTight: false }),
    layers(limit, { direction: "LR", isStacked: true, isTight: true }),
  ];
  const attempts: readonly (() => Fitting)[] = [
    ...wide(128),
    ...(directions.includes("LR") && !isLarge(drawing) ? [128, 28, 20].flatMap(narrow) : []),
    ...wide(28),
    ...[128, 40, 24].map((limit) => () => inLanes(drawing, labels(limit), options)),
  ];
  for (const attempt of attempts) {
    const found = attempt();
    if (found.width <= options.columns) return found;
  }
  return null;
}

function inLanes(drawing: Drawing, labels: readonly Label[], options: GraphTextOptions): Fitting {
  const { ascii, columns } = options;
  const { dag, heavy } = graphOf(drawing);
  return drawLanes({
    dag,
    columns,
    groupOf: (node) => drawing.nodes[node]!.group,
    inputs: (node, room) => {
      const names = dag.dependencies[node]!.map((input) => drawing.nodes[input]!.label);
      const text = inputsText(names, { arrow: ascii ? "<-" : "←", room });
      return text === null
        ? null
        : [{ text: ascii ? text.replaceAll("…", "...") : text, paint: options.palette.faint }];
    },
    // The symbol of a node is its status; without a run it is a dot.
    signs: drawing.nodes.map((node, place) =>
      node.status === null ? [{ text: ascii ? "o" : "●", paint: null }] : [labels[place]![0]!],
    ),
    labels: drawing.nodes.map((node, place) =>
      node.status === null ? labels[place]! : labels[place]!.slice(1).map(trimmed),
    ),
    isHeavy: (from, to) => heavy.get(from)?.includes(to) === true,
  });
}

/** Returns `← a, b and 2 more`, with as many names as fit; null if none does. */
function inputsText(
  names: readonly string[],
  { arrow, room }: { readonly arrow: string; readonly room: number },
): string | null {
  for (let shown = names.length; shown > 0; shown -= 1) {
    const more = names.length - shown;
    const text = `${arrow} ${names.slice(0, shown).join(", ")}${more === 0 ? "" : ` and ${more} more`}`;
    if (text.length + 2 <= room) return text;
  }
  return null;
}

const trimmed = (part: Label[number], place: number): Label[number] =>
  place === 0 ? { ...part, text: part.text.trimStart() } : part;

function graphOf(drawing: Drawing): { readonly dag: Dag; readonly heavy: ReadonlyMap<number, readonly number[]> } {
  const places = new Map(drawing.nodes.map(({ key }, place) => [key, place]));
  const heavy = new Map<number, number[]>();
  for (const { from, to, isCritical } of drawing.edges) {
    const [source, target] = [places.get(from)!, places.get(to)!];
    if (isCritical) heavy.set(source, [...(heavy.get(source) ?? []), target]);
  }
  return { dag: dagOf(drawing), heavy };
}

function plotted(
  drawing: Drawing,
  labels: readonly Label[],
  { direction, isStacked, isTight }: Style,
  { ascii }: GraphTextOptions,
): Plot {
  const { dag, heavy } = graphOf(drawing);
  const isDense = isLarge(drawing);
  const base: Omit<LayeredOptions, "grid"> = {
    sizeOf: (node) => (direction === "LR" ? 1 : labelWidth(labels[node]!)),
    wireSize: 1,
    gap: direction === "LR" ? (isDense ? 0 : 1) : 3,
    wireGap: direction === "LR" && isDense ? 0 : 1,
    groupOf: (node) => drawing.nodes[node]!.group.join("/"),
  };
  for (const grid of [direction === "LR" && !isDense ? "even" : "whole", "alternating"] as const) {
    const layout = layered(dag, { ...base, grid });
    const layerOf = (node: number): number => layout.items[node]!.layer;
    const drawn = plot({
      layout,
      direction,
      isTight,
      isLast: grid === "alternating",
      boxes: labels.map((label) => (isStacked ? stacked(label) : { label, below: [] })),
      ascii,
      isHeavy: (from, to) => heavy.get(from)?.includes(to) === true,
      isHeavyBeyond: (node, layer) => heavy.get(node)?.some((target) => layerOf(target) > layer) === true,
    });
    if (drawn !== null) return drawn;
  }
  throw new RangeError("an alternating grid has no two lines on each other");
}

/** Returns the symbol and the name on the first line, the rest on the second, aligned with the name. */
function stacked(label: Label): NodeText {
  const names = label.findIndex(({ text }) => text.startsWith(" ")) + 1;
  const below = label.slice(Math.max(1, names));
  return { label: label.slice(0, Math.max(1, names)), below: below.map((part, place) => indented(part, place)) };
}

const indented = (part: Label[number], place: number): Label[number] =>
  place === 0 ? { ...part, text: ` ${part.text}` } : part;

/** Returns true for graphs that are drawn more densely. */
const isLarge = ({ nodes }: Drawing): boolean => nodes.length > 40;

function labelOf(node: DrawnNode, { ascii, palette, schemas }: GraphTextOptions, limit: number): Label {
  const label = ascii ? titleOf(node).replaceAll("…", "...") : titleOf(node);
  const id = middleCut(label, limit, ascii ? ".." : "…");
  const shown = node.isCritical ? palette.bold : null;
  const schema = schemas && node.schema !== null ? [{ text: ` ${node.schema}`, paint: palette.faint }] : [];
  if (node.status === null) return [{ text: id, paint: null }, ...schema];
  const { symbol, ascii: sign } = statusStyles[node.status];
  const counts = countsLabel(node.counts, ascii, palette);
  const took = node.durationMs === null ? [] : [{ text: ` ${formatDuration(node.durationMs)}`, paint: palette.faint }];
  return [
    { text: ascii ? sign : symbol, paint: paintOf(node, palette) },
    { text: ` ${id}`, paint: shown },
    ...counts,
    ...took,
    ...schema,
  ];
}

/** Returns nothing if all members have the same status, which the symbol already shows. */
function countsLabel(counts: StatusCounts | null, ascii: boolean, palette: Palette): Label {
  const present = statusesBySeverity.filter((status) => (counts?.[status] ?? 0) > 0);
  if (counts === null || present.length < 2) return [];
  const signs = present.map(
    (status) => `${ascii ? statusStyles[status].ascii : statusStyles[status].symbol}${counts[status]}`,
  );
  return [{ text: ` [${signs.join(" ")}]`, paint: palette.faint }];
}

function paintOf({ status }: DrawnNode, palette: Palette): Palette["red"] | null {
  if (status === "completed" || status === "reused") return palette.green;
  if (status === "failed") return palette.red;
  return status === "skipped" || status === "interrupted" ? palette.yellow : palette.faint;
}

/** Keeps the beginning and the end, where names often differ. */
function middleCut(text: string, limit: number, cut: string): string {
  if (text.length <= limit) return text;
  const head = Math.ceil((limit - cut.length) / 2);
  return text.slice(0, head) + cut + text.slice(text.length - (limit - cut.length - head));
}

/** Returns the paths step by step, wrapped. */
function pathLines({ paths }: Drawing, { ascii, palette, columns }: GraphTextOptions): readonly string[] {
  const [arrow, cut] = ascii ? ["->", ".."] : ["→", "…"];
  return paths.flatMap(({ title, steps }) => {
    const words = steps.flatMap(({ node, leftOutBefore }, place) => {
      const style = node.status === null ? null : statusStyles[node.status];
      const id = middleCut(node.label, 40, cut);
      const said = style === null ? id : `${ascii ? style.ascii : style.symbol} ${id}`;
      const more = leftOutBefore === 0 ? [] : [`${arrow} ${leftOutBefore} more`];
      return [...more, place === 0 ? said : `${arrow} ${said}`];
    });
    const lines: string[] = [];
    for (const word of words) {
      const last = lines.at(-1);
      if (last === undefined || textWidth(last) + 1 + textWidth(word) > columns - 2) lines.push(word);
      else lines[lines.length - 1] = `${last} ${word}`;
    }
    return ["", palette.bold(title), ...lines.map((line) => `  ${line}`)];
  });
}

function legend(drawing: Drawing, { ascii, palette, columns }: GraphTextOptions): readonly string[] {
  const present = statusesOf(drawing);
  if (present.length === 0) return [];
  const signs = present.map(
    (status) => `${ascii ? statusStyles[status].ascii : statusStyles[status].symbol} ${statusStyles[status].word}`,
  );
  const critical = drawing.nodes.some(({ isCritical }) => isCritical) ? [`${ascii ? "==" : "━━"} critical path`] : [];
  return ["", ...wrapped([...signs, ...critical], columns).map(palette.faint)];
}

function wrapped(parts: readonly string[], columns: number): readonly string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 3 + part.length > columns) lines.push(part);
    else lines[lines.length - 1] = `${last}   ${part}`;
  }
  return lines;
}
