import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { statusStyles } from "../../src/render/graph/status.ts";
import { formatCount } from "../../src/render/units.ts";
import { usePage } from "../context.ts";
import { lineage, type Report } from "../data.ts";
import { dragToScroll } from "../parts/drag.ts";
import { Choice, Empty, Filter, fits } from "../parts/pieces.tsx";
import { hrefOf } from "../route.ts";

/** The smallest scale at which a graph is first shown: below, nobody can read it. */
const readable = 0.6;
const step = 1.3;

/** The drawing that `wct visualise` makes; each box opens its artifact, arrow keys go from box to box. */
export function Graph({ drawing }: { readonly drawing: SVGSVGElement | null }) {
  return drawing === null ? <Empty>This report carries no drawing.</Empty> : <Drawing drawing={drawing} />;
}

function Drawing({ drawing }: { readonly drawing: SVGSVGElement }) {
  const { report, route } = usePage();
  const place = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  const [status, setStatus] = useState("");
  const [focused, setFocused] = useState<string | null>(null);
  const size = useSize(drawing, place);
  useLayoutEffect(() => {
    prepare(drawing, report, setFocused);
  }, [drawing]);
  const lit = route.artifact ?? focused;
  useEffect(() => light(drawing, report, { id: lit, query, status }), [lit, query, status]);
  useEffect(() => {
    if (route.artifact === null && query === "" && status === "") return;
    const box = drawing.querySelector(route.artifact === null ? "g[data-node]:not(.dim)" : "g[data-node].chosen");
    box?.scrollIntoView({ block: "nearest", inline: status === "" ? "nearest" : "center" });
  }, [route.artifact, query, status, size.zoom]);
  return (
    <>
      <div class="tools">
        <Filter label="Find an artifact" value={query} onChange={setQuery} />
        <Choice label="status" value={status} onChange={setStatus} options={statusesOf(report)} />
        <SizeButtons {...size} />
      </div>
      <p class="quiet unprinted">
        A box opens its artifact. Arrow keys go from box to box, Enter opens; pull to move the picture.
      </p>
      <div ref={place} class="figure drawing" />
    </>
  );
}

/** What is drawn, gravest first, with how many there are. */
const statusesOf = ({ artifacts }: Report): readonly (readonly [value: string, text: string])[] =>
  gravity.flatMap((status) => {
    const count = artifacts.filter((one) => one.status === status).length;
    return count === 0 ? [] : [[status, `${statusStyles[status].word} (${formatCount(count)})`] as const];
  });

const gravity = ["failed", "skipped", "running", "pending", "completed", "reused"] as const;

interface Size {
  readonly zoom: number;
  readonly setZoom: (zoom: number) => void;
  /** As large as the window has room for, and at least so large. */
  readonly fitInto: (least: number) => void;
}

/** Puts the drawing in its place, and keeps it as large as is asked. */
function useSize(drawing: SVGSVGElement, place: RefObject<HTMLDivElement | null>): Size {
  const { isPrinting } = usePage();
  const [zoom, setZoom] = useState(1);
  const size = drawing.viewBox.baseVal;
  const fitInto = (least: number): void => {
    const room = place.current;
    if (room === null) return;
    const most = Math.min(1, (room.clientWidth - 4) / size.width, (innerHeight * 0.72) / size.height);
    setZoom(Math.max(least, most));
  };
  // Before the first picture of the page, and before paper is laid out.
  useLayoutEffect(() => {
    if (place.current === null) return;
    place.current.append(drawing);
    fitInto(readable);
    return dragToScroll(place.current);
  }, [drawing]);
  useLayoutEffect(() => {
    // On paper the style sheet says the size.
    for (const side of ["width", "height"] as const) {
      if (isPrinting) drawing.removeAttribute(side);
      else drawing.setAttribute(side, String(size[side] * zoom));
    }
  }, [zoom, isPrinting]);
  return { zoom, setZoom, fitInto };
}

