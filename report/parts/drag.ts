/** Lets the reader scroll an element by dragging with the mouse. Returns a function that disables it. */
export function dragToScroll(element: HTMLElement): () => void {
  let from: { readonly x: number; readonly y: number } | null = null;
  let moved = 0;
  const down = (event: PointerEvent): void => {
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    from = { x: event.clientX, y: event.clientY };
    moved = 0;
  };
  const move = (event: PointerEvent): void => {
    if (from === null) return;
    element.scrollBy(from.x - event.clientX, from.y - event.clientY);
    moved += Math.abs(from.x - event.clientX) + Math.abs(from.y - event.clientY);
    from = { x: event.clientX, y: event.clientY };
  };
  const up = (): void => {
    from = null;
  };
  // A drag that ends on a box must not count as a click on it.
  const click = (event: MouseEvent): void => {
    if (moved > 6) event.stopPropagation();
    moved = 0;
  };
  element.addEventListener("pointerdown", down);
  addEventListener("pointermove", move);
  addEventListener("pointerup", up);
  element.addEventListener("click", click, { capture: true });
  return () => {
    element.removeEventListener("pointerdown", down);
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", up);
    element.removeEventListener("click", click, { capture: true });
  };
}
