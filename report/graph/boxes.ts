import type { DrawnNode } from "../../src/render/graph/model.ts";
import { lineage, type Report } from "../data.ts";
import { fits } from "../parts/pieces.tsx";

export const boxesOf = (drawing: ParentNode): readonly SVGGElement[] => [
  ...drawing.querySelectorAll<SVGGElement>("g[data-node]"),
];

/**
 * Makes boxes accessible by keyboard: Tab stops at one of them, and arrow keys move between them. A group announces
 * whether it is open.
 */
export function makeReachable(boxes: readonly SVGGElement[], nodes: ReadonlyMap<string, DrawnNode>): void {
  for (const [index, box] of boxes.entries()) {
    // Screen readers read the text in the box.
    const words = [...box.querySelectorAll("text")].map((text) => text.textContent?.replace(/^− /, ""));
    box.setAttribute("role", "button");
    box.setAttribute("tabindex", index === 0 ? "0" : "-1");
    box.setAttribute("aria-label", words.join(", "));
    if (nodes.get(box.dataset["node"] ?? "")?.range === null) continue;
    box.setAttribute("aria-expanded", String(box.classList.contains("open")));
  }
}

/** Returns the next box in a direction: the one that is near in this direction and deviates little from it. */
export function nearest(boxes: readonly SVGGElement[], from: SVGGElement, key: string): SVGGElement | undefined {
  const middle = (box: SVGGElement): readonly [number, number] => {
    const { x, y, width, height } = box.getBBox();
    // An open group is entered from above.
    return [x + width / 2, box.classList.contains("open") ? y + 10 : y + height / 2];
  };
  const [x, y] = middle(from);
  const isAcross = key === "ArrowLeft" || key === "ArrowRight";
  const sign = key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1;
  let best: SVGGElement | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const box of boxes) {
    const [otherX, otherY] = middle(box);
    const along = sign * (isAcross ? otherX - x : otherY - y);
    const aside = Math.abs(isAcross ? otherY - y : otherX - x);
    const distance = along + aside * 3;
    if (box === from || along <= 1 || distance >= least) continue;
    [best, least] = [box, distance];
  }
  return best;
}

export interface Light {
  /** Selects this artifact, its dependencies and its dependents. */
  readonly id: string | null;
  readonly chosen: string | null;
  readonly query: string;
  /** Empty: all statuses. */
  readonly status: string;
}

/** Dims the boxes without any artifact that matches the reader's search, and the edges between dimmed boxes. */
export function light(
  drawing: ParentNode,
  report: Report,
  { id, chosen, query, status }: Light,
  nodes: ReadonlyMap<string, DrawnNode>,
): void {
  const related = id === null ? null : new Set([id, ...lineage(report, id, "up"), ...lineage(report, id, "down")]);
  const isFitting = (one: string): boolean => {
    const artifact = report.byId.get(one);
    if (query !== "" && !fits(query, [one, artifact?.name ?? null])) return false;
    if (status !== "" && artifact?.status !== status) return false;
    return related === null || related.has(one);
  };
  const isAll = query === "" && status === "" && related === null;
  const lit = new Set(
    [...nodes.values()].filter(({ members }) => isAll || members.some(isFitting)).map(({ key }) => key),
  );
  for (const box of boxesOf(drawing)) {
    const node = nodes.get(box.dataset["node"] ?? "");
    box.classList.toggle("dim", node !== undefined && !lit.has(node.key));
    box.classList.toggle("chosen", chosen !== null && node?.range === null && node.members.includes(chosen as never));
  }
  for (const edge of drawing.querySelectorAll<SVGPathElement>("path[data-from]")) {
    const { from = "", to = "" } = edge.dataset;
    edge.classList.toggle("dim", !lit.has(from) || !lit.has(to));
  }
}