function SizeButtons({ zoom, setZoom, fitInto }: Size) {
  return (
    <fieldset class="buttons">
      <legend class="unseen">Size</legend>
      <button type="button" onClick={() => setZoom(zoom / step)} aria-label="Smaller">
        −
      </button>
      <button type="button" onClick={() => setZoom(zoom * step)} aria-label="Larger">
        +
      </button>
      <button type="button" onClick={() => fitInto(0.02)}>
        Fit
      </button>
      <button type="button" onClick={() => setZoom(1)}>
        100 %
      </button>
    </fieldset>
  );
}

const boxesOf = (drawing: SVGSVGElement): readonly SVGGElement[] => [
  ...drawing.querySelectorAll<SVGGElement>("g[data-node]"),
];

/** Boxes stand in the drawing under `n1`, `n2`, ... in plan order. */
const idOf = (report: Report, key: string | undefined): string | null =>
  key === undefined ? null : (report.artifacts[Number(key.slice(1)) - 1]?.id ?? null);

function prepare(drawing: SVGSVGElement, report: Report, onFocus: (id: string | null) => void): void {
  drawing.setAttribute("role", "group");
  drawing.setAttribute("aria-label", "Graph of artifacts");
  drawing.querySelector(":scope > title")?.remove();
  const boxes = boxesOf(drawing);
  boxes.forEach((box, index) => {
    const id = idOf(report, box.dataset["node"]);
    if (id === null) return;
    // What is read out is what stands in the box.
    const words = [...box.querySelectorAll("text")].map((text) => text.textContent);
    box.setAttribute("role", "button");
    box.setAttribute("tabindex", index === 0 ? "0" : "-1");
    box.setAttribute("aria-label", words.join(", "));
    const open = (): void => {
      location.hash = hrefOf({ tab: "graph", artifact: id });
    };
    box.addEventListener("click", open);
    box.addEventListener("pointerenter", () => onFocus(id));
    box.addEventListener("pointerleave", () => onFocus(null));
    box.addEventListener("focus", () => {
      for (const one of boxes) one.setAttribute("tabindex", one === box ? "0" : "-1");
      onFocus(id);
    });
    box.addEventListener("blur", () => onFocus(null));
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") open();
      else if (event.key.startsWith("Arrow")) nearest(boxes, box, event.key)?.focus();
      else return;
      event.preventDefault();
    });
  });
}

/** The box that lies next in a direction: near along it, and little aside. */
function nearest(boxes: readonly SVGGElement[], from: SVGGElement, key: string): SVGGElement | undefined {
  const middle = (box: SVGGElement): readonly [number, number] => {
    const { x, y, width, height } = box.getBBox();
    return [x + width / 2, y + height / 2];
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

/** Dims what has nothing to do with an artifact, or does not fit what the reader looks for. */
interface Light {
  /** This one, and what it depends on. */
  readonly id: string | null;
  readonly query: string;
  /** Empty: all. */
  readonly status: string;
}

function light(drawing: SVGSVGElement, report: Report, { id, query, status }: Light): void {
  const related = id === null ? null : new Set([id, ...lineage(report, id, "up"), ...lineage(report, id, "down")]);
  const isShown = (one: string | null): boolean => {
    if (one === null) return true;
    const artifact = report.byId.get(one);
    if (query !== "" && !fits(query, [one, artifact?.name ?? null])) return false;
    if (status !== "" && artifact?.status !== status) return false;
    return related === null || related.has(one);
  };
  for (const box of boxesOf(drawing)) {
    const own = idOf(report, box.dataset["node"]);
    box.classList.toggle("dim", !isShown(own));
    box.classList.toggle("chosen", own !== null && own === id);
  }
  for (const edge of drawing.querySelectorAll<SVGPathElement>("path[data-from]")) {
    const { from, to } = edge.dataset;
    edge.classList.toggle("dim", !isShown(idOf(report, from)) || !isShown(idOf(report, to)));
  }
}
