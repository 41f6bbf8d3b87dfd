import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { usePage } from "../context.ts";
import { dragToScroll } from "../parts/drag.ts";
import { hrefOf } from "../route.ts";
import { boxesOf, light, makeReachable, nearest } from "./boxes.ts";
import type { GraphState } from "./use-graph.ts";

type Frame = RefObject<HTMLElement | null>;

/**
 * Shows the drawing. A click on a group opens it in place, a click on an artifact opens its panel, and arrow keys move
 * between boxes.
 */
export function Figure({ state }: { readonly state: GraphState }) {
  const { view, filters, toggle } = state;
  const frame = useRef<HTMLElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  useDrawn(frame, state);
  useLight(frame, state, focused);
  useScroll(frame, state);
  const nodeAt = (target: EventTarget | null) => view.nodes.get(boxAt(target)?.dataset["node"] ?? "");
  const act = (target: EventTarget | null): void => {
    const node = nodeAt(target);
    if (node === undefined) return;
    if (node.range === null) location.hash = hrefOf({ tab: "graph", artifact: node.label, filters });
    else toggle(node.key);
  };
  const idAt = (target: EventTarget | null): string | null => {
    const node = nodeAt(target);
    return node === undefined || node.range !== null ? null : node.label;
  };
  return (
    <section
      ref={frame}
      class="figure drawing"
      aria-label="Drawing of the graph"
      onClick={({ target }) => act(target)}
      onPointerOver={({ target }) => setFocused(idAt(target))}
      onPointerLeave={() => setFocused(null)}
      onFocusIn={(event) => {
        stopAt(event);
        setFocused(idAt(event.target));
      }}
      onFocusOut={() => setFocused(null)}
      onKeyDown={(event) => onKey(event, act)}
    />
  );
}

const boxAt = (target: EventTarget | null): SVGGElement | null =>
  target instanceof Element ? target.closest<SVGGElement>("g[data-node]") : null;

/** Makes the focused box the Tab stop, so that Tab returns to it. */
function stopAt({ target, currentTarget }: FocusEvent): void {
  if (!(currentTarget instanceof Element)) return;
  const box = boxAt(target);
  for (const one of boxesOf(currentTarget)) one.setAttribute("tabindex", one === box ? "0" : "-1");
}

function onKey(event: KeyboardEvent, act: (target: EventTarget | null) => void): void {
  const box = boxAt(event.target);
  if (box === null || !(event.currentTarget instanceof Element)) return;
  if (event.key === "Enter" || event.key === " ") act(box);
  else if (event.key.startsWith("Arrow")) nearest(boxesOf(event.currentTarget), box, event.key)?.focus();
  else return;
  event.preventDefault();
}

/** Inserts the drawing into its frame at the requested size. The focused box keeps the focus. */
function useDrawn(frame: Frame, { view, zoom }: GraphState): void {
  const { isPrinting } = usePage();
  useLayoutEffect(() => {
    const place = frame.current;
    if (place === null) return;
    const focused = boxAt(document.activeElement)?.dataset["node"];
    place.innerHTML = view.svg;
    makeReachable(boxesOf(place), view.nodes);
    if (focused !== undefined) place.querySelector<SVGGElement>(`g[data-node="${focused}"]`)?.focus();
  }, [view]);
  useLayoutEffect(() => (frame.current === null ? undefined : dragToScroll(frame.current)), []);
  useLayoutEffect(() => {
    const drawing = frame.current?.querySelector("svg");
    if (drawing === null || drawing === undefined) return;
    const size = drawing.viewBox.baseVal;
    for (const side of ["width", "height"] as const) {
      // The style sheet determines the size on paper.
      if (isPrinting) drawing.removeAttribute(side);
      else drawing.setAttribute(side, String(size[side] * zoom));
    }
  }, [view, zoom, isPrinting]);
}

function useLight(frame: Frame, { report, view, chosen, query, status }: GraphState, focused: string | null): void {
  const { route } = usePage();
  const at = route.artifact ?? chosen;
  useEffect(() => {
    if (frame.current !== null)
      light(frame.current, report, { id: focused ?? at, chosen: at, query, status }, view.nodes);
  }, [view, focused, at, query, status]);
}

/** Scrolls to the chosen artifact, to an opened group, and to the first match of a search. */
function useScroll(frame: Frame, { view, chosen, query, status, toggled, zoom }: GraphState): void {
  const show = (query: string, block: "nearest" | "center"): void =>
    frame.current?.querySelector(query)?.scrollIntoView({ block, inline: "center" });
  useEffect(() => {
    if (query !== "" || status !== "") show("g[data-node]:not(.dim)", "nearest");
  }, [query, status]);
  useEffect(() => {
    if (toggled !== null) show(`g[data-node="${toggled}"]`, "nearest");
  }, [toggled, view]);
  // Depends on this boolean and not on the view, so that opening another group does not scroll.
  const isDrawn = [...view.nodes.values()].some(({ label, range }) => range === null && label === chosen);
  useEffect(() => {
    if (isDrawn) show("g[data-node].chosen", "center");
  }, [chosen, isDrawn, zoom]);
}
